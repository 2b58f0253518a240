import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

import { compileProject, renderProject } from '../commands/project.ts';
import type { Config } from '../config/config.ts';
import { defineNotifications } from '../define/definitions.ts';
import { rules } from '../validate/rules/index.ts';
import { resolvedConfig } from './support/settings.ts';
import { diagnosticsOf } from './support/validated.ts';

const config: Config = {
  datasources: { prometheus: { flavour: 'Mimir' } },
  receivers: { fleet: { type: 'slack', url: { env: 'FLEET_URL' } } },
  notifications: [
    defineNotifications(() => ({
      contactPoints: [{ name: 'mine', receivers: [{ uid: 'mine', type: 'email', settings: { addresses: 'a@b.c' } }] }],
      muteTimes: [],
      templates: [],
    })),
  ],
  tenants: {
    acme: {
      orgId: 2,
      receivers: { chat: { type: 'slack', url: { env: 'ACME_URL' } } },
      muteTimings: { night: { severities: ['info'], times: [{ from: '01:00', to: '02:00' }] } },
    },
    globex: { orgId: 3 },
  },
};
const folder = await renderProject(await compileProject(resolvedConfig(config)));
const without = await (async () => {
  const { tenants: _, ...base } = config;
  return renderProject(await compileProject(resolvedConfig(base)));
})();
const of = (tenant: string) =>
  [...folder].filter(([path]) => path.startsWith('provisioning/') && path.split('/')[2]?.startsWith(tenant));
const orgsIn = (text: string) => new Set([...text.matchAll(/orgId: (\d+)/g)].map(([, id]) => id));

describe('one tree with files for each tenant', () => {
  test('each tenant has its own files', () => {
    expect(of('acme').map(([path]) => path)).toEqual(
      ['contact-points', 'mute-timings', 'policies', 'rules', 'templates']
        .map((kind) => `provisioning/alerting/acme-${kind}.yaml`)
        .concat('provisioning/dashboards/acme.yaml', 'provisioning/datasources/acme.yaml'),
    );
    expect(of('globex').map(([path]) => path)).toEqual([
      'provisioning/alerting/globex-rules.yaml',
      'provisioning/dashboards/globex.yaml',
      'provisioning/datasources/globex.yaml',
    ]);
  });
  test('which refer only to its org', () => {
    for (const [path, text] of of('acme')) expect([path, orgsIn(text)]).toEqual([path, new Set(['2'])]);
    for (const [path, text] of of('globex')) expect([path, orgsIn(text)]).toEqual([path, new Set(['3'])]);
  });
  test('and to no other tenant', () => {
    const texts = (tenant: string) =>
      of(tenant)
        .map(([, text]) => text)
        .join('\n');
    expect(texts('acme')).toContain('ACME_URL');
    expect(texts('acme') + texts('globex')).not.toMatch(/FLEET_URL|pf-fleet(?![\w-])|\bmine\b/);
    expect(texts('globex')).not.toMatch(/ACME|acme|pf-chat/);
  });
  test('the dashboards exist once, with a provider for each tenant', () => {
    const dashboards = (files: ReadonlyMap<string, string>) =>
      [...files].filter(([path]) => path.startsWith('dashboards/'));
    expect(dashboards(folder)).toEqual(dashboards(without));
    const providers = ['dashboards', 'acme', 'globex'].flatMap(
      (name) =>
        (
          parse(folder.get(`provisioning/dashboards/${name}.yaml`) ?? '') as {
            providers: { name: string; options: { path: string } }[];
          }
        ).providers,
    );
    expect(new Set(providers.map(({ name }) => name)).size).toBe(3);
    expect(new Set(providers.map(({ options }) => options.path)).size).toBe(1);
  });
  test('the rules are those of the fleet', () => {
    const rulesOf = (name: string) =>
      parse(
        (folder.get(`provisioning/alerting/${name}-rules.yaml`) ?? '').replaceAll(/orgId: \d+/g, 'orgId: 0'),
      ) as unknown;
    expect(rulesOf('acme')).toEqual(rulesOf('purpleflea'));
  });
});

test('the first start has only the files of the fleet, byte for byte', () => {
  const base = [...folder]
    .filter(([path]) => path.startsWith('provisioning-base/'))
    .map(([path, text]) => [path.replace('provisioning-base/', 'provisioning/'), text]);
  expect(base).toEqual([...without].filter(([path]) => path.startsWith('provisioning/')));
  expect(
    [...without.keys()].filter((path) => path.startsWith('provisioning-base/') || path.includes('create-orgs')),
  ).toEqual([]);
});

test('the program that creates the orgs is written, and the variables of every tenant', () => {
  expect(folder.get('stack/grafana/create-orgs.mjs')).toContain('{"id":"acme","orgId":2,"name":"acme"}');
  const names = [...(folder.get('env.example') ?? '').matchAll(/^(\w+)=/gm)].map(([, name]) => name);
  expect(names).toEqual(
    expect.arrayContaining(['ACME_URL', 'PG_GRAFANA_PASSWORD_ACME', 'CLICKHOUSE_GRAFANA_PASSWORD_GLOBEX', 'FLEET_URL']),
  );
});

describe('the validator', () => {
  const found = (changes: Readonly<Record<string, (text: string) => string>> = {}) => {
    const files = Object.fromEntries([...folder].map(([path, text]) => [path, changes[path]?.(text) ?? text]));
    return diagnosticsOf(files, rules)
      .filter(({ severity }) => severity === 'error')
      .map(({ id, at }) => `${at?.file} ${id}`);
  };
  test('has no findings', () => expect(found()).toEqual([]));
  test.each<[string, string, (text: string) => string, string[]]>([
    [
      'an org',
      'provisioning/alerting/acme-rules.yaml',
      (text) => text.replace('orgId: 2', 'orgId: 3'),
      ['provisioning/alerting/acme-rules.yaml file/tenant'],
    ],
    [
      'a role',
      'provisioning/datasources/globex.yaml',
      (text) => text.replace('user: grafana_reader_globex', 'user: grafana_reader_acme'),
      ['provisioning/datasources/globex.yaml datasource/tenant'],
    ],
    [
      'a scope',
      'provisioning/datasources/globex.yaml',
      (text) => text.replaceAll('httpHeaderValue1: globex', 'httpHeaderValue1: acme'),
      [
        'provisioning/datasources/globex.yaml datasource/tenant',
        'provisioning/datasources/globex.yaml datasource/tenant',
      ],
    ],
    [
      'a uid',
      'provisioning/datasources/globex.yaml',
      (text) => text.replace('uid: pf-loki', 'uid: pf-logs'),
      ['provisioning/dashboards/globex.yaml provider/datasource'],
    ],
    [
      'a receiver',
      'provisioning/alerting/acme-policies.yaml',
      (text) => text.replace('receiver: pf-chat', 'receiver: pf-fleet'),
      ['provisioning/alerting/acme-policies.yaml file/tenant'],
    ],
  ])('finds %s of another', (_name, path, change, expected) => {
    expect(found({ [path]: change }).filter((one) => /tenant|provider\/datasource/.test(one))).toEqual(expected);
  });
});
