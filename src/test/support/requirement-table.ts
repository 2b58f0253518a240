/** The kinds of objects: the word before the colon. */
const KINDS = [
  'panel',
  'dashboard',
  'variable',
  'annotation',
  'rule',
  'receiver',
  'datasource',
  'metric',
  'recorded',
  'table',
  'column',
  'event',
  'stream',
  'file',
] as const;
export type Kind = (typeof KINDS)[number];

/**
 * Parts of the product that are not available yet. When one is, it is removed from this list, and its rows name the
 * objects that serve them.
 */
export const PARTS = ['ingest pipeline', 'analytics client'] as const;

/** One object that serves a promise: `panel:pf-agent-pnl/pnl-net`. */
export interface ServingObject {
  readonly kind: Kind;
  readonly name: string;
}
interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * Problems of the tables in a text; `last` is the number of the last promise, `exists` tells whether the product has an
 * object.
 */
export function requirementProblems(text: string, last: number, exists: (object: ServingObject) => boolean): string[] {
  const rows = rowsOf(text);
  return [...rows.flatMap((row) => rowProblems(row, exists)), ...numberProblems(rows, last)];
}

/** The table rows, without headings and rulers. */
function rowsOf(text: string): Row[] {
  const rows = text.split('\n').map((line, index) => ({
    line: index + 1,
    cells: line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
    isRow: line.startsWith('|'),
  }));
  return rows.filter(({ isRow, cells: [first = ''] }) => isRow && first !== 'number' && !/^-+$/.test(first));
}

function numberProblems(rows: readonly Row[], last: number): string[] {
  const numbers = rows.map(({ cells: [number = ''] }) => number);
  const wanted = Array.from({ length: last }, (_, index) => String(index + 1));
  return [
    ...wanted.filter((number) => !numbers.includes(number)).map((number) => `${number} is missing`),
    ...wanted
      .filter((number) => numbers.indexOf(number) !== numbers.lastIndexOf(number))
      .map((number) => `${number} is there twice`),
    ...numbers.filter((number) => !wanted.includes(number)).map((number) => `there is no promise ${number}`),
  ];
}

function rowProblems({ line, cells }: Row, exists: (object: ServingObject) => boolean): string[] {
  const [number = '', promise = '', served = ''] = cells;
  const at = (problem: string): string => `line ${line}, ${number}: ${problem}`;
  if (cells.length !== 3) return [at(`has ${cells.length} cells instead of 3`)];
  const names = [...served.matchAll(/`([^`]*)`/g)].map(([, name = '']) => name);
  return [
    ...(promise === '' ? [at('does not say what is promised')] : []),
    ...(served.replaceAll(/[^`]/g, '').length % 2 === 1 ? [at('has a backtick without its other')] : []),
    ...(names.length === 0 ? [at('names no object and no state')] : []),
    ...names.filter((name, index) => names.indexOf(name) !== index).map((name) => at(`names ${name} twice`)),
    ...names.flatMap((name) => nameProblems(name, exists).map(at)),
  ];
}

function nameProblems(name: string, exists: (object: ServingObject) => boolean): string[] {
  const [, state, detail = ''] = /^(open|refused):(?: (\S.*))?$/.exec(name) ?? [];
  if (state === 'refused') return detail === '' ? ['is refused without a reason'] : [];
  if (state === 'open')
    return PARTS.some((part) => part === detail) ? [] : [`waits for "${detail}", which is none of ${PARTS.join(', ')}`];
  const object = objectOf(name);
  if (!object) return [`${name} is neither an object nor a state`];
  return exists(object) ? [] : [`${name} does not exist`];
}

function objectOf(text: string): ServingObject | undefined {
  const [, word, name = ''] = /^([a-z]+):(\S.*)$/.exec(text) ?? [];
  const kind = KINDS.find((known) => known === word);
  return kind && { kind, name };
}
