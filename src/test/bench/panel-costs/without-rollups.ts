import { type ClickhouseView, clickhouseViews } from '../../../fleet/catalog/clickhouse.ts';
import { recordedSeries } from '../../../fleet/catalog/recorded-series.ts';

/** Returns a query of ClickHouse with each rollup replaced by what fills it; the same text when it reads none. */
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

/** Aggregate states and sums are the same whether they were stored or not. */
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
 * Returns a query of Prometheus with each recorded series replaced by the expression of its rule; the same text when it
 * reads none.
 * Matchers are left out: the bench asks for all agents. What stands behind, such as an offset, needs a subquery.
 */
export function withoutRecordings(promql: string, expressions: ReadonlyMap<string, string>): string {
  // A rule that reads itself reads what it recorded before: that stays.
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

/** Marks where the modifier has to move into the call; no PromQL has it. */
const MODIFIED = '\u0000';
