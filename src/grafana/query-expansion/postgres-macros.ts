import { type MacroCall, postgresMacros } from './known-names.ts';
import { durationMs, intervalText, type QueryPeriod } from './period.ts';

type Expand = (args: readonly string[], period: QueryPeriod) => string;
type MacroName = keyof typeof postgresMacros;

const CALL = /\$([_a-zA-Z0-9]+)\(([^)]*)\)/g;
const SECOND_MS = 1000;
const NANOSECOND_MS = 1e-6;

const expansions: Readonly<Record<MacroName, Expand>> = {
  __time: ([column]) => `${column} AS "time"`,
  __timeEpoch: ([column]) => `extract(epoch from ${column}) as "time"`,
  __timeFilter: ([column], { from, to }) => `${column} BETWEEN ${moment(from)} AND ${moment(to)}`,
  __timeFrom: (_, { from }) => moment(from),
  __timeTo: (_, { to }) => moment(to),
  __timeGroup: (args) => timeGroup(args),
  __timeGroupAlias: (args) => `${timeGroup(args)} AS "time"`,
  __unixEpochFilter: ([column], period) => epochFilter(column, period, SECOND_MS),
  __unixEpochFrom: (_, { from }) => epoch(from, SECOND_MS),
  __unixEpochTo: (_, { to }) => epoch(to, SECOND_MS),
  __unixEpochNanoFilter: ([column], period) => epochFilter(column, period, NANOSECOND_MS),
  __unixEpochNanoFrom: (_, { from }) => epoch(from, NANOSECOND_MS),
  __unixEpochNanoTo: (_, { to }) => epoch(to, NANOSECOND_MS),
  __unixEpochGroup: (args) => epochGroup(args),
  __unixEpochGroupAlias: (args) => `${epochGroup(args)} AS "time"`,
};

/**
 * Returns PostgreSQL text as Grafana's backend sends it: `$__timeFilter(ts)` becomes a BETWEEN. The parser is as simple
 * as Grafana's on purpose: arguments end at the first ")" and are split at every comma, so a function call as an
 * argument is broken up in the same way.
 */
export function expandPostgresMacros(sql: string, period: QueryPeriod): string {
  const bare = sql
    .replaceAll('$__interval_ms', String(period.intervalMs))
    .replaceAll('$__interval', intervalText(period.intervalMs));
  return bare.replace(CALL, (whole: string, written: string, list: string, at: number) => {
    // Followed by a comma, Grafana treats the old macro as the one that also names the column.
    const name = written === '__timeGroup' && bare[at + whole.length] === ',' ? '__timeGroupAlias' : written;
    if (!isMacro(name)) throw new Error(`unknown macro "${name}"`);
    const args = argumentsOf(list);
    const { least, most } = postgresMacros[name];
    if (args.length < least || args.length > most)
      throw new Error(`macro $${name} takes ${least} to ${most} arguments and got ${args.length}`);
    return expansions[name](args, period);
  });
}

/** Finds what Grafana's backend reads as a macro: `$name(…)` up to the first ")". */
export function postgresCalls(sql: string): MacroCall[] {
  return [...sql.matchAll(CALL)].map((found) => ({
    from: found.index,
    to: found.index + found[0].length,
    name: found[1] ?? '',
    args: argumentsOf(found[2] ?? ''),
  }));
}

function argumentsOf(list: string): string[] {
  return list.trim() === '' ? [] : list.split(',').map((arg) => arg.trim());
}

function isMacro(name: string): name is MacroName {
  return Object.hasOwn(postgresMacros, name);
}

function timeGroup([column, interval, fill]: readonly string[]): string {
  const seconds = intervalSeconds(interval ?? '', fill);
  return `floor(extract(epoch from ${column})/${seconds})*${seconds}`;
}

function epochGroup([column, interval, fill]: readonly string[]): string {
  const seconds = intervalSeconds(interval ?? '', fill);
  return `floor((${column})/${seconds})*${seconds}`;
}

function intervalSeconds(interval: string, fill: string | undefined): number {
  if (fill !== undefined && !/^(NULL|previous|-?\d+(\.\d+)?)$/.test(fill))
    throw new Error(`${fill} is not a valid fill: write NULL, previous or a number`);
  const seconds = (durationMs(interval.replaceAll("'", '')) ?? 0) / SECOND_MS;
  if (!(seconds > 0)) throw new Error(`${JSON.stringify(interval)} is not a valid interval`);
  return seconds;
}

function epochFilter(column: string | undefined, { from, to }: QueryPeriod, unitMs: number): string {
  return `${column} >= ${epoch(from, unitMs)} AND ${column} <= ${epoch(to, unitMs)}`;
}

function epoch(at: Date, unitMs: number): string {
  return String(Math.round(at.getTime() / unitMs));
}

function moment(at: Date): string {
  return `'${at.toISOString().replace('.000Z', 'Z')}'`;
}
