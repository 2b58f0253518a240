import type { Sql } from '../../queries/sql.ts';

/** Parameters of a bound query: the time range in Unix seconds, an interval's step, a limit, and lists of names. */
export interface Parameters {
  readonly from: number;
  readonly to: number;
  readonly step: number;
  readonly topn: number;
  readonly agent_id: readonly string[];
  readonly strategy: readonly string[];
  readonly market: readonly string[];
  readonly ticker: readonly string[];
}

const FROM = 'toDateTime({from:UInt32})';
const TO = 'toDateTime({to:UInt32})';

/**
 * Returns a panel's query for a ClickHouse client: each Grafana macro and variable becomes a query parameter, so that
 * no value is ever part of the query text. An empty list selects everything, as All does in a dashboard.
 */
export function bound({ sql }: Sql<'clickhouse'>): string {
  const text = sql
    .replaceAll(/\$__timeFilter\((\w+)\)/g, (_, column: string) => `${column} >= ${FROM} AND ${column} <= ${TO}`)
    .replaceAll(
      /\$__timeInterval\((\w+)\)/g,
      (_, column: string) => `toStartOfInterval(toDateTime(${column}), toIntervalSecond({step:UInt32}))`,
    )
    .replaceAll('$__fromTime', FROM)
    .replaceAll('$__toTime', TO)
    .replaceAll(/\[\$\{(\w+):sqlstring\}\]/g, (_, name: string) => `{${name}:Array(String)}`)
    .replaceAll(/\$\{(\w+):raw\}/g, (_, name: string) => `{${name}:UInt32}`);
  const left = /\$(?:__\w+|\{[^}]*\}|\w+)/.exec(text);
  if (left) throw new Error(`A query uses ${left[0]}, but the analytics client has no parameter for it.`);
  return text;
}
