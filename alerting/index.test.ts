import { expect, test } from 'vitest';

import { queryText } from '../src/define/rules.ts';
import { rulesOf } from '../src/test/support/alert-rules.ts';
import { ruleGroups } from './index.ts';

const rules = ruleGroups.flatMap((group) => rulesOf(group));

test('there are sixteen rules: the six of the documents and ten more', () => {
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
    'Hot-Wallet Concentration: warning',
    'Escrow Stuck: critical',
    'High Slippage: warning',
    'High Reject Rate: warning',
  ]);
});

test.each(rules)('$title says what it means and what to do, and asks nothing that a rule cannot answer', (rule) => {
  expect(rule.summary).toContain('{{');
  expect((rule.description ?? '').split('. ').length).toBeGreaterThan(1);
  const text = queryText(rule.query);
  // A rule has no dashboard: no variable, no time range, no panel interval.
  expect(text).not.toContain('$');
});
