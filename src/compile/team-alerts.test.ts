import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

import { defineProject, env, receiver } from '../index.ts';
import { projectFindings, renderedProject } from '../test/support/project.ts';

const facts = {
  name: 'shop',
  severities: ['page', 'ticket'],
  teams: ['core', 'ledger'],
  receivers: {
    chat: receiver('slack', { url: env('SLACK_URL') }),
    genie: receiver('opsgenie', { apiKey: env('GENIE_KEY'), message: 'Mine' }),
    pager: receiver('pagerduty', { integrationKey: env('PAGER_KEY') }),
    machine: receiver('prometheus-alertmanager', { url: 'http://am:9093' }),
  },
} as const;
const project = defineProject({
  ...facts,
  routes: { page: ['pager', 'chat'], ticket: ['chat'] },
  teamAlerts: {
    ledger: {
      routes: { page: ['genie'] },
      title: 'Ledger: {{ .CommonLabels.alertname }}',
      text: 'Ask the ledger team.',
    },
    core: { title: 'Core' },
  },
});

describe("a team's own receivers and messages", async () => {
  const folder = await renderedProject(project);
  const read = (kind: string): unknown => parse(folder.get(`provisioning/alerting/shop-${kind}.yaml`) ?? '');
  const settings = Object.fromEntries(
    (
      read('contact-points') as { contactPoints: { name: string; receivers: { settings: object }[] }[] }
    ).contactPoints.map(({ name, receivers }) => [name, receivers[0]?.settings]),
  );

  test('routes of a team come before the shared routes', () => {
    const { policies } = read('policies') as { policies: { receiver: string; routes: { routes: object[] }[] }[] };
    expect(policies[0]?.receiver).toBe('pager');
    expect(policies[0]?.routes[0]?.routes).toEqual([
      {
        receiver: 'genie',
        object_matchers: [
          ['team', '=', 'ledger'],
          ['severity', '=', 'page'],
        ],
      },
      { receiver: 'pager', object_matchers: [['severity', '=', 'page']], continue: true },
      { receiver: 'chat', object_matchers: [['severity', '=', 'page']] },
      { receiver: 'chat', object_matchers: [['severity', '=', 'ticket']] },
    ]);
  });

  test("a team's texts are in a template, and all others get Grafana's", () => {
    const { templates } = read('templates') as { templates: { name: string; template: string }[] };
    expect(templates).toEqual([
      {
        orgId: 1,
        name: 'shop-teams',
        template:
          '{{ define "shop.ledger.title" }}Ledger: {{ .CommonLabels.alertname }}{{ end }}\n{{ define "shop.core.title" }}Core{{ end }}\n{{ define "shop.ledger.text" }}Ask the ledger team.{{ end }}\n',
      },
    ]);
    const title =
      '{{ if eq .CommonLabels.team "ledger" }}{{ template "shop.ledger.title" . }}{{ else if eq .CommonLabels.team "core" }}{{ template "shop.core.title" . }}{{ else }}{{ template "default.title" . }}{{ end }}';
    const text =
      '{{ if eq .CommonLabels.team "ledger" }}{{ template "shop.ledger.text" . }}{{ else }}{{ template "default.message" . }}{{ end }}';
    expect(settings['chat']).toEqual({ url: '$SLACK_URL', title, text });
    expect(settings['pager']).toEqual({ integrationKey: '$PAGER_KEY', summary: title });
  });

  test('a receiver keeps its own texts, and machine receivers get none', () => {
    expect(settings['genie']).toMatchObject({ message: 'Mine' });
    expect(settings['machine']).toEqual({ url: 'http://am:9093' });
  });
});

test('a team without texts or routes changes nothing', async () => {
  const plain = defineProject({ ...facts, routes: { page: ['chat'] } });
  const empty = defineProject({ ...facts, routes: { page: ['chat'] }, teamAlerts: { core: {} } });
  expect([...(await renderedProject(empty))]).toEqual([...(await renderedProject(plain))]);
});

test.each<[string, object, string]>([
  ['a team', { teamAlerts: { cor: { title: 'A' } } }, 'teamAlerts.cor config/team: teamAlerts has the team "cor"'],
  [
    'a receiver',
    { teamAlerts: { core: { routes: { page: ['chta'] } } } },
    'teamAlerts.core.routes.page config/receiver: teamAlerts.core.routes.page names the receiver "chta"',
  ],
  [
    'a severity',
    { teamAlerts: { core: { routes: { pge: ['chat'] } } } },
    'teamAlerts.core.routes.pge config/severity: teamAlerts.core.routes has the severity "pge"',
  ],
  [
    'routes beside a tree',
    { policies: { receiver: 'chat' }, routes: { page: ['chat'] } },
    'routes config/policies: routes is set together with `policies`',
  ],
])('%s that does not exist is refused', async (_name, more, begin) => {
  const [found = '', ...others] = await projectFindings(defineProject({ ...facts, ...more }));
  expect(found.slice(0, begin.length)).toBe(begin);
  expect(others).toEqual([]);
});

test('an environment replaces the tree, and adds templates and mute timings', async () => {
  const inEnvironments = defineProject({
    ...facts,
    policies: { receiver: 'pager' },
    templates: { a: '{{ define "a" }}A{{ end }}' },
    muteTimings: { night: [{ times: [{ start_time: '00:00', end_time: '06:00' }] }] },
    environments: {
      dev: {
        routes: { ticket: ['chat'] },
        templates: { b: '{{ define "b" }}B{{ end }}' },
        muteTimings: { weekend: [{ weekdays: ['saturday'] }] },
      },
      prod: {},
    },
  });
  const text = async (environment: string, kind: string) =>
    (await renderedProject(inEnvironments, {}, environment)).get(`provisioning/alerting/shop-${kind}.yaml`) ?? '';
  expect(await text('dev', 'policies')).not.toContain('pager');
  expect((await text('dev', 'templates')).match(/name: \w+/g)).toEqual(['name: a', 'name: b']);
  expect((await text('dev', 'mute-timings')).match(/name: \w+/g)).toEqual(['name: night', 'name: weekend']);
  expect(await text('prod', 'policies')).toContain('pager');
});

describe('rules in a folder inside a folder', () => {
  const grouped = (folder: string, version: string) =>
    defineProject({ name: 'shop', title: 'Shop', grafana: { version } }).ruleGroup(() => ({
      name: 'api',
      folder,
      interval: '1m',
      rules: {},
    }));
  const found = (folder: string, version: string) =>
    projectFindings(defineProject({ name: 'shop', title: 'Shop', grafana: { version } }), {
      ruleGroups: [grouped(folder, version)],
    });
  test('are kept where the target supports them', async () => {
    const folder = await renderedProject(defineProject({ name: 'shop', title: 'Shop', grafana: { version: '11.0' } }), {
      ruleGroups: [grouped('Shop/Core/API', '11.0')],
    });
    expect(folder.get('provisioning/alerting/shop-rules.yaml')).toContain('folder: Shop/Core/API');
  });
  test.each([
    ['Shop/Core', '10.4', 'Grafana 10.4 does not support nested folders'],
    ['Shop//Core', '13.0', 'one level has no title'],
    ['/Shop', '13.0', 'one level has no title'],
    ['a/b/c/d/e', '13.0', '5 levels deep'],
  ])('%s for Grafana %s is refused', async (folder, version, words) => {
    const [one = '', ...others] = await found(folder, version);
    expect(one).toContain('alert/folder');
    expect(one).toContain(words);
    expect(others).toEqual([]);
  });
});
