import { type ClickhouseView, clickhouseViews } from '../../../fleet/catalog/clickhouse.ts';
import { recordedSeries } from '../../../fleet/catalog/recorded-series.ts';

/** Returns a ClickHouse query with each rollup replaced by the query that fills it; unchanged if it reads none. */
export function withoutRollups(sql: string): string {
  const views: readonly ClickhouseView[] = Object.values(clickhouseViews);
  return views.reduce(
    (text, view) =>
      text.replaceAll(
        new RegExp(String.raw`\bFROM ${view.target}\b`, 'g'),
        `FROM (${filling(view)}) AS ${view.target}`,
      ),
    sql,
  );
}

/** Aggregate states and sums are the same whether stored or not. */
function filling({ select, source, where, groupBy }: ClickhouseView): string {
  const columns = Object.entries(select).map(([name, expression]) =>
    name === expression ? name : `${expression} AS ${name}`,
  );
  return `SELECT ${columns.join(', ')} FROM ${source} WHERE ${where} GROUP BY ${groupBy.join(', ')}`;
}

const NAMES = Object.keys(recordedSeries)
  .sort((one, other) => other.length - one.length)
  .join('|');
const RECORDED = new RegExp(String.raw`(?<![\w:])(${NAMES})(?![\w:])(\{[^}]*\})?(?:\[(\w+)\])?`, 'g');

/**
 * Returns a Prometheus query with each recorded series replaced by the expression of its rule; unchanged if it reads
 * none. Matchers are dropped, because the benchmark queries all agents. A modifier after it, such as an offset, needs a
 * subquery.
 */
export function withoutRecordings(promql: string, expressions: ReadonlyMap<string, string>): string {
  // A rule that reads itself reads its earlier results, so that part stays.
  const others = (name: string) => new Map([...expressions].filter(([other]) => other !== name));
  const raw = (name: string): string => `(${withoutRecordings(expressions.get(name) ?? '', others(name))})`;
  return promql
    .replaceAll(
      RECORDED,
      (found, name: string, _matchers: unknown, window: string | undefined, at: number, whole: string) => {
        if (!expressions.has(name)) return found;
        const hasModifier = /^\s*(offset|@)\s/.test(whole.slice(at + found.length));
        if (window !== undefined) return `${raw(name)}[${window}:2m]`;
        return hasModifier ? `last_over_time(${raw(name)}[2m:1m]` + MODIFIED : raw(name);
      },
    )
    .replaceAll(new RegExp(`${MODIFIED}(\\s*(?:offset \\w+|@ (?:end\\(\\)|start\\(\\)|\\d+)))`, 'g'), '$1)');
}

/** Marks where the modifier must be moved into the call; this character does not occur in PromQL. */
const MODIFIED = '\u0000';
