import type { Chosen } from './grafana-variables.ts';
import { durationText, PERIOD } from './period.ts';

const SECOND = 1000;
const from = PERIOD.from.getTime();
const to = PERIOD.to.getTime();
const intervalSeconds = Math.max(1, Math.floor(PERIOD.intervalMs / SECOND));
const date = (moment: Date): string => `toDate('${moment.toISOString().slice(0, 10)}')`;

/** A macro's number of arguments, which the plugin checks, and what it becomes. */
type Macro = readonly [arity: number, expand: (args: readonly string[]) => string];

const dateTimeFilter: Macro = [2, ([day, time]) => `(${between(day, date(PERIOD.from), date(PERIOD.to))}) AND (${between(time, dateTime(from), dateTime(to))})`];

const macros: Readonly<Record<string, Macro>> = {
  __timeFilter: [1, ([column]) => between(column, dateTime(from), dateTime(to))],
  __timeFilter_ms: [1, ([column]) => between(column, dateTime64(from), dateTime64(to))],
  __dateFilter: [1, ([column]) => between(column, date(PERIOD.from), date(PERIOD.to))],
  __dateTimeFilter: dateTimeFilter,
  __dt: dateTimeFilter,
  __fromTime: [0, () => dateTime(from)],
  __toTime: [0, () => dateTime(to)],
  __fromTime_ms: [0, () => dateTime64(from)],
  __toTime_ms: [0, () => dateTime64(to)],
  __timeFrom: [1, ([column]) => `${column} >= ${dateTime(from)}`],
  __timeTo: [1, ([column]) => `${column} <= ${dateTime(to)}`],
  __timeInterval: [1, ([column]) => `toStartOfInterval(toDateTime(${column}), INTERVAL ${intervalSeconds} second)`],
  __timeInterval_ms: [1, ([column]) => `toStartOfInterval(toDateTime64(${column}, 3), INTERVAL ${PERIOD.intervalMs} millisecond)`],
  __timeGroup: [2, ([column, interval]) => `toStartOfInterval(toDateTime(${column}), INTERVAL ${goSeconds(interval ?? '')} second)`],
  __interval_s: [0, () => String(intervalSeconds)],
  __interval: [0, () => durationText(PERIOD.intervalMs)],
  __interval_ms: [0, () => String(PERIOD.intervalMs)],
};

/** ClickHouse text as the plugin's backend sends it; a macro it does not know goes through. */
export function expandClickhouseMacros(sql: string): string {
  return replaceCalls(sql, (name, args, whole) => {
    const macro = macros[name];
    if (!macro) return whole;
    const [arity, expand] = macro;
    const given = args ?? [];
    if (arity > 0 && given.length !== arity) throw new Error(`$${name}: expected ${arity} argument(s), received ${given.length}`);
    if (arity > 0) return expand(given);
    // A macro without arguments has no parentheses; whatever follows it belongs to the query.
    return `${expand([])}${whole.slice(name.length + 1) === '()' ? '' : whole.slice(name.length + 1)}`;
  });
}

/**
 * `$__conditionalAll(condition, $variable)`: the condition, or `1=1` while the choice is All or empty. The plugin's frontend does it
 * before anything else, and leaves the macro in place when it finds another number of arguments than two.
 */
export function expandConditionalAll(sql: string, chosen: readonly Chosen[]): string {
  return replaceCalls(sql, (name, args, whole) => {
    if (name !== '__conditionalAll' || args?.length !== 2) return whole;
    const variable = chosen.find((candidate) => `$${candidate.name}` === args[1] || `\${${candidate.name}}` === args[1]);
    if (!variable) return whole;
    const isEmpty = typeof variable.value === 'object' ? 'length' in variable.value && variable.value.length === 0 : variable.value === '';
    return variable.isAll || isEmpty ? '1=1' : (args[0] ?? '');
  });
}

/** Finds `$__name` with the parentheses after it, if any; inside them quotes and nested parentheses are read. */
function replaceCalls(sql: string, replace: (name: string, args: readonly string[] | undefined, whole: string) => string): string {
  const name = /\$(__\w+)/g;
  let result = '';
  let done = 0;
  for (let found = name.exec(sql); found; found = name.exec(sql)) {
    const end = found.index + found[0].length;
    const call = sql[end] === '(' ? argumentsAt(sql, end) : undefined;
    const stop = call?.end ?? end;
    result += sql.slice(done, found.index) + replace(found[1] ?? '', call?.args, sql.slice(found.index, stop));
    done = stop;
    name.lastIndex = stop;
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

function dateTime(milliseconds: number): string {
  return `toDateTime(${milliseconds / SECOND})`;
}

function dateTime64(milliseconds: number): string {
  return `fromUnixTimestamp64Milli(${milliseconds})`;
}

/** Go's durations know no days. */
function goSeconds(interval: string): number {
  const [, amount, unit] = /^'(\d+)(s|m|h)'$/.exec(interval) ?? [];
  if (amount === undefined) throw new Error(`$__timeGroup: ${interval} is no duration of Go, such as '5m'`);
  return Number(amount) * { s: 1, m: 60, h: 3600 }[unit as 's' | 'm' | 'h'];
}
