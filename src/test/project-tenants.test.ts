import { describe, expect, test } from 'vitest';

import {
  cloudwatch,
  defineProject,
  env,
  file,
  type Handles,
  influxdb,
  loki,
  mysql,
  type ProjectFacts,
  prometheus,
  receiver,
  testdata,
} from '../index.ts';
import { fleet } from '../fleet/index.ts';
import { projectFindings, renderedProject } from './support/project.ts';
import { diagnosticsOf } from './support/validated.ts';
import { rules } from '../validate/rules/index.ts';

const orders = mysql({ url: 'db:3306', database: 'shop', user: 'reader', password: env('DB_PASSWORD') });

const project = defineProject({
  name: 'shop',
  severities: ['page'],
  datasources: {
    metrics: prometheus({ url: 'http://mimir/prometheus', flavour: 'Mimir', isDefault: true }),
    logs: loki({ url: 'http://loki:3100', headers: { 'X-Team': 'shop' } }),
    orders,
    cloud: cloudwatch({ region: 'eu-west-1' }),
    fake: testdata(),
  },
  receivers: { desk: receiver('email', { addresses: 'desk@example.com' }) },
  routes: { page: ['desk'] },
  tenants: {
    acme: {
      orgId: 2,
      name: 'Acme',
      datasources: {
        cloud: cloudwatch({ region: 'eu-west-1', accessKey: env('ACME_KEY'), secretKey: env('ACME_SECRET') }),
      },
      receivers: { chat: receiver('slack', { url: env('ACME_URL') }) },
      routes: { page: ['chat'] },
    },
    'big-one': {
      orgId: 3,
      scope: 'b1',
      datasources: {
        cloud: cloudwatch({ region: 'us-east-1' }),
        orders: mysql({ url: 'own:3306', database: 'shop', user: 'reader', password: file('/run/own') }),
      },
    },
  },
});
const parts = {
  ruleGroups: [
    project.ruleGroup(() => ({
      name: 'shop',
      interval: '1m',
      rules: {
        errors: {
          title: 'Errors',
          query: { datasource: 'metrics', promql: 'sum(errors_total)' },
          threshold: { is: 'above', value: 1 },
          for: '5m',
          severity: 'page',
        },
      },
    })),
  ],
};

describe('tenants of a project with its own data sources', async () => {
  const folder = await renderedProject(project, parts);
  const text = (path: string) => folder.get(path) ?? '';
  const acme = text('provisioning/datasources/acme.yaml');

  test('each has its files, only for its own org', () => {
    const own = [...folder.keys()].filter((path) => /^provisioning\/.*\/(?:acme|big-one)/.test(path));
    expect(own).toEqual([
      ...['contact-points', 'policies', 'rules'].map((kind) => `provisioning/alerting/acme-${kind}.yaml`),
      'provisioning/alerting/big-one-rules.yaml',
      'provisioning/datasources/acme.yaml',
      'provisioning/datasources/big-one.yaml',
    ]);
    for (const path of own)
      expect([path, new Set(text(path).match(/orgId: \d+/g))]).toEqual([
        path,
        new Set([path.includes('acme') ? 'orgId: 2' : 'orgId: 3']),
      ]);
    expect(text('stack/grafana/create-orgs.mjs')).toContain('{"id":"acme","orgId":2,"name":"Acme"}');
    expect(text('provisioning-base/alerting/shop-rules.yaml')).toContain('shop-errors');
    expect(text('provisioning-base/datasources/acme.yaml')).toBe('');
  });

  test('a data source keeps its uid and is read with the scope, the user or the settings of the tenant', () => {
    expect(acme.match(/uid: \S+/g)).toEqual(text('provisioning/datasources/shop.yaml').match(/uid: \S+/g));
    expect(acme.match(/httpHeaderValue\d: \S+/g)).toEqual([
      'httpHeaderValue1: acme',
      'httpHeaderValue1: shop',
      'httpHeaderValue2: acme',
    ]);
    expect(acme).toContain('user: reader_acme');
    expect(acme).toContain('$DB_PASSWORD_ACME');
    expect(acme).toContain('accessKey: $ACME_KEY');
    const big = text('provisioning/datasources/big-one.yaml');
    expect(big).toContain('httpHeaderValue2: b1');
    expect(big).toMatch(/url: own:3306\n {4}user: reader\n/);
    expect(big).toContain('$__file{/run/own}');
    expect(big).toContain('defaultRegion: us-east-1');
  });

  test('it is notified by its own receivers, and only of its own alerts', () => {
    expect(text('provisioning/alerting/acme-contact-points.yaml')).toContain('$ACME_URL');
    expect(text('provisioning/alerting/acme-policies.yaml')).toContain('receiver: chat');
    expect([...folder].filter(([path, one]) => path.includes('/acme') && one.includes('desk'))).toEqual([]);
    expect(text('env.example')).toContain('\nDB_PASSWORD_ACME=\n');
  });

  test('the folder passes validation', () => {
    expect(diagnosticsOf(Object.fromEntries(folder), rules).filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});

test('an environment changes parts of a tenant and keeps the rest', async () => {
  const inProd = defineProject({
    name: 'shop',
    datasources: { logs: loki({ url: 'http://loki:3100' }) },
    tenants: { acme: { name: 'Acme', receivers: { chat: receiver('slack', { url: env('ACME_URL') }) } } },
    environments: { prod: { tenants: { acme: { orgId: 7, scope: 'prod-acme' } } } },
  });
  const folder = await renderedProject(inProd, {}, 'prod');
  expect(folder.get('provisioning/datasources/acme.yaml')).toMatch(/orgId: 7[^]*httpHeaderValue1: prod-acme/);
  expect(folder.get('provisioning/alerting/acme-contact-points.yaml')).toContain('$ACME_URL');
  expect(folder.get('stack/grafana/create-orgs.mjs')).toContain('"name":"Acme"');
});

describe('a build refuses', () => {
  const influx = (token: string) =>
    influxdb({ url: 'http://i', language: 'Flux', organization: 'o', bucket: 'b', token: env(token) });
  const of = (facts: Omit<ProjectFacts<string, string, Handles, object>, 'name'>) =>
    projectFindings(defineProject({ name: 'shop', ...facts }));
  test.each<[string, Omit<ProjectFacts<string, string, Handles, object>, 'name'>, string[]]>([
    [
      'nothing if each tenant reads separately',
      { datasources: { orders }, tenants: { a: { orgId: 2 }, b: { orgId: 3 } } },
      [],
    ],
    ['a tenant without an org', { tenants: { a: {} } }, ['tenants.a config/tenant: Tenant "a" has no orgId']],
    [
      "the project's org",
      { tenants: { a: { orgId: 1 } } },
      ['tenants.a.orgId config/tenant: Tenant "a" has the same org as the project'],
    ],
    [
      "another's org",
      { tenants: { a: { orgId: 2 }, b: { orgId: 2 } } },
      ['tenants.b.orgId config/tenant: Tenant "b" has the same org as tenant "a"'],
    ],
    [
      "the project's name",
      { tenants: { shop: { orgId: 2 } } },
      ['tenants.shop config/tenant: Tenant "shop" has the same name as the project'],
    ],
    [
      'a plain Prometheus for all',
      { datasources: { metrics: prometheus({ url: 'http://p' }) }, tenants: { a: { orgId: 2 } } },
      ['tenants.a.datasources.metrics config/tenant: Tenant "a" reads metrics exactly as the project does'],
    ],
    [
      'one key for two',
      {
        datasources: { i: influx('I') },
        tenants: { a: { orgId: 2, datasources: { i: influx('A') } }, b: { orgId: 3, datasources: { i: influx('A') } } },
      },
      ['tenants.b.datasources.i config/tenant: Tenant "b" reads i exactly as tenant "a" does'],
    ],
    [
      'one user with two passwords',
      {
        datasources: { orders },
        tenants: {
          a: {
            orgId: 2,
            datasources: {
              orders: mysql({ url: 'db:3306', database: 'shop', user: 'reader', password: env('OTHER') }),
            },
          },
        },
      },
      ['tenants.a.datasources.orders config/tenant: Tenant "a" reads orders exactly as the project does'],
    ],
    [
      'a source that the project does not have',
      { datasources: { orders }, tenants: { a: { orgId: 2, datasources: { order: orders } } } },
      ['tenants.a.datasources.order config/tenant: tenants.a.datasources.order is not a source of the project'],
    ],
    [
      'another uid',
      {
        datasources: { orders },
        tenants: {
          a: {
            orgId: 2,
            datasources: { orders: mysql({ uid: 'x', url: 'a:1', database: 's', user: 'u', password: env('P') }) },
          },
        },
      },
      ['tenants.a.datasources.orders config/tenant: tenants.a.datasources.orders has the uid "x"'],
    ],
    [
      "the project's receiver",
      {
        receivers: { desk: receiver('email', { addresses: 'a@b.c' }) },
        tenants: { a: { orgId: 2, routes: { page: ['desk'] } } },
      },
      ['tenants.a.routes.page config/receiver: tenants.a.routes.page names the receiver "desk"'],
    ],
  ])('%s', async (_name, facts, expected) => {
    const found = await of(facts);
    expect(found.length).toBe(expected.length);
    for (const [index, begin] of expected.entries()) expect(found[index]?.slice(0, begin.length)).toBe(begin);
  });
});

describe("a data source that a project binds to a pack is checked once, as the project's own:", () => {
  const hosting = (metrics: ReturnType<typeof prometheus>) => {
    const bound = defineProject({ name: 'hosting', datasources: { metrics }, tenants: { acme: { orgId: 2 } } });
    return { bound, packs: [fleet({ sources: { prometheus: bound.sources.metrics } })] };
  };

  test('one that separates tenants is used by the tenants too', async () => {
    const { bound, packs } = hosting(prometheus({ url: 'http://mimir/prometheus', flavour: 'Mimir' }));
    expect(await projectFindings(bound, { packs })).toEqual([]);
  });

  test('one that does not is refused under its own name', async () => {
    const { bound, packs } = hosting(prometheus({ url: 'http://prometheus:9090' }));
    expect(await projectFindings(bound, { packs })).toEqual([
      expect.stringMatching(/^tenants\.acme\.datasources\.metrics config\/tenant: Tenant "acme" reads metrics exactly/),
    ]);
  });
});
