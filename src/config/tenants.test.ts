import { describe, expect, test } from 'vitest';

import { UserError } from '../diagnostics/errors.ts';
import { env, file } from '../grafana/interpolation/refs.ts';
import type { Settings } from '../define/settings.ts';
import { fleet } from '../fleet/pack.ts';
import { checkConfig } from './check.ts';
import type { Config } from './config.ts';
import { resolveSettings } from './resolve.ts';

const locate = (path: readonly string[]) => ({ file: path.join('.') });
const settings = (config: Config): Settings =>
  resolveSettings({ name: 'x', ...config }, [{ used: fleet(), locate }], locate).settings;
const mimir = { datasources: { prometheus: { flavour: 'Mimir' } } } as const satisfies Config;

function findings(config: Config): string[] {
  try {
    settings(config);
    return [];
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.diagnostics.map(
      ({ id, at, message }) =>
        `${at?.file ?? ''} ${id}: ${/^Tenant (.*), /.exec(message)?.[1] ?? /the receiver "\w+"/.exec(message)?.[0] ?? message}`,
    );
  }
}

describe('a tenant has its own org, sources and alerts', () => {
  const { tenants } = settings({
    ...mimir,
    receivers: { fleet: { type: 'slack', url: env('FLEET') } },
    tenants: {
      'big-one': {
        orgId: 3,
        name: 'Big One',
        scope: 'b1',
        receivers: { chat: { type: 'slack', url: env('CHAT') } },
        datasources: { postgres: { url: 'own:5432', password: file('/own') }, loki: { headers: { X: 'y' } } },
      },
      acme: { orgId: 2 },
    },
  });
  test('sorted by org id, named by its own id', () =>
    expect(tenants.map(({ id, orgId, name }) => [id, orgId, name])).toEqual([
      ['acme', 2, 'acme'],
      ['big-one', 3, 'Big One'],
    ]));
  test('header and role by its id, under the fixed uids', () => {
    expect(tenants[0]?.datasources).toMatchObject({
      postgres: {
        uid: 'pf-postgres',
        url: 'postgres:5432',
        user: 'grafana_reader_acme',
        password: { env: 'PG_GRAFANA_PASSWORD_ACME' },
      },
      clickhouse: {
        uid: 'pf-clickhouse',
        user: 'grafana_reader_acme',
        password: { env: 'CLICKHOUSE_GRAFANA_PASSWORD_ACME' },
      },
      prometheus: { uid: 'pf-prometheus', headers: { 'X-Scope-OrgID': 'acme' } },
      loki: { uid: 'pf-loki', headers: { 'X-Scope-OrgID': 'acme' } },
    });
  });
  test('its own settings win', () => {
    expect(tenants[1]?.datasources).toMatchObject({
      postgres: { url: 'own:5432', user: 'grafana_reader_big_one', password: { file: '/own' } },
      prometheus: { headers: { 'X-Scope-OrgID': 'b1' } },
      loki: { headers: { 'X-Scope-OrgID': 'b1', X: 'y' } },
    });
  });
  test('no notification of the fleet is sent to it', () =>
    expect(tenants.map(({ alerting }) => Object.keys(alerting.receivers))).toEqual([[], ['chat']]));
  test('Prometheus gets no header that it would ignore', () => {
    expect(
      settings({ tenants: { a: { orgId: 2, datasources: { prometheus: { url: 'http://a' } } } } }).tenants[0]
        ?.datasources.prometheus,
    ).not.toHaveProperty('headers');
  });
});

describe('one tenant never sees another', () => {
  const chat = { type: 'slack', url: env('CHAT') } as const;
  test.each<[string, Config, string[]]>([
    ['two apart', { ...mimir, tenants: { a: { orgId: 2 }, b: { orgId: 3 } } }, []],
    ['no org', { ...mimir, tenants: { a: {} } }, ['tenants.a config/tenant: "a" has no orgId']],
    [
      "the fleet's org",
      { ...mimir, tenants: { a: { orgId: 1 } } },
      ['tenants.a.orgId config/tenant: "a" has the same org as the project'],
    ],
    [
      "another's org",
      { ...mimir, tenants: { a: { orgId: 2 }, b: { orgId: 2 } } },
      ['tenants.b.orgId config/tenant: "b" has the same org as tenant "a"'],
    ],
    [
      "another's name",
      { ...mimir, tenants: { a: { orgId: 2 }, b: { orgId: 3, name: 'a' } } },
      ['tenants.b.name config/tenant: "b" has the same org name as tenant "a"'],
    ],
    [
      'a plain Prometheus for all',
      { tenants: { a: { orgId: 2 } } },
      ['tenants.a.datasources.prometheus config/tenant: "a" reads prometheus exactly as the project does'],
    ],
    ['a Prometheus each', { tenants: { a: { orgId: 2, datasources: { prometheus: { url: 'http://a' } } } } }, []],
    [
      'one scope for two',
      { ...mimir, tenants: { a: { orgId: 2, scope: 's' }, b: { orgId: 3, scope: 's' } } },
      [
        'tenants.b.datasources.prometheus config/tenant: "b" reads prometheus exactly as tenant "a" does',
        'tenants.b.datasources.loki config/tenant: "b" reads loki exactly as tenant "a" does',
      ],
    ],
    [
      "another's user",
      { ...mimir, tenants: { a: { orgId: 2, datasources: { postgres: { user: 'grafana_reader' } } } } },
      ['tenants.a.datasources.postgres config/tenant: "a" reads postgres exactly as the project does'],
    ],
    [
      "the team's own source",
      { datasources: { prometheus: { provision: false, uid: 'x' } }, tenants: { a: { orgId: 2 } } },
      [],
    ],
    [
      "the fleet's receiver",
      { ...mimir, receivers: { chat }, tenants: { a: { orgId: 2, routes: { critical: ['chat'] } } } },
      ['tenants.a.routes.critical config/receiver: the receiver "chat"'],
    ],
    [
      "another's receiver",
      {
        ...mimir,
        tenants: { a: { orgId: 2, receivers: { chat } }, b: { orgId: 3, teams: { data: { info: ['chat'] } } } },
      },
      ['tenants.b.teams.data.info config/receiver: the receiver "chat"'],
    ],
  ])('%s', (_name, config, expected) => expect(findings(config)).toEqual(expected));

  test('a tenant cannot change uids and names of data sources, or use a file name of ours as its id', () => {
    const ids = (config: unknown) =>
      checkConfig({ name: 'x', ...(config as object) }, () => ({ file: 'c' })).map(({ message }) => message);
    expect(ids({ tenants: { a: { datasources: { loki: { uid: 'x' } } } } })).toEqual([
      'tenants.a.datasources.loki has an unknown key "uid", which would be ignored.',
    ]);
    expect(ids({ tenants: { dashboards: {}, 'a/b': {}, 'a-': {} } })).toHaveLength(3);
    expect(findings({ ...mimir, tenants: { x: { orgId: 2 } } })).toEqual([
      'tenants.x config/tenant: "x" has the same name as the project',
    ]);
  });
});

describe('sources of the configuration itself', () => {
  const of = (datasources: Config['datasources']) => {
    const config = { name: 'x', datasources, tenants: { acme: { orgId: 2 } } } as const;
    return resolveSettings(config as Config, [], locate).tenantSources['acme'];
  };
  test('are read with the scope or user of the tenant, also without a pack', () => {
    expect(of({ logs: { type: 'loki', url: 'http://l' } })?.['logs']?.facts.headers).toEqual({
      'X-Scope-OrgID': 'acme',
    });
    const book = { type: 'postgres', url: 'b:1', database: 'b', user: 'r', password: env('P') };
    expect(of({ book })?.['book']?.facts).toMatchObject({
      user: 'r_acme',
      secureJsonData: { password: { env: 'P_ACME' } },
    });
  });
  test('that every tenant would read alike are refused', () => {
    expect(() => of({ metrics: { type: 'prometheus', url: 'http://p' } })).toThrow(
      /Tenant "acme" reads metrics exactly as the project does/,
    );
  });
});
