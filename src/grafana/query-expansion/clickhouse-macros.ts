import { clickhouseMacros, type MacroCall } from './known-names.ts';
import { intervalText, type QueryPeriod } from './period.ts';
import type { ChosenVariable } from './query-variables.ts';

type Expand = (args: readonly string[], period: QueryPeriod) => string;
/**
 * Without the macros that the browser replaces at another time, and the two for the target's own table, which have no
 * expansion here.
 */
type MacroName = Exclude<keyof typeof clickhouseMacros, '__conditionalAll' | '__adHocFilters' | '__table' | '__column'>;

const SECOND_MS = 1000;

const expansions: Readonly<Record<MacroName, Expand>> = {
  __timeFilter: ([column], { from, to }) => between(column, dateTime(from), dateTime(to)),
  __timeFilter_ms: ([column], { from, to }) => between(column, dateTime64(from), dateTime64(to)),
  __dateFilter: ([column], { from, to }) => between(column, date(from), date(to)),
  __dateTimeFilter: dateTimeFilter,
  __dt: dateTimeFilter,
  __fromTime: (_, { from }) => dateTime(from),
  __toTime: (_, { to }) => dateTime(to),
  __fromTime_ms: (_, { from }) => dateTime64(from),
  __toTime_ms: (_, { to }) => dateTime64(to),
  __timeFrom: ([column], { from }) => `${column} >= ${dateTime(from)}`,
  __timeTo: ([column], { to }) => `${column} <= ${dateTime(to)}`,
  __timeInterval: ([column], period) =>
    `toStartOfInterval(toDateTime(${column}), INTERVAL ${intervalSeconds(period)} second)`,
  __timeInterval_ms: ([column], { intervalMs }) =>
    `toStartOfInterval(toDateTime64(${column}, 3), INTERVAL ${intervalMs} millisecond)`,
  __timeGroup: ([column, interval]) =>
    `toStartOfInterval(toDateTime(${column}), INTERVAL ${goSeconds(interval ?? '')} second)`,
  __interval_s: (_, period) => String(intervalSeconds(period)),
  __interval: (_, { intervalMs }) => intervalText(intervalMs),
  __interval_ms: (_, { intervalMs }) => String(intervalMs),
};

/** Returns ClickHouse text as the plugin's backend sends it; unknown macros are left unchanged. */
export function expandClickhouseMacros(sql: string, period: QueryPeriod): string {
  return replaceCalls(sql, (name, args, whole) => {
    if (!isMacro(name)) return whole;
    const { least: arity } = clickhouseMacros[name];
    const given = args ?? [];
    if (arity > 0 && given.length !== arity)
      throw new Error(`$${name}: expected ${arity} argument(s), received ${given.length}`);
    if (arity > 0) return expansions[name](given, period);
    // A macro without arguments has no parentheses; what follows it belongs to the query.
    const rest = whole.slice(name.length + 1);
    return `${expansions[name]([], period)}${rest === '()' ? '' : rest}`;
  });
}

/**
 * Expands `$__conditionalAll(condition, $variable)` to the condition, or to `1=1` if the selection is All or empty. The
 * plugin's frontend does this first, and leaves the macro unchanged unless it has exactly two arguments.
 */
export function expandConditionalAll(sql: string, chosen: readonly ChosenVariable[]): string {
  return replaceCalls(sql, (name, args, whole) => {
    if (name !== '__conditionalAll' || args?.length !== 2) return whole;
    const variable = chosen.find(
      (candidate) => `$${candidate.name}` === args[1] || `\${${candidate.name}}` === args[1],
    );
    if (!variable) return whole;
    const isEmpty =
      typeof variable.value === 'object'
        ? 'length' in variable.value && variable.value.length === 0
        : variable.value === '';
    return variable.isAll || isEmpty ? '1=1' : (args[0] ?? '');
  });
}

/**
 * Finds `$__name` with the parentheses after it, if any, respecting quotes and nested parentheses inside. Throws if a
 * parenthesis is not closed.
 */
export function clickhouseCalls(sql: string): MacroCall[] {
  const pattern = /\$(__\w+)/g;
  const calls: MacroCall[] = [];
  for (let found = pattern.exec(sql); found; found = pattern.exec(sql)) {
    const end = found.index + found[0].length;
    const call = sql[end] === '(' ? argumentsAt(sql, end) : undefined;
    const to = call?.end ?? end;
    calls.push({ from: found.index, to, name: found[1] ?? '', args: call?.args });
    pattern.lastIndex = to;
  }
  return calls;
}

function isMacro(name: string): name is MacroName {
  return Object.hasOwn(expansions, name);
}

function replaceCalls(
  sql: string,
  replace: (name: string, args: readonly string[] | undefined, whole: string) => string,
): string {
  let result = '';
  let done = 0;
  for (const { from, to, name, args } of clickhouseCalls(sql)) {
    result += sql.slice(done, from) + replace(name, args, sql.slice(from, to));
    done = to;
  }
  return result + sql.slice(done);
}

function argumentsAt(sql: string, open: number): { args: string[]; end: number } {
  const args: string[] = [];
  let depth = 0;
  let start = open + 1;
  let quote = '';
  for (let at = open; at < sql.length; at += 1) {
    const character = sql[at] ?? '';
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (/['"`]/.test(character)) quote = character;
    else if (/[([{]/.test(character)) depth += 1;
    else if (/[)\]}]/.test(character)) depth -= 1;
    const isEnd = depth === 0 && quote === '';
    if (isEnd || (depth === 1 && quote === '' && character === ',')) {
      args.push(sql.slice(start, at).trim());
      start = at + 1;
    }
    if (isEnd) return { args: args.length === 1 && args[0] === '' ? [] : args, end: at + 1 };
  }
  throw new Error(`The parenthesis at ${open} is not closed.`);
}

function between(column: string | undefined, least: string, most: string): string {
  return `${column} >= ${least} AND ${column} <= ${most}`;
}

function dateTimeFilter([day, time]: readonly string[], { from, to }: QueryPeriod): string {
  return `(${between(day, date(from), date(to))}) AND (${between(time, dateTime(from), dateTime(to))})`;
}

function dateTime(at: Date): string {
  return `toDateTime(${Math.floor(at.getTime() / SECOND_MS)})`;
}

function dateTime64(at: Date): string {
  return `fromUnixTimestamp64Milli(${at.getTime()})`;
}

function date(at: Date): string {
  return `toDate('${at.toISOString().slice(0, 10)}')`;
}

function intervalSeconds({ intervalMs }: QueryPeriod): number {
  return Math.max(1, Math.floor(intervalMs / SECOND_MS));
}

/** Go durations have no unit for days. */
function goSeconds(interval: string): number {
  const [, amount, unit] = /^'(\d+)(s|m|h)'$/.exec(interval) ?? [];
  if (amount === undefined) throw new Error(`$__timeGroup: ${interval} is not a duration of Go, such as '5m'`);
  return Number(amount) * { s: 1, m: 60, h: 3600 }[unit as 's' | 'm' | 'h'];
}
