import { alertTest } from 'pf-grafana';

import { keepsThroughOutage, TOLD } from './test-series.ts';

/** 300 names, `a0` … `a299`. */
const NAMES = Array.from({ length: 300 }, (_, index) => `a${index}`);
type Rows = readonly Readonly<Record<string, string | number>>[];

/** Tests of every rule here: no row means OK, an outage ends no alert, and one row among 300 fires. */
function ofEvery(
  rule: string,
  source: 'postgres' | 'clickhouse',
  row: (name: string, isBad: boolean) => Readonly<Record<string, string | number>>,
  firing: (name: string) => Parameters<typeof keepsThroughOutage>[2],
  at: string,
) {
  return [
    alertTest({
      name: 'does not fire without rows',
      rule,
      frames: { A: [] },
      expect: { '5m': [{ state: 'Normal', reason: 'NoData', receivers: [] }] },
    }),
    alertTest(keepsThroughOutage(source, { rule, frames: { A: [row('bad', true)] } }, firing('bad'))),
    alertTest({
      name: 'fires for a single row among 300',
      rule,
      frames: { A: NAMES.map((name) => row(name, name === 'a123')) },
      expect: { [at]: [firing('a123')] },
    }),
  ];
}

const bookAlert = (part: string, age: string) => ({
  labels: { part, severity: 'critical', team: 'data' },
  annotations: { summary: `The ${part} of the book is ${age} old` },
});
const ages = (ledger: number, snapshot: number): Rows => [
  { part: 'ledger', age: ledger },
  { part: 'daily snapshot', age: snapshot },
];

const bookStale = [
  alertTest({
    name: 'fires five minutes after a part is older than 50 hours, not at exactly 50, and resolves when it is written',
    rule: 'pf-book-stale',
    frames: { A: { '0m': ages(300, 180_000), '3m': ages(180_060, 300), '12m': ages(30, 300) } },
    expect: {
      '2m': [],
      '3m': [{ state: 'Pending', ...bookAlert('ledger', '2d 2h 1m 0s') }],
      '7m': [{ state: 'Pending', ...bookAlert('ledger', '2d 2h 1m 0s') }],
      '8m': [{ ...bookAlert('ledger', '2d 2h 1m 0s'), receivers: TOLD.critical }],
      '12m': [],
    },
  }),
  ...ofEvery(
    'pf-book-stale',
    'postgres',
    (part, isBad) => ({ part, age: isBad ? 400_000 : 60 }),
    (part) => bookAlert(part, '4d 15h 6m 40s'),
    '6m',
  ),
];

const refusedAlert = (topic: string, messages: number) => ({
  labels: { topic, severity: 'warning', team: 'data' },
  annotations: { summary: `${messages} message(s) of ${topic} were refused in 10 minutes` },
});

const deadLetters = [
  alertTest({
    name: 'fires immediately for the topic with a refused message, and resolves after ten minutes without one',
    rule: 'pf-dead-letters',
    frames: {
      A: {
        '0m': [{ topic: 'trades', refused: 0 }],
        '3m': [
          { topic: 'trades', refused: 1 },
          { topic: 'other', refused: 0 },
        ],
        '13m': [{ topic: 'other', refused: 0 }],
      },
    },
    expect: {
      '2m': [],
      '3m': [{ ...refusedAlert('trades', 1), receivers: TOLD.warning }],
      '12m': [refusedAlert('trades', 1)],
      '14m': [],
    },
  }),
  ...ofEvery(
    'pf-dead-letters',
    'clickhouse',
    (topic, isBad) => ({ topic, refused: isBad ? 12 : 0 }),
    (topic) => refusedAlert(topic, 12),
    '1m',
  ),
];

const driftAlert = (agent: string, usd: string) => ({
  labels: { agent_id: agent, severity: 'warning', team: 'data' },
  annotations: { summary: `The rollups of agent ${agent} differ from its trade events by ${usd} USD` },
});
const drift = (usd: number): Rows => [
  { agent_id: 'twice', drift: usd },
  { agent_id: 'fine', drift: 0.0099 },
];

const rollupDrift = [
  alertTest({
    name: 'fires 15 minutes after rollup and events of an agent differ by more than a cent, until they match',
    rule: 'pf-rollup-drift',
    frames: { A: { '0m': drift(0), '3m': drift(0.0105), '30m': drift(0.01) } },
    expect: {
      '2m': [],
      '3m': [{ state: 'Pending', ...driftAlert('twice', '0.01') }],
      '17m': [{ state: 'Pending', ...driftAlert('twice', '0.01') }],
      '18m': [{ ...driftAlert('twice', '0.01'), receivers: TOLD.warning }],
      '30m': [],
    },
  }),
  ...ofEvery(
    'pf-rollup-drift',
    'clickhouse',
    (agent, isBad) => ({ agent_id: agent, drift: isBad ? 12.5 : 0 }),
    (agent) => driftAlert(agent, '12.50'),
    '15m',
  ),
];

const disputeAlert = (agent: string, age: string) => ({
  labels: { agent_id: agent, severity: 'warning', team: 'escrow' },
  annotations: { summary: `A dispute of payer ${agent} has been open for ${age}` },
});
const disputes = (age: number): Rows => [
  { agent_id: 'angry', age },
  { agent_id: 'edge', age: 86_400 },
];

const disputeAge = [
  alertTest({
    name: 'fires ten minutes after a dispute is older than a day, not at exactly a day, and resolves with the decision',
    rule: 'pf-dispute-old',
    frames: { A: { '0m': disputes(86_000), '3m': disputes(86_460), '20m': [{ agent_id: 'edge', age: 86_400 }] } },
    expect: {
      '2m': [],
      '3m': [{ state: 'Pending', ...disputeAlert('angry', '1d 0h 1m 0s') }],
      '12m': [{ state: 'Pending', ...disputeAlert('angry', '1d 0h 1m 0s') }],
      '13m': [{ ...disputeAlert('angry', '1d 0h 1m 0s'), receivers: TOLD.warning }],
      '21m': [],
    },
  }),
  ...ofEvery(
    'pf-dispute-old',
    'postgres',
    (agent, isBad) => ({ agent_id: agent, age: isBad ? 172_800 : 60 }),
    (agent) => disputeAlert(agent, '2d 0h 0m 0s'),
    '12m',
  ),
];

const haltAlert = (agent: string, trades: number) => ({
  labels: { agent_id: agent, severity: 'critical', team: 'trading' },
  annotations: { summary: `Halted agent ${agent} opened ${trades} trade(s) after its halt` },
});

const tradingAfterHalt = [
  alertTest({
    name: 'fires immediately for a halted agent that trades, and resolves when no such trade is left',
    rule: 'pf-trading-after-halt',
    frames: {
      A: {
        '0m': [{ agent_id: 'obeys', trades: 0 }],
        '3m': [
          { agent_id: 'rogue', trades: 3 },
          { agent_id: 'obeys', trades: 0 },
        ],
        '20m': [{ agent_id: 'obeys', trades: 0 }],
      },
    },
    expect: {
      '2m': [],
      '3m': [{ ...haltAlert('rogue', 3), receivers: TOLD.critical }],
      '19m': [haltAlert('rogue', 3)],
      '21m': [],
    },
  }),
  ...ofEvery(
    'pf-trading-after-halt',
    'postgres',
    (agent, isBad) => ({ agent_id: agent, trades: isBad ? 2 : 0 }),
    (agent) => haltAlert(agent, 2),
    '1m',
  ),
];

export default [bookStale, deadLetters, rollupDrift, disputeAge, tradingAfterHalt];
