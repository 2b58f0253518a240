import { durationText, PERIOD } from './period.ts';

const FROM = `'${PERIOD.from.toISOString().replace('.000Z', 'Z')}'`;
const TO = `'${PERIOD.to.toISOString().replace('.000Z', 'Z')}'`;
const SECONDS: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400, w: 604_800, M: 2_592_000, y: 31_536_000 };

/** A macro's arguments by number: at least, at most. */
type Macro = readonly [least: number, most: number, expand: (args: readonly string[]) => string];

const macros: Readonly<Record<string, Macro>> = {
  __time: [1, 1, ([column]) => `${column} AS "time"`],
  __timeEpoch: [1, 1, ([column]) => `extract(epoch from ${column}) as "time"`],
  __timeFilter: [1, 1, ([column]) => `${column} BETWEEN ${FROM} AND ${TO}`],
  __timeFrom: [0, 0, () => FROM],
  __timeTo: [0, 0, () => TO],
  __timeGroup: [2, 3, (args) => timeGroup(args)],
  __timeGroupAlias: [2, 3, (args) => `${timeGroup(args)} AS "time"`],
  __unixEpochFilter: [1, 1, ([column]) => `${column} >= ${epoch(1e3)} AND ${column} <= ${epochTo(1e3)}`],
  __unixEpochNanoFilter: [1, 1, ([column]) => `${column} >= ${epoch(1e-6)} AND ${column} <= ${epochTo(1e-6)}`],
  __unixEpochNanoFrom: [0, 0, () => epoch(1e-6)],
  __unixEpochNanoTo: [0, 0, () => epochTo(1e-6)],
  __unixEpochGroup: [2, 3, (args) => epochGroup(args)],
  __unixEpochGroupAlias: [2, 3, (args) => `${epochGroup(args)} AS "time"`],
};

/**
 * PostgreSQL text as Grafana's backend sends it: `$__timeFilter(ts)` becomes a BETWEEN. Its parser is small on purpose here too: the
 * arguments end at the first ")" and are cut at every comma, so a function call as an argument is torn apart as it is there.
 */
export function expandPostgresMacros(sql: string): string {
  const bare = sql
    .replaceAll('$__interval_ms', String(PERIOD.intervalMs))
    .replaceAll('$__interval', durationText(PERIOD.intervalMs))
    .replaceAll('$__unixEpochFrom()', epoch(1e3))
    .replaceAll('$__unixEpochTo()', epochTo(1e3));
  return bare.replace(/\$([_a-zA-Z0-9]+)\(([^)]*)\)/g, (whole: string, name: string, list: string, at: number) => {
    // Followed by a comma, Grafana takes the old macro for the one that also names the column.
    const macro = macros[name === '__timeGroup' && bare[at + whole.length] === ',' ? '__timeGroupAlias' : name];
    if (!macro) throw new Error(`unknown macro "${name}"`);
    const args = list.trim() === '' ? [] : list.split(',').map((arg) => arg.trim());
    const [least, most, expand] = macro;
    if (args.length < least || args.length > most) throw new Error(`macro $${name} takes ${least} to ${most} arguments and got ${args.length}`);
    return expand(args);
  });
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
  if (fill !== undefined && !/^(NULL|previous|-?\d+(\.\d+)?)$/.test(fill)) throw new Error(`${fill} is no fill: NULL, previous or a number`);
  const [, amount, unit] = /^'?(\d+)(ms|[smhdwMy])'?$/.exec(interval) ?? [];
  const seconds = Number(amount) * (SECONDS[unit ?? ''] ?? Number.NaN);
  if (!(seconds > 0)) throw new Error(`${JSON.stringify(interval)} is no interval`);
  return seconds;
}

function epoch(unit: number): string {
  return String(Math.round(PERIOD.from.getTime() / unit));
}

function epochTo(unit: number): string {
  return String(Math.round(PERIOD.to.getTime() / unit));
}
