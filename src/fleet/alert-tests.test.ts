import { describe, expect, test } from 'vitest';

import { type FleetConfig, settingsOf } from '../test/support/settings.ts';
import { fleetAlertTests } from './alert-tests.ts';

const testsOf = (config: FleetConfig = {}) =>
  fleetAlertTests(settingsOf(config)).flatMap((one) => (one.kind === 'alert' ? [one] : []));
/** Rules whose tests are left out, by the reason. */
const leftOut = (config: FleetConfig) => {
  const reasons = new Map<string, Set<string>>();
  for (const { spec, leftOut: why } of testsOf(config))
    if (why !== undefined) reasons.set(why, (reasons.get(why) ?? new Set()).add(spec.rule));
  return Object.fromEntries([...reasons].map(([why, rules]) => [why, [...rules]]));
};

describe("the tests of the fleet's rules in a project", () => {
  test('run all, but for the heartbeat that nobody listens to', () => {
    expect(testsOf().length).toBeGreaterThan(150);
    expect(leftOut({})).toEqual({ 'the project does not have the rule': ['pf-watchdog'] });
    expect(leftOut({ receivers: { watchdog: { type: 'webhook', url: 'https://w.example' } } })).toEqual({});
  });

  test('say nothing of who is told, and read what the project writes', () => {
    const texts = JSON.stringify(testsOf());
    expect(texts).not.toMatch(/receivers|"messages"/);
    const files = testsOf().flatMap(({ spec }) => spec.rule_files ?? []);
    expect(new Set(files)).toEqual(new Set(['stack/prometheus/recording-rules.yaml']));
  });

  test('name its uids, and give series the labels that it selects by', () => {
    const own = testsOf({
      uidPrefix: 'x-',
      selector: { env: 'prod' },
      datasources: { prometheus: { uid: 'mimir', url: 'http://m' } },
    });
    expect(own.every(({ spec }) => spec.rule.startsWith('x-'))).toBe(true);
    const names = own.flatMap(({ spec }) => Object.keys(spec.series ?? {}));
    expect(names.filter((name) => !/[{,]env="prod"\}$/.test(name))).toEqual([]);
    expect(names).toContain('fleet:pf_wallet_value_usdc:sum{env="prod"}');
    expect(names).toContain('pf_drawdown_pct{agent_id="deep",env="prod"}');
    const uids = own.flatMap(({ spec }) =>
      Object.values(spec.expect ?? {}).flatMap((instances) =>
        instances.flatMap(({ labels }) => labels?.['datasource_uid'] ?? []),
      ),
    );
    expect(uids).toEqual(['mimir']);
  });
});

describe('left out, and why', () => {
  test.each<[string, NonNullable<FleetConfig['thresholds']>, string, string]>([
    ['a limit', { drawdown: { critical: 0.2 } }, 'drawdown', 'pf-drawdown-critical'],
    ['a number', { minAgents: 5 }, 'minAgents', 'pf-wallet-concentration'],
    ['a limit of a query in SQL', { escrowStuckSeconds: 60 }, 'escrowStuckSeconds', 'pf-escrow-stuck'],
  ])('%s that an option moves', (_name, thresholds, option, rule) => {
    const found = leftOut({ thresholds });
    expect(found[`the option thresholds.${option} changes the rule`]).toContain(rule);
    expect(Object.values(found).flat().length).toBeLessThan(6);
  });

  test('an option with its default, or one of a colour alone, moves nothing', () => {
    const thresholds = { drawdown: { critical: 0.15 }, minAgents: 20, apiMedianSeconds: { warn: 0.01 } };
    expect(Object.keys(leftOut({ thresholds }))).toEqual(['the project does not have the rule']);
  });

  test.each(['10.4', '11.6', '12.1'])('what Grafana %s lacks', (version) => {
    const found = leftOut({ grafana: { version } });
    expect(found[`Grafana ${version} lacks a part of the rule`]).toContain('pf-api-errors');
    expect(found['Grafana before 11 knows no KeepLast: a failed query ends an alert'] !== undefined).toBe(
      version === '10.4',
    );
  });
  test('nothing on the newest that is told apart', () =>
    expect(Object.keys(leftOut({ grafana: { version: '12.2' } }))).toEqual(['the project does not have the rule']));

  test('a selector by a label that the series have themselves', () => {
    const found = leftOut({ selector: { job: 'x' } });
    expect(found['the selector asks for the label job, which its series have themselves']).toContain(
      'pf-exporter-down',
    );
  });
});
