import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, it, test } from 'vitest';

import { clickhouseTables, clickhouseViews } from '../fleet/catalog/clickhouse.ts';
import { postgresTables } from '../fleet/catalog/postgres.ts';
import { recordedSeries } from '../fleet/catalog/recorded-series.ts';
import { analyticsQueries } from '../fleet/services/analytics/queries.ts';
import {
  clickhouseEmitters,
  metricEmitters,
  postgresEmitters,
  streamEmitters,
} from '../fleet/services/contracts/emitters.ts';
import { sources } from '../fleet/simulator/exporter/sources.ts';
import { findQueries } from '../verify/panel-queries/find.ts';
import { committedFolder, REPOSITORY } from './support/out-folder.ts';
import { needsOf, panelNeedsPage } from './support/panel-needs.ts';

const PAGE = join(REPOSITORY, 'docs/panel-needs.md');
const queries = findQueries(committedFolder());

/** The readers of data that no panel or rule of the pack reads. */
const readElsewhere: Readonly<Record<string, string>> = {
  ingest_batches: 'The sink reads its own plans.',
};
test('the page of what each panel needs is up to date', () => {
  const page = panelNeedsPage(committedFolder());
  if (process.env['PF_WRITE_DOCS']) writeFileSync(PAGE, page);
  expect(readFileSync(PAGE, 'utf8'), 'Run PF_WRITE_DOCS=1 npx vitest run src/test/panel-needs.test.ts.').toBe(page);
});

it('finds what every query of panels, annotations and rules reads', () => {
  const empty = queries
    // The check whether Prometheus responds at all queries no series.
    .filter(({ place, text }) => place !== 'variable' && text !== '' && text !== 'vector(1)')
    .filter((query) => needsOf(query).length === 0);
  expect(empty.map(({ where }) => where)).toEqual([]);
});

test('every metric, stream and table has a writer in the table of emitters, a writer in the simulator, and a reader', () => {
  const read = new Set(
    queries.filter(({ place }) => place !== 'variable').flatMap((query) => needsOf(query).map(({ name }) => name)),
  );
  const written = [metricEmitters, streamEmitters, postgresEmitters, clickhouseEmitters].flatMap((table) =>
    Object.keys(table),
  );
  expect([...read].filter((name) => !written.includes(name))).toEqual([]);
  expect(Object.keys(metricEmitters).filter((name) => !Object.hasOwn(sources, name))).toEqual([]);
  const unread = written.filter((name) => !read.has(name));
  expect(unread.toSorted()).toEqual(Object.keys(readElsewhere).toSorted());
});

test('every recorded series is read by a panel, a rule or another record', () => {
  const text = queries.map((query) => query.text).join('\n');
  const unread = Object.keys(recordedSeries).filter((name) => !text.includes(name));
  expect(unread).toEqual([]);
});

/** Services that read tables, besides the panels. */
const readingServices = [
  'annotate/from-events.ts',
  'jobs/reconciliation.ts',
  'jobs/snapshot.ts',
  'sink/batch-plan.ts',
  'sink/stored-before.ts',
];
/** Columns that the product does not read, and their purpose. */
const columnsForPeople: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({
    'The engine selects the newest row by it.': [
      'agent_capital.ver',
      'agent_ledger.ver',
      'agent_status.ver',
      'agent_trades.ver',
      'market_ticks.ver',
      'order_books.ver',
    ],
    'The documents promise it, for custom queries.': [
      'agent_pnl_daily.trade_pnl_avg',
      'agent_pnl_daily.trade_pnl_std',
      'agent_pnl_hourly.fill_count',
      'agent_pnl_hourly.latency_q',
      'agent_pnl_hourly.push_count',
      'agent_trades.cumulative_pnl',
      'agent_trades.extra',
      'agent_trades.pf_api_version',
      'agent_trades.referral_code',
      'agent_trades.session_id',
      'trade_flow_1m.px_qty_sum',
      'trade_flow_1m.qty_sum',
      'trade_flow_1m.side',
    ],
    'It prevents duplicate rows.': ['agent_events.event_key', 'agent_ledger.ref_id', 'wallet_events.movement_id'],
    'It helps to investigate a single event, trade or movement.': [
      'agent_events.amount_usdc',
      'agent_trades.created_at',
      'pnl_ledger.entry_id',
      'pnl_ledger.ref_id',
      'referral_fees.fee_id',
      'referral_fees.rate',
      'referrals.referral_code',
      'trades.error_code',
    ],
  }).flatMap(([reason, columns]) => columns.map((column) => [column, reason])),
);

test('every column of every table is read by a query, a view or a service', () => {
  const texts = [
    ...queries.map(({ text }) => text),
    ...Object.values(clickhouseViews).map(({ source, select, where }) =>
      [source, ...Object.values(select), where].join(' '),
    ),
    analyticsQueries.trades().sql,
    ...readingServices.map((file) => readFileSync(join(REPOSITORY, 'src/fleet/services', file), 'utf8')),
  ];
  const has = (text: string, name: string): boolean => new RegExp(`\\b${name}\\b`).test(text);
  const unread = Object.entries<{ readonly columns: object }>({ ...postgresTables, ...clickhouseTables }).flatMap(
    ([table, { columns }]) => {
      const ofTable = texts.filter((text) => has(text, table));
      return Object.keys(columns)
        .filter((column) => !ofTable.some((text) => has(text, column)))
        .map((column) => `${table}.${column}`);
    },
  );
  expect(unread.filter((column) => !Object.hasOwn(columnsForPeople, column))).toEqual([]);
});
