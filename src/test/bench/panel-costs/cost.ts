import { rangeStepMs } from '../../../grafana/query-expansion/period.ts';
import type { ClickhouseQuery } from '../../../verify/panel-queries/ask-clickhouse.ts';
import type { PostgresQuery } from '../../../verify/panel-queries/ask-postgres.ts';
import { ask, type Endpoint } from '../../../verify/panel-queries/endpoint.ts';
import type { ExpandedQuery } from '../../../verify/panel-queries/expansions.ts';

/** The cost of one query: the minimum of some runs, and the amount of data read. */
export interface Cost {
  readonly milliseconds: number;
  /** Rows of a table, or samples of Prometheus. */
  readonly rowsRead: number;
}

/** Runs a query on one engine and returns its cost; throws with the engine's own message. */
export type Costs = (query: ExpandedQuery, text: string) => Promise<Cost>;

/** The number of runs. The minimum counts, because other work on the machine can only slow a run down. */
const RUNS = 3;
/** A query that takes this long is not run again. */
const LONG_MS = 5000;

export function postgresCosts(query: PostgresQuery): Costs {
  return async (_query, text) => ({
    milliseconds: await leastMs(() => query(text)),
    rowsRead: scannedRows((await query(`EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) ${text}`)).rows[0]?.[0]),
  });
}

export function clickhouseCosts(query: ClickhouseQuery): Costs {
  return async (_query, text) => {
    let rowsRead = 0;
    const milliseconds = await leastMs(async () => {
      const { statistics } = JSON.parse(await query(text)) as { readonly statistics: { readonly rows_read: number } };
      rowsRead = statistics.rows_read;
    });
    return { milliseconds, rowsRead };
  };
}

export function prometheusCosts(endpoint: Endpoint): Costs {
  return async ({ query, period }, text) => {
    let rowsRead = 0;
    const stepMs = rangeStepMs(period);
    const aligned = (at: Date): string => String((Math.floor(at.getTime() / stepMs) * stepMs) / 1000);
    const isInstant = query.target.instant === true;
    const parameters: Record<string, string> = isInstant
      ? { query: text, time: String(period.to.getTime() / 1000), stats: 'all' }
      : {
          query: text,
          start: aligned(period.from),
          end: aligned(period.to),
          step: String(stepMs / 1000),
          stats: 'all',
        };
    const milliseconds = await leastMs(async () => {
      const answer = JSON.parse(
        await ask(endpoint, { path: isInstant ? '/api/v1/query' : '/api/v1/query_range', parameters }),
      ) as {
        readonly data: { readonly stats: { readonly samples: { readonly totalQueryableSamples: number } } };
      };
      rowsRead = answer.data.stats.samples.totalQueryableSamples;
    });
    return { milliseconds, rowsRead };
  };
}

async function leastMs(run: () => unknown): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < RUNS && !(least > LONG_MS && round > 0); round += 1) {
    const start = performance.now();
    await run();
    least = Math.min(least, performance.now() - start);
  }
  return least;
}

interface Plan {
  readonly 'Node Type': string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly Plan[];
}

/** The rows read by the scans at the leaves of a plan. */
function scannedRows(explained: unknown): number {
  const [root] = (typeof explained === 'string' ? JSON.parse(explained) : explained) as readonly {
    readonly Plan: Plan;
  }[];
  const count = ({ Plans = [], ...node }: Plan): number =>
    Plans.reduce((sum, plan) => sum + count(plan), 0) +
    (node['Node Type'].includes('Scan') && !/CTE|Subquery|Function|Values|Bitmap Index/.test(node['Node Type'])
      ? (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops']
      : 0);
  return root ? count(root.Plan) : 0;
}
