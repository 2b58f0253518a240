import { parse } from 'yaml';

import type { Language } from '../../../grafana/query-expansion/language.ts';
import { recordingRuleFile } from '../../../fleet/stack/recording-rules.ts';
import { DAY, type Store } from '../../../fleet/simulator/options.ts';
import { openClickhouse } from '../../stores/clickhouse-store.ts';
import { fillClickhouse, fillPostgres } from '../../stores/fill.ts';
import { postgresEngines } from '../../stores/postgres-store.ts';
import { type RecordingSpan, startPrometheus } from '../../stores/prometheus-server.ts';
import { DENSE_HOURS, optionsIn, type SimulatedFleet, simulateFleet } from '../../stores/simulated-fleet.ts';
import { committedFolder } from '../../support/out-folder.ts';
import { clickhouseCosts, type Costs, postgresCosts, prometheusCosts } from './cost.ts';
import { type MeasuredQuery, measureQueries } from './measured.ts';
import { panelQueries } from './pack-queries.ts';
import { costReport } from './report.ts';
import { withoutRecordings, withoutRollups } from './without-rollups.ts';

/** A filled store, and a function to query it. */
interface Filled {
  readonly engine: string;
  readonly costs: Costs;
  close(): Promise<void> | void;
}

const agents = Number(process.env['PF_BENCH_AGENTS'] ?? 300);
const days = Number(process.env['PF_BENCH_DAYS'] ?? 30);
/** The Prometheus history takes most of the time and disk space. */
const chosenStores = process.env['PF_BENCH_STORES']?.split(',');
const SPARSE_SECONDS = 240;
const DENSE_SECONDS = 15;
/** Every panel is measured, even if it takes long. */
const PATIENCE_MS = 120_000;

const stores: readonly (readonly [
  Store,
  Language,
  (fleet: SimulatedFleet) => Promise<Filled>,
  (text: string) => string,
])[] = [
  ['postgres', 'postgres', filledPostgres, (text) => text],
  ['clickhouse', 'clickhouse', filledClickhouse, withoutRollups],
  ['prometheus', 'promql', filledPrometheus, (text) => withoutRecordings(text, recordingExpressions())],
];

/**
 * Prints the cost of every panel of the pack over a simulated fleet, store by store; the largest takes half an hour.
 */
async function main(): Promise<void> {
  const measured: MeasuredQuery[] = [];
  for (const [store, language, fill, rawOf] of stores) {
    if (chosenStores?.includes(store) === false) continue;
    process.stderr.write(`${store}: a fleet of ${agents} agents and ${days} days\n`);
    const fleet = simulateFleet(store, { agents, days });
    const filled = await fill(fleet);
    process.stderr.write(`${filled.engine} `);
    const panels = panelQueries(committedFolder(), fleet.range, optionsIn(fleet)).filter(
      ({ found }) => found.language === language,
    );
    measured.push(...(await measureQueries(panels, filled.costs, rawOf)));
    await filled.close();
    fleet.remove();
  }
  process.stdout.write(
    `${agents} agents, ${days} days, all agents chosen; the least of three runs\n${costReport(measured)}`,
  );
}

/** The real server in `PF_TEST_POSTGRES_URL`, or PGlite. */
async function filledPostgres(fleet: SimulatedFleet): Promise<Filled> {
  const [engine, open] = postgresEngines.at(-1) ?? [];
  if (open === undefined) throw new Error('There is no PostgreSQL.');
  const store = await open(fleet.now);
  await fillPostgres(store, fleet);
  await store.query('ANALYZE');
  return { engine: engine ?? '', costs: postgresCosts(store.query), close: () => store.close() };
}

async function filledClickhouse(fleet: SimulatedFleet): Promise<Filled> {
  const store = openClickhouse(fleet.now);
  fillClickhouse(store, fleet);
  return { engine: 'ClickHouse', costs: clickhouseCosts(store.query), close: () => store.close() };
}

async function filledPrometheus(fleet: SimulatedFleet): Promise<Filled> {
  const dense = fleet.last(DENSE_HOURS);
  const sparse: RecordingSpan[] = [];
  // Day by day, because a month of 300 agents is too large for one response; from midnight, where an evaluation step of
  // every rule begins.
  for (let from = fleet.range.from.getTime(), to = 0; from < dense.from.getTime(); from = to) {
    to = Math.min(Math.floor(from / DAY) * DAY + DAY, dense.from.getTime());
    sparse.push({ from: new Date(from), to: new Date(to - 1), leastIntervalSeconds: SPARSE_SECONDS });
  }
  const server = await startPrometheus(fleet.files('prometheus'), recordingRuleFile({}), [
    ...sparse,
    { ...dense, leastIntervalSeconds: DENSE_SECONDS },
  ]);
  return {
    engine: 'Prometheus',
    costs: prometheusCosts({ ...server.endpoint, timeoutMs: PATIENCE_MS }),
    close: () => server.stop(),
  };
}

function recordingExpressions(): ReadonlyMap<string, string> {
  const { groups } = parse(recordingRuleFile({})) as {
    readonly groups: readonly { readonly rules: readonly { readonly record: string; readonly expr: string }[] }[];
  };
  return new Map(groups.flatMap(({ rules }) => rules.map(({ record, expr }) => [record, expr] as const)));
}

await main();
