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

/** All but the functions, which are made again each time. */
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

describe('an environment is the base with its own values over it', () => {
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

  test('both are there, by name', () => expect([dev?.environment, prod?.environment]).toEqual(['dev', 'prod']));
  test('one can be chosen', () =>
    expect(factsOf(resolveEnvironments(loaded(config), 'prod'))).toEqual(factsOf([prod])));
  test('all can be', () => expect(factsOf(resolveEnvironments(loaded(config), 'all'))).toEqual(factsOf([dev, prod])));
  test('what it does not say is the base', () => {
    expect(dev?.settings).toMatchObject({
      selector: { env: 'any', region: 'eu' },
      datasources: { postgres: { url: 'base:5432', user: { env: 'PG_USER' } } },
    });
    expect(limitsOf(dev)).toMatchObject({ drawdown: { warn: 0.05, critical: 0.15 }, minOrders: 5 });
    expect(dev?.settings.alerting.routes.critical).toEqual(['chat']);
  });
  test('what it says is its own, key by key; a receiver and a list are one thing', () => {
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
  test('a configuration without environments is one', () =>
    expect(resolveEnvironments(loaded({ folder: 'A' }), undefined)).toMatchObject([{ settings: { folder: 'A' } }]));
});

describe('what an environment lacks is named with it', () => {
  const page = { type: 'pagerduty', integrationKey: env('KEY') } as const;
  test.each<[string, Config, string | undefined, string[]]>([
    [
      'a receiver that only the other has',
      { routes: { critical: ['page'] }, environments: { dev: {}, prod: { receivers: { page } } } },
      undefined,
      [
        'routes.critical config/receiver Environment "dev": routes.critical names the receiver "page", which is not configured, so Grafana would refuse to start.',
      ],
    ],
    [
      'at its own place',
      { receivers: { page }, environments: { dev: { routes: { info: ['nobody'] } }, prod: {} } },
      undefined,
      [
        'environments.dev.routes.info config/receiver Environment "dev": routes.info names the receiver "nobody", which is not configured, so Grafana would refuse to start.',
      ],
    ],
    [
      'a host that only the other has',
      { environments: { dev: {}, prod: { datasources: { clickhouse: { host: 'ch.prod' } } } } },
      undefined,
      [
        'environments.dev config/handle datasources.clickhouse.host has a value in environment "prod" and none in environment "dev", which would silently use the default.',
      ],
    ],
    [
      'a secret that only the other has',
      { environments: { dev: {}, prod: { datasources: { postgres: { password: env('PROD') } } } } },
      'dev',
      [
        'environments.dev config/handle datasources.postgres.password has a value in environment "prod" and none in environment "dev", which would silently use the default.',
      ],
    ],
    [
      'not the environment that has it',
      { environments: { dev: {}, prod: { datasources: { postgres: { password: env('PROD') } } } } },
      'prod',
      [],
    ],
    [
      'a host that the base has',
      {
        datasources: { loki: { url: 'http://l' } },
        environments: { dev: {}, prod: { datasources: { loki: { url: 'http://p' } } } },
      },
      undefined,
      [],
    ],
    [
      "the team's own source",
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
      'a source that only the other has',
      { environments: { dev: {}, prod: { datasources: { tempo: { url: 'http://t' } } } } },
      undefined,
      [],
    ],
    [
      'faults of several',
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
      'no such environment',
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
