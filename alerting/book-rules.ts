import { defineRuleGroup } from '../src/fleet/define.ts';
import { bookWatch } from '../src/fleet/queries/book-watch.ts';
import { pipeline } from '../src/fleet/queries/pipeline.ts';
import type { FleetSettings } from '../src/fleet/settings.ts';
import { uid } from '../src/define/settings.ts';
import { DURATION, label, value } from './messages.ts';
import { steady } from './rule-states.ts';
import { runbook } from './runbook.ts';

const REFUSED_MINUTES = 10;

/** Alerts about incomplete or wrong data in the stores, and about cases in them that need a decision. */
export const bookRules = defineRuleGroup((settings) => ({
  name: 'PurpleFlea Book Alerts',
  interval: '1m',
  rules: [
    bookStale(settings),
    deadLetters(settings),
    rollupDrift(settings),
    disputeAge(settings),
    tradingAfterHalt(settings),
  ],
}));

/** Fires for a part of the book that is no longer written. */
function bookStale(settings: FleetSettings) {
  const { critical } = settings.thresholds.bookAgeSeconds;
  return {
    uid: uid(settings, 'book-stale'),
    title: 'Book Stale',
    query: { datasource: 'postgres', ...bookWatch.ages() },
    threshold: { is: 'above', value: critical },
    for: '5m',
    severity: 'critical',
    team: 'data',
    summary: `The ${label('part')} of the book is ${DURATION} old`,
    description: `Nothing was written for more than ${critical / 3600} hours: P&L, Sharpe ratio and drawdown on the dashboards have not changed since. Check the book's process and its log, then its position in the topic, then its jobs.`,
    runbook: runbook(settings, 'book-stale'),
    panel: { dashboard: uid(settings, 'agent-fleet-v1'), key: 'status-book-age' },
    // The book of a new fleet is empty.
    noData: 'OK',
    ...steady(settings),
  } as const;
}

/** Fires for a topic with messages that could not be stored as trade events. */
function deadLetters(settings: FleetSettings) {
  return {
    uid: uid(settings, 'dead-letters'),
    title: 'Dead Letters',
    query: { datasource: 'clickhouse', ...pipeline.refusedLately(REFUSED_MINUTES) },
    threshold: { is: 'above', value: settings.thresholds.deadLetters },
    lookBackSeconds: REFUSED_MINUTES * 60,
    for: '0s',
    severity: 'warning',
    team: 'data',
    summary: `${value('%.0f')} message(s) of ${label('topic')} were refused in ${REFUSED_MINUTES} minutes`,
    description:
      'The dashboards do not include these messages. The table ingest_errors has each message with the reason: usually a field that the platform renamed, or a producer of another version. Fix the producer or the reader, then send the messages again.',
    runbook: runbook(settings, 'dead-letters'),
    panel: { dashboard: uid(settings, 'trade-execution'), key: 'refused-messages' },
    // Every row is a problem.
    noData: 'OK',
    ...steady(settings),
  } as const;
}

/** Fires for an agent whose P&L differs between the rollup and its events. */
function rollupDrift(settings: FleetSettings) {
  const { rollupDriftUsd } = settings.thresholds;
  return {
    uid: uid(settings, 'rollup-drift'),
    title: 'Rollup Drift',
    query: { datasource: 'clickhouse', ...pipeline.rollupDriftOfDay() },
    threshold: { is: 'above', value: rollupDriftUsd },
    lookBackSeconds: 86_400,
    for: '15m',
    severity: 'warning',
    team: 'data',
    summary: `The rollups of agent ${label('agent_id')} differ from its trade events by ${value('%.2f')} USD`,
    description: `The hourly rollup of the last 24 full hours and the merged events disagree by more than ${rollupDriftUsd} USD: some events were delivered again after the window in which ClickHouse drops a repeated insert, or rows were removed by hand. Rebuild these hours of the agent from agent_trades.`,
    runbook: runbook(settings, 'rollup-drift'),
    panel: { dashboard: uid(settings, 'clickhouse-analytics'), key: 'headline-drift' },
    // Without trades there is nothing that could differ.
    noData: 'OK',
    ...steady(settings),
  } as const;
}

/** Fires for a payer with a dispute without a decision. */
function disputeAge(settings: FleetSettings) {
  const { disputeAgeSeconds } = settings.thresholds;
  return {
    uid: uid(settings, 'dispute-old'),
    title: 'Dispute Undecided',
    query: { datasource: 'postgres', ...bookWatch.disputeAges() },
    threshold: { is: 'above', value: disputeAgeSeconds },
    for: '10m',
    severity: 'warning',
    team: 'escrow',
    summary: `A dispute of payer ${label('agent_id')} has been open for ${DURATION}`,
    description: `Nobody has decided this dispute for more than ${disputeAgeSeconds / 3600} hours, and its funds are locked. Read the contract and its log lines, ask both sides, then release or refund it.`,
    runbook: runbook(settings, 'dispute-old'),
    panel: { dashboard: uid(settings, 'escrow-pipeline'), key: 'escrow-contracts' },
    // Every row is an open dispute.
    noData: 'OK',
    ...steady(settings),
  } as const;
}

/** Fires for an agent that trades although it is halted. */
function tradingAfterHalt(settings: FleetSettings) {
  const { haltGraceSeconds } = settings.thresholds;
  return {
    uid: uid(settings, 'trading-after-halt'),
    title: 'Trading After Halt',
    query: { datasource: 'postgres', ...bookWatch.tradesAfterHalt(haltGraceSeconds) },
    threshold: { is: 'above', value: 0 },
    for: '0s',
    severity: 'critical',
    team: 'trading',
    summary: `Halted agent ${label('agent_id')} opened ${value('%.0f')} trade(s) after its halt`,
    description: `The trades were opened more than ${haltGraceSeconds} seconds after the halt, within a day: the halt did not reach the agent, or the agent ignores it. Revoke its API key, then find out why. The alert ends a day after the last such trade, or when the agent is resumed.`,
    runbook: runbook(settings, 'trading-after-halt'),
    panel: { dashboard: uid(settings, 'agent-pnl'), key: 'pnl-trade-events' },
    // Every row is a problem.
    noData: 'OK',
    ...steady(settings),
  } as const;
}
