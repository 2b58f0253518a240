import { describe, expect, test } from 'vitest';

import { type FleetConfig, settingsOf } from '../test/support/settings.ts';
import { fleetAlertTests } from './alert-tests.ts';

const testsOf = (config: FleetConfig = {}) =>
  fleetAlertTests(settingsOf(config)).flatMap((one) => (one.kind === 'alert' ? [one] : []));
/** Rules whose tests are left out, by reason. */
const leftOut = (config: FleetConfig) => {
  const reasons = new Map<string, Set<string>>();
  for (const { spec, leftOut: why } of testsOf(config))
    if (why !== undefined) reasons.set(why, (reasons.get(why) ?? new Set()).add(spec.rule));
  return Object.fromEntries([...reasons].map(([why, rules]) => [why, [...rules]]));
};

describe("the tests of the fleet's rules in a project", () => {
  test('all run, except those of the watchdog, which needs a receiver', () => {
    expect(testsOf().length).toBeGreaterThan(150);
    expect(leftOut({})).toEqual({ 'the project does not have the rule': ['pf-watchdog'] });
    expect(leftOut({ receivers: { watchdog: { type: 'webhook', url: 'https://w.example' } } })).toEqual({});
  });

  test("expect no receivers or messages, and read the project's own recording rules", () => {
    const texts = JSON.stringify(testsOf());
    expect(texts).not.toMatch(/receivers|"messages"/);
    const files = testsOf().flatMap(({ spec }) => spec.rule_files ?? []);
    expect(new Set(files)).toEqual(new Set(['stack/prometheus/recording-rules.yaml']));
  });

  test("use the project's uids, and add the labels of its selector to the series", () => {
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

describe('tests are left out', () => {
  test.each<[string, NonNullable<FleetConfig['thresholds']>, string, string]>([
    ['a limit', { drawdown: { critical: 0.2 } }, 'drawdown', 'pf-drawdown-critical'],
    ['a number', { minAgents: 5 }, 'minAgents', 'pf-wallet-concentration'],
    ['a limit in an SQL query', { escrowStuckSeconds: 60 }, 'escrowStuckSeconds', 'pf-escrow-stuck'],
  ])('if an option changes %s', (_name, thresholds, option, rule) => {
    const found = leftOut({ thresholds });
    expect(found[`the option thresholds.${option} changes the rule`]).toContain(rule);
    expect(Object.values(found).flat().length).toBeLessThan(6);
  });

  test('but not if an option has its default or changes only a colour', () => {
    const thresholds = { drawdown: { critical: 0.15 }, minAgents: 20, apiMedianSeconds: { warn: 0.01 } };
    expect(Object.keys(leftOut({ thresholds }))).toEqual(['the project does not have the rule']);
  });

  test.each(['10.4', '11.6', '12.1'])('if Grafana %s lacks a part of the rule', (version) => {
    const found = leftOut({ grafana: { version } });
    expect(found[`Grafana ${version} lacks a part of the rule`]).toContain('pf-api-errors');
    expect(found['Grafana before 11 has no KeepLast, so a failed query ends an alert'] !== undefined).toBe(
      version === '10.4',
    );
  });
  test('but not for the newest supported Grafana', () =>
    expect(Object.keys(leftOut({ grafana: { version: '12.2' } }))).toEqual(['the project does not have the rule']));

  test('if the selector requires a label that the series already have', () => {
    const found = leftOut({ selector: { job: 'x' } });
    expect(found['the selector requires the label job, which the series already have']).toContain('pf-exporter-down');
  });
});
