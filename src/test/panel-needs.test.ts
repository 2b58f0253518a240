import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, it, test } from 'vitest';

import { recordedSeries } from '../fleet/catalog/recorded-series.ts';
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

/** Who reads what no panel and no rule of the pack does. */
const readElsewhere: Readonly<Record<string, string>> = {
  pf_agent_info: "Name and status of an agent, for queries of one's own to join.",
  pf_slippage_cost_usdc: 'Slippage for who runs no ClickHouse, which the panels ask.',
  pf_fill_notional_usdc_total: 'Notional beside it, to divide by.',
  wallet_events: 'The reconciliation adds them up.',
  fx_rates: 'The jobs of the book value coins by them.',
  recon_runs: 'The exporter of the jobs shows the last run as pf_recon_diff_usdc.',
  ingest_batches: 'The sink reads its own plans.',
  ...Object.fromEntries(
    [
      'pf_webhook_requests_total',
      'pf_webhook_events_total',
      'pf_webhook_ack_seconds',
      'pf_webhook_waiting_events',
      'pf_ingest_rows_total',
      'pf_ingest_duplicates_total',
      'pf_ingest_insert_seconds',
      'pf_ingest_backlog_messages',
      'pf_book_events_total',
      'pf_job_last_success_timestamp_seconds',
    ].map((name) => [name, 'Who runs the services watches them: docs/ingest.md says what for.']),
  ),
};
/** Series that are recorded for dashboards of one's own. */
const recordedForOwnQueries = [
  'strategy:pf_trade_pnl_usdc:sum',
  'outcome:pf_trades:rate5m',
  'agent_outcome:pf_trades:increase1h',
  'fleet:pf_order_latency_ms:p50_5m',
  'fleet:pf_order_latency_ms:p95_5m',
];

test('the page of what each panel needs is up to date', () => {
  const page = panelNeedsPage(committedFolder());
  if (process.env['PF_WRITE_DOCS']) writeFileSync(PAGE, page);
  expect(readFileSync(PAGE, 'utf8'), 'Run PF_WRITE_DOCS=1 npx vitest run src/test/panel-needs.test.ts.').toBe(page);
});

it('finds what every query of panels, annotations and rules reads', () => {
  const empty = queries
    .filter(({ place, text }) => place !== 'variable' && text !== '')
    .filter((query) => needsOf(query).length === 0);
  expect(empty.map(({ where }) => where)).toEqual([]);
});

test('every metric, stream and table has a writer in the table, one in the simulator, and a reader', () => {
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
  expect(unread).toEqual(recordedForOwnQueries);
});
