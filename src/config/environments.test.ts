import { describe, expect, test } from 'vitest';

import { UserError } from '../diagnostics/errors.ts';
import { fleet } from '../fleet/pack.ts';
import { env } from '../grafana/interpolation/refs.ts';
import type { Config } from './config.ts';
import { resolveEnvironments } from './environments.ts';
import type { ResolvedConfig } from './resolved.ts';
import { fleetSettings } from '../fleet/settings.ts';
import type { LoadedConfig } from './load.ts';

const loaded = (config: Config): LoadedConfig => ({
  config: { name: 'x', ...config },
  packs: [fleet({ options: { thresholds: { drawdown: { warn: 0.05 }, minOrders: 5 } } })],
  locate: (path) => ({ file: path.join('.') }),
  dependencies: [],
  pure: true,
});

/** Everything except the functions, which are created again each time. */
function factsOf(resolved: readonly (ResolvedConfig | undefined)[]): unknown {
  return resolved.map((one) => [one?.environment, one?.config, one?.settings, one?.packs.map(({ use }) => use)]);
}

function limitsOf(resolved: ResolvedConfig | undefined): unknown {
  const [pack] = resolved?.packs ?? [];
  return resolved && pack && fleetSettings(pack.settings(resolved.settings)).thresholds;
}

function findings(config: Config, chosen?: string): string[] {
  try {
    resolveEnvironments(loaded(config), chosen);
    return [];
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.diagnostics.map(({ id, message, at }) => `${at?.file ?? ''} ${id} ${message}`);
  }
}

describe('an environment overrides the base with its own values', () => {
  const config: Config = {
    selector: { env: 'any', region: 'eu' },
    datasources: {
      postgres: { url: 'base:5432', user: env('PG_USER') },
      prometheus: { headers: { 'X-Scope-OrgID': 'a', env: 'b' } },
    },
    receivers: { chat: { type: 'slack', url: env('CHAT'), channel: '#a' } },
    routes: { critical: ['chat'], info: ['chat'] },
    environments: {
      dev: {},
      prod: {
        grafana: { version: '11.2' },
        selector: { env: 'prod' },
        datasources: { postgres: { user: 'reader' }, prometheus: { headers: { env: 'c' } } },
        packs: { fleet: { options: { thresholds: { drawdown: { critical: 0.3 } } } } },
        receivers: {
          chat: { type: 'webhook', url: env('HOOK') },
          page: { type: 'pagerduty', integrationKey: env('KEY') },
        },
        routes: { critical: ['page'] },
      },
    },
  };
  const [dev, prod] = resolveEnvironments(loaded(config), undefined);

  test('both are resolved, by name', () => expect([dev?.environment, prod?.environment]).toEqual(['dev', 'prod']));
  test('one can be chosen', () =>
    expect(factsOf(resolveEnvironments(loaded(config), 'prod'))).toEqual(factsOf([prod])));
  test('all can be chosen', () =>
    expect(factsOf(resolveEnvironments(loaded(config), 'all'))).toEqual(factsOf([dev, prod])));
  test('it inherits what it does not set', () => {
    expect(dev?.settings).toMatchObject({
      selector: { env: 'any', region: 'eu' },
      datasources: { postgres: { url: 'base:5432', user: { env: 'PG_USER' } } },
    });
    expect(limitsOf(dev)).toMatchObject({ drawdown: { warn: 0.05, critical: 0.15 }, minOrders: 5 });
    expect(dev?.settings.alerting.routes.critical).toEqual(['chat']);
  });
  test('it overrides key by key; receivers and lists are replaced as a whole', () => {
    expect(prod?.settings).toMatchObject({
      grafana: { major: 11, minor: 2 },
      selector: { env: 'prod', region: 'eu' },
    });
    expect(limitsOf(prod)).toMatchObject({ drawdown: { warn: 0.05, critical: 0.3 }, minOrders: 5 });
    expect(prod?.settings.datasources).toMatchObject({
      postgres: { url: 'base:5432', user: 'reader' },
      prometheus: { headers: { 'X-Scope-OrgID': 'a', env: 'c' } },
    });
    expect(prod?.settings.alerting).toMatchObject({
      receivers: { chat: { type: 'webhook', url: { env: 'HOOK' } }, page: {} },
      routes: { critical: ['page'], info: ['chat'] },
    });
    expect(prod?.settings.alerting.receivers['chat']).not.toHaveProperty('channel');
  });
  test('a configuration without environments resolves to one', () =>
    expect(resolveEnvironments(loaded({ folder: 'A' }), undefined)).toMatchObject([{ settings: { folder: 'A' } }]));
});

describe('findings name the environment', () => {
  const page = { type: 'pagerduty', integrationKey: env('KEY') } as const;
  test.each<[string, Config, string | undefined, string[]]>([
    [
      'a receiver of another environment',
      { routes: { critical: ['page'] }, environments: { dev: {}, prod: { receivers: { page } } } },
      undefined,
      [
        'routes.critical config/receiver Environment "dev": routes.critical names the receiver "page", which is not configured, so Grafana would refuse to start.',
      ],
    ],
    [
      'at the position in the environment',
      { receivers: { page }, environments: { dev: { routes: { info: ['nobody'] } }, prod: {} } },
      undefined,
      [
        'environments.dev.routes.info config/receiver Environment "dev": routes.info names the receiver "nobody", which is not configured, so Grafana would refuse to start.',
      ],
    ],
    [
      'a host set only in another environment',
      { environments: { dev: {}, prod: { datasources: { clickhouse: { host: 'ch.prod' } } } } },
      undefined,
      [
        'environments.dev config/handle datasources.clickhouse.host has a value in environment "prod" and none in environment "dev", which would silently use the default.',
      ],
    ],
    [
      'a secret set only in another environment',
      { environments: { dev: {}, prod: { datasources: { postgres: { password: env('PROD') } } } } },
      'dev',
      [
        'environments.dev config/handle datasources.postgres.password has a value in environment "prod" and none in environment "dev", which would silently use the default.',
      ],
    ],
    [
      'no finding for the environment that sets it',
      { environments: { dev: {}, prod: { datasources: { postgres: { password: env('PROD') } } } } },
      'prod',
      [],
    ],
    [
      'a host set in the base',
      {
        datasources: { loki: { url: 'http://l' } },
        environments: { dev: {}, prod: { datasources: { loki: { url: 'http://p' } } } },
      },
      undefined,
      [],
    ],
    [
      'an existing data source',
      {
        environments: {
          dev: { datasources: { loki: { provision: false, uid: 'x' } } },
          prod: { datasources: { loki: { url: 'http://p' } } },
        },
      },
      undefined,
      [],
    ],
    [
      'an optional data source of another environment',
      { environments: { dev: {}, prod: { datasources: { tempo: { url: 'http://t' } } } } },
      undefined,
      [],
    ],
    [
      'findings of several environments',
      {
        environments: { dev: { grafana: { version: '9.5' } }, prod: { packs: { fleet: { options: { halt: 'x' } } } } },
      },
      undefined,
      [
        'environments.dev.grafana.version config/grafana-version Environment "dev": grafana.version 9.5 is older than 10.1, the oldest release that pf-grafana supports.',
        'environments.prod.packs.fleet.options.halt config/halt Environment "prod": halt names "x", which is not a configured receiver of type webhook, so nothing would halt an agent.',
      ],
    ],
    [
      'an unknown environment',
      { environments: { dev: {}, prod: {} } },
      'staging',
      [' config/environment The configuration has no environment "staging".'],
    ],
    [
      'no environments',
      {},
      'prod',
      [' config/environment The configuration has no environments, so --env prod cannot choose one.'],
    ],
  ])('%s', (_name, config, chosen, expected) => expect(findings(config, chosen)).toEqual(expected));
});
