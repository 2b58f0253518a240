import { describe, expect, test } from 'vitest';

import { UserError } from '../diagnostics/errors.ts';
import { env, file } from '../grafana/interpolation/refs.ts';
import { type FleetConfig, settingsOf } from '../test/support/settings.ts';
import { checkConfig } from './check.ts';
import { defineConfig } from './config.ts';

const named = (config: unknown) => ({ name: 'x', ...(config as object) });
const ids = (config: unknown) =>
  checkConfig(named(config), () => ({ file: 'c' })).map(({ id, message }) => `${id}: ${message}`);

describe('a configuration is checked', () => {
  test.each<[string, unknown, string[]]>([
    ['nothing', {}, []],
    [
      'every kind of value',
      {
        grafana: { version: '10.1' },
        selector: { env: 'prod' },
        packs: [{ use: 'pf-grafana/fleet', options: { thresholds: { minOrders: 5 } }, omit: ['rule:x'] }],
        receivers: {
          a: { type: 'slack', url: env('A') },
          b: { type: 'webhook', url: 'http://x', authorization: file('/s') },
        },
      },
      [],
    ],
    ['environments', { environments: { prod: { selector: { env: 'prod' }, grafana: { version: '11.2' } } } }, []],
    [
      'an unknown key of an environment',
      { environments: { prod: { name: 'y' } } },
      ['config/unknown-key: environments.prod has an unknown key "name", which would be ignored.'],
    ],
    [
      'an environment called all',
      { environments: { all: {} } },
      ['config/key: environments has the key "all", which is not a valid name here.'],
    ],
    [
      'an unknown key',
      { folders: 'x' },
      ['config/unknown-key: There is an unknown key "folders", which would be ignored.'],
    ],
    [
      'a nested unknown key',
      { packs: [{ use: 'x', optoins: {} }] },
      ['config/unknown-key: packs.0 has an unknown key "optoins", which would be ignored.'],
    ],
    ['a wrong type', { folder: 3 }, ['config/value: folder must be a string.']],
    [
      'a literal secret',
      { datasources: { postgres: { password: 'hunter2' } } },
      ['config/secret: datasources.postgres.password is a secret and must not be written in plain text.'],
    ],
    [
      'a secret of a receiver',
      { receivers: { a: { type: 'pagerduty', integrationKey: 'abc' } } },
      ['config/secret: receivers.a.integrationKey is a secret and must not be written in plain text.'],
    ],
    [
      'a missing key',
      { receivers: { a: { type: 'email' } } },
      ['config/missing-key: receivers.a lacks the key "addresses".'],
    ],
    [
      'an unknown receiver type',
      { receivers: { a: { type: 'pigeon' } } },
      ['config/value: receivers.a.type must be equal to one of the allowed values: slack, pagerduty, email, webhook.'],
    ],
    [
      'a bad time',
      { muteTimings: { m: { severities: ['info'], times: [{ from: '25:00', to: '03:00' }] } } },
      ['config/value: muteTimings.m.times.0.from must match pattern "^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$".'],
    ],
    [
      'a password in an address',
      { receivers: { a: { type: 'webhook', url: 'https://u:hunter2@x/' } } },
      ['config/value: receivers.a.url must match pattern "^https?://[^@/]+(/|$)".'],
    ],
    [
      'an invalid day',
      { muteTimings: { m: { severities: ['info'], weekdays: ['someday'], times: [{ from: '01:00', to: '03:00' }] } } },
      [
        'config/value: muteTimings.m.weekdays.0 must match pattern "^(monday|tuesday|wednesday|thursday|friday|saturday|sunday)(:(monday|tuesday|wednesday|thursday|friday|saturday|sunday))?$".',
      ],
    ],
    [
      'critical alerts muted',
      { muteTimings: { m: { severities: ['critical'], times: [{ from: '01:00', to: '03:00' }] } } },
      ['config/value: muteTimings.m.severities.0 must be equal to one of the allowed values: warning, info.'],
    ],
  ])('%s', (_name, config, expected) => expect(ids(config)).toEqual(expected));

  test('a secret never appears in a message', () =>
    expect(ids({ datasources: { clickhouse: { password: 'hunter2' } } }).join()).not.toContain('hunter2'));
});

describe('names in a configuration must exist', () => {
  const failing = (config: FleetConfig) => {
    try {
      settingsOf(config);
      return [];
    } catch (error) {
      return error instanceof UserError ? error.diagnostics.map(({ id }) => id) : [String(error)];
    }
  };
  test.each<[string, FleetConfig, string[]]>([
    ['an old Grafana', { grafana: { version: '9.5' } }, ['config/grafana-version']],
    ['a route to an unknown receiver', { routes: { critical: ['x'] } }, ['config/receiver']],
    ["a team's route to an unknown receiver", { teams: { treasury: { info: ['x'] } } }, ['config/receiver']],
    ['an existing data source without its uid', { datasources: { loki: { provision: false } } }, ['config/source-uid']],
    [
      'a halt receiver that is not a webhook',
      { receivers: { a: { type: 'email', addresses: 'a@b.c' } }, halt: 'a' },
      ['config/halt'],
    ],
    ['two faults', { grafana: { version: '9.5' }, halt: 'x' }, ['config/grafana-version', 'config/halt']],
  ])('%s', (_name, config, expected) => expect(failing(config)).toEqual(expected));
});

describe('an empty configuration gets the documented values (requirements 73-81, 129-139)', () => {
  const settings = settingsOf();
  test('hosts and limits', () => {
    expect(settings.datasources.postgres).toMatchObject({
      url: 'postgres:5432',
      database: 'purpleflea_agents',
      user: 'grafana_reader',
      sslmode: 'require',
    });
    expect(settings.datasources.prometheus).toMatchObject({ url: 'http://prometheus:9090' });
    expect(settings.datasources).not.toHaveProperty('tempo');
    expect(settings.thresholds).toMatchObject({
      drawdown: { critical: 0.15 },
      walletUsdc: { critical: 50 },
      orderLatencyMs: { critical: 500 },
      apiErrorRatio: { critical: 0.05 },
    });
  });
  test('one limit of several can be set alone', () => {
    expect(settingsOf({ thresholds: { drawdown: { critical: 0.2 } } }).thresholds.drawdown).toEqual({
      warn: 0.133333333333,
      critical: 0.2,
      recover: 0.173333333333,
    });
  });
  test('routes follow from the configured receivers', () => {
    const receivers: FleetConfig = {
      receivers: {
        page: { type: 'pagerduty', integrationKey: env('A') },
        chat: { type: 'slack', url: env('B') },
        stop: { type: 'webhook', url: env('C') },
      },
      halt: 'stop',
    };
    expect(settingsOf(receivers).alerting.routes).toEqual({
      critical: ['page', 'chat'],
      warning: ['chat'],
      info: ['chat'],
    });
    expect(settingsOf().alerting.routes).toEqual({ critical: [], warning: [], info: [] });
  });
});

// Never run: each line must be refused by the compiler, and an unused "expect error" is an error itself.
export const refusedByTheCompiler = [
  // @ts-expect-error a literal secret
  () => defineConfig({ name: 'x', datasources: { postgres: { password: 'hunter2' } } }),
  // @ts-expect-error an unknown key
  () => defineConfig({ name: 'x', folders: 'x' }),
];
