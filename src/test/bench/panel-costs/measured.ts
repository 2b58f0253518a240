import type { Cost, Costs } from './cost.ts';
import type { PanelQuery } from './pack-queries.ts';
import { BUDGET } from './report.ts';

/** The number of extra rounds for slow queries; each has the runs of one measurement. */
const ROUNDS_AGAIN = 4;

/** The cost of a panel's query in each variant. */
export interface MeasuredQuery {
  readonly panel: PanelQuery;
  /** Over the dashboard's default range. */
  readonly own: Cost;
  /** Over the whole history. */
  readonly whole: Cost;
  /** Over the dashboard's range from raw data; undefined for a query that reads raw data anyway. */
  readonly raw: Cost | undefined;
}

/** Measures queries one after the other; `rawOf` returns a query's text without rollups or recorded series. */
export async function measureQueries(
  panels: readonly PanelQuery[],
  costs: Costs,
  rawOf: (text: string) => string,
): Promise<MeasuredQuery[]> {
  const measured: MeasuredQuery[] = [];
  for (const panel of panels) {
    const { own, whole } = panel;
    const rawText = rawOf(own.text);
    measured.push({
      panel,
      own: await costs(own, own.text),
      whole: await costs(whole, whole.text),
      raw: rawText === own.text ? undefined : await orNothing(costs(own, rawText)),
    });
    process.stderr.write('.');
  }
  process.stderr.write('\n');
  return againWhereSlow(measured, costs);
}

/**
 * Runs queries again that took longer than a panel may: if the machine was busy, a later run is faster, and slow
 * queries stay slow.
 */
async function againWhereSlow(measured: readonly MeasuredQuery[], costs: Costs): Promise<MeasuredQuery[]> {
  const best = [...measured];
  for (let round = 0; round < ROUNDS_AGAIN; round += 1)
    for (const [index, query] of best.entries())
      if (query.own.milliseconds > BUDGET.panel)
        best[index] = { ...query, own: lesser(query.own, await costs(query.panel.own, query.panel.own.text)) };
  return best;
}

function lesser(one: Cost, other: Cost): Cost {
  return one.milliseconds <= other.milliseconds ? one : other;
}

/** Without its rollup a query may be too large for the engine; that is a valid result. */
async function orNothing(cost: Promise<Cost>): Promise<Cost> {
  try {
    return await cost;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message.slice(0, 300) : String(error)}\n`);
    return { milliseconds: Number.POSITIVE_INFINITY, rowsRead: Number.NaN };
  }
}
