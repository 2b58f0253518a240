import { expect, test } from 'vitest';

import { type AlertSpec, queriesOf, queryText, type RuleSpec } from '../src/define/rules.ts';
import { settingsOf } from '../src/test/support/settings.ts';
import { ruleGroups } from './index.ts';

const rules = ruleGroups.flatMap((group) => group.build(settingsOf()).rules).filter(isAlert);

test('there are the six rules of the documents, and those that cover their blind spots', () => {
  expect(rules.map(({ title, severity }) => `${title}: ${severity}`)).toEqual([
    'Agent Drawdown Breach: critical',
    'Wallet Balance Below Minimum: critical',
    'Escrow Timeout Approaching: warning',
    'High Trade Latency: warning',
    'New Referral Fee Earned: info',
    'API Error Rate Spike: warning',
    'Exporter Down: critical',
    'Agent Stale: warning',
    'Pushgateway Stale: warning',
    'Ingestion Lag: critical',
    'Reconciliation Mismatch: critical',
    'P&L Anomaly: warning',
    'Fleet Daily Loss: critical',
    'Hot-Wallet Concentration: warning',
    'Unusual Withdrawal: critical',
    'FX Rate Stale: critical',
    'Currency Without Rate: warning',
    'Escrow Stuck: critical',
    'High Slippage: warning',
    'High Reject Rate: warning',
    'High Fleet Latency: warning',
    'High Fleet Reject Rate: warning',
    'API Failing for One Client: warning',
    'Ingest Down: critical',
    'Book Job Late: warning',
    'Book Stale: critical',
    'Dead Letters: warning',
    'Rollup Drift: warning',
    'Dispute Undecided: warning',
    'Trading After Halt: critical',
    'Prometheus Down: critical',
    'PostgreSQL Down: critical',
    'ClickHouse Down: critical',
    'Loki Down: critical',
  ]);
});

test.each(rules)(
  '$title has a summary with a value, a description with an action, and queries that work in a rule',
  (rule) => {
    // Without an answer from the data source there is no value or label.
    if (rule.onError !== 'Alerting') expect(rule.summary).toContain('{{');
    expect((rule.description ?? '').split('. ').length).toBeGreaterThan(1);
    // A rule has no dashboard, and therefore no variables, time range or panel interval.
    for (const query of Object.values(queriesOf(rule))) expect(queryText(query)).not.toContain('$');
  },
);

test.each([
  [{ major: 13, minor: 2 }, 'KeepLast', '10m', 10],
  [{ major: 11, minor: 0 }, 'KeepLast', undefined, undefined],
  [{ major: 10, minor: 1 }, 'Error', undefined, undefined],
] as const)(
  'in Grafana %o a failed query of a rule is %s, and errors are held for %s',
  (grafana, onError, keepFiringFor, missingSeriesEvaluations) => {
    const alerts = ruleGroups.flatMap((group) => group.build({ ...settingsOf(), grafana }).rules).filter(isAlert);
    const others = alerts.filter((rule) => rule.onError !== 'Alerting');
    expect(new Set(others.map((rule) => rule.onError))).toEqual(new Set([onError]));
    expect(alerts.find(({ uid }) => uid === 'pf-api-errors')).toMatchObject(
      keepFiringFor === undefined ? {} : { keepFiringFor, missingSeriesEvaluations },
    );
    expect(alerts.some((rule) => rule.keepFiringFor !== undefined)).toBe(keepFiringFor !== undefined);
  },
);

test('each data source has a rule that reports its failure', () => {
  const down = rules.filter((rule) => rule.onError === 'Alerting');
  expect(down.flatMap((rule) => Object.values(queriesOf(rule)).map(({ datasource }) => datasource))).toEqual([
    'prometheus',
    'postgres',
    'clickhouse',
    'loki',
  ]);
  const asked = new Set(rules.flatMap((rule) => Object.values(queriesOf(rule)).map(({ datasource }) => datasource)));
  expect([...asked].sort()).toEqual(['clickhouse', 'loki', 'postgres', 'prometheus']);
});

test('with a selector, whose labels recorded series have, each agent is still one row', () => {
  const texts = rules.flatMap((rule) => Object.values(queriesOf(rule)).map(queryText));
  // In an `or` with an aggregation by agent, a bare recorded series would be a separate row.
  const bare = texts.flatMap((text) => text.match(/\bor (?:last|max|sum|avg)_over_time\(\w+:\w+:\w+/g) ?? []);
  expect(bare).toEqual([]);
});

test('the watchdog exists only with its receiver', () => {
  const listening = settingsOf({ receivers: { watchdog: { type: 'webhook', url: { env: 'A' } } } });
  const titles = (settings: ReturnType<typeof settingsOf>) =>
    ruleGroups.flatMap((group) => group.build(settings).rules.map(({ title }) => title));
  expect(titles(settingsOf())).not.toContain('Watchdog');
  expect(titles(listening)).toContain('Watchdog');
});

function isAlert(rule: RuleSpec): rule is AlertSpec {
  return !('record' in rule);
}
