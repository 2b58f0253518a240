import { prometheusDurationMs } from '../../grafana/durations.ts';
import { type GoPattern, goPattern } from '../../grafana/go-pattern.ts';
import { compare, equal } from './compare.ts';
import { humanize, humanize1024, humanizeDuration, humanizePercentage, humanizeTimestamp } from './humanize.ts';
import { sprint, sprintf } from './printf.ts';
import {
  type GoList,
  type GoMap,
  type GoValue,
  isTrue,
  sortedEntries,
  TemplateError,
  typeName,
  UnsupportedTemplateError,
} from './value.ts';

/** A template function; its `length` is its number of arguments, or the minimum if it is variadic. */
export type TemplateFunction = ((...args: readonly GoValue[]) => GoValue) & { readonly isVariadic?: true };
/** Functions by their names. */
export type FunctionTable = Readonly<Record<string, TemplateFunction>>;

const shared: FunctionTable = {
  // `and` and `or` stop early, so the executor implements them.
  not: (value) => !isTrue(value),
  eq: (left, ...others) =>
    others.length === 0 ? fail('missing argument for comparison') : others.some((other) => equal(left, other)),
  ne: (left, right) => !equal(left, right),
  lt: (left, right) => compare(left, right) < 0,
  le: (left, right) => compare(left, right) <= 0,
  gt: (left, right) => compare(left, right) > 0,
  ge: (left, right) => compare(left, right) >= 0,
  len: (value) =>
    typeof value === 'string'
      ? BigInt(Buffer.byteLength(value))
      : isMap(value)
        ? BigInt(value.entries.size)
        : isList(value)
          ? BigInt(value.items.length)
          : fail(`len of type ${typeName(value)}`),
  index: (value, ...keys) => keys.reduce((found, key) => indexed(found, key), value),
  print: (...args) => args.map((arg, index) => separator(args, index) + sprint(arg)).join(''),
  println: (...args) => `${args.map(sprint).join(' ')}\n`,
  printf: (format, ...args) => sprintf(stringOf(format), args),
  html: (...args) =>
    escaped(args.map(sprint).join(''), { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&#34;', "'": '&#39;' }),
  js: (...args) =>
    escaped(args.map(sprint).join(''), {
      '\\': '\\\\',
      "'": "\\'",
      '"': '\\"',
      '<': '\\u003C',
      '>': '\\u003E',
      '&': '\\u0026',
      '=': '\\u003D',
      '\n': '\\u000A',
    }),
  urlquery: (...args) =>
    encodeURIComponent(args.map(sprint).join(''))
      .replaceAll('%20', '+')
      .replaceAll(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`),
  humanize: (value) => humanize(floatOf(value)),
  humanize1024: (value) => humanize1024(floatOf(value)),
  humanizeDuration: (value) => humanizeDuration(floatOf(value)),
  humanizePercentage: (value) => humanizePercentage(floatOf(value)),
  humanizeTimestamp: (value) => humanizeTimestamp(floatOf(value)),
  toUpper: (text) => stringOf(text).toUpperCase(),
  toLower: (text) => stringOf(text).toLowerCase(),
  title: (text) => stringOf(text).replaceAll(/(?<![\p{L}\p{N}_'])\p{L}/gu, (letter) => letter.toUpperCase()),
  match: (pattern, text) => patternOf(pattern).isIn(stringOf(text)),
  reReplaceAll: (pattern, replacement, text) => patternOf(pattern).replaceAll(stringOf(text), stringOf(replacement)),
  stripPort: (text) => stringOf(text).replace(/:\d+$/, ''),
  stripDomain: (text) => stringOf(text).replace(/^([^.:]+)\.[^:]*/, '$1'),
  filterLabels: (labels, name) => keptLabels(labels, (label) => label === stringOf(name)),
  filterLabelsRe: (labels, pattern) => keptLabels(labels, (label) => patternOf(pattern).isIn(label)),
  removeLabels: (labels, name) => keptLabels(labels, (label) => label !== stringOf(name)),
  removeLabelsRe: (labels, pattern) => keptLabels(labels, (label) => !patternOf(pattern).isIn(label)),
  mergeLabelValues: mergedLabels,
  parseDuration: (text) => {
    const milliseconds = prometheusDurationMs(stringOf(text));
    return milliseconds === undefined
      ? fail(`not a valid duration string: ${JSON.stringify(text)}`)
      : milliseconds / 1000;
  },
};
const VARIADIC = new Set(['eq', 'index', 'print', 'println', 'printf', 'html', 'js', 'urlquery']);

/**
 * Calls a function; throws TemplateError where Go's call fails and UnsupportedTemplateError for a function that is not
 * implemented here.
 */
export function callFunction(name: string, args: readonly GoValue[], own: FunctionTable = {}): GoValue {
  const templateFunction = Object.hasOwn(own, name)
    ? own[name]
    : Object.hasOwn(shared, name)
      ? shared[name]
      : undefined;
  if (!templateFunction) throw new UnsupportedTemplateError(`the function ${name}`);
  // A rest parameter does not count towards a function's length.
  const { length } = templateFunction;
  const isVariadic = templateFunction.isVariadic ?? (VARIADIC.has(name) && !Object.hasOwn(own, name));
  if (isVariadic ? args.length < length : args.length !== length)
    throw new TemplateError(
      `wrong number of args for ${name}: want ${isVariadic ? 'at least ' : ''}${length} got ${args.length}`,
    );
  return templateFunction(...args);
}

/** The labels as Grafana passes them to a template, printed as `a=b, c=d`. */
export function labelsMap(entries: Iterable<readonly [string, string]>): GoMap {
  const map = { kind: 'map', entries: new Map(entries), zero: '' } as const;
  return {
    ...map,
    text: () =>
      sortedEntries(map)
        .map(([name, value]) => `${name}=${String(value)}`)
        .join(', '),
  };
}

function fail(message: string): never {
  throw new TemplateError(message);
}

function isMap(value: GoValue): value is GoMap {
  return typeof value === 'object' && value !== null && value.kind === 'map';
}

function isList(value: GoValue): value is GoList {
  return typeof value === 'object' && value !== null && value.kind === 'list';
}

function indexed(value: GoValue, key: GoValue): GoValue {
  if (isList(value)) {
    const index = Number(key);
    return index >= 0 && index < value.items.length ? value.items[index] : fail(`index out of range: ${index}`);
  }
  if (!isMap(value)) return fail(`can't index item of type ${typeName(value)}`);
  return value.entries.has(stringOf(key)) ? value.entries.get(stringOf(key)) : value.zero;
}

/** Print puts a space between two operands when neither is a string. */
function separator(args: readonly GoValue[], index: number): string {
  return index > 0 && typeof args[index] !== 'string' && typeof args[index - 1] !== 'string' ? ' ' : '';
}

/** The argument as a string; Go rejects any other type. */
export function stringOf(value: GoValue): string {
  if (typeof value === 'string') return value;
  return fail(
    value === undefined
      ? 'invalid value; expected string'
      : `wrong type for value; expected string; got ${typeName(value)}`,
  );
}

function floatOf(value: GoValue): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'string') {
    const number = value.trim() === value && value !== '' ? Number(value) : Number.NaN;
    return Number.isNaN(number) && value !== 'NaN'
      ? fail(`strconv.ParseFloat: parsing ${JSON.stringify(value)}: invalid syntax`)
      : number;
  }
  return fail(`can't convert ${typeName(value)} to float`);
}

function patternOf(pattern: GoValue): GoPattern {
  const text = stringOf(pattern);
  return goPattern(text) ?? fail(`error parsing regexp: ${JSON.stringify(text)}`);
}

function escaped(text: string, replacements: Readonly<Record<string, string>>): string {
  return [...text].map((character) => replacements[character] ?? character).join('');
}

/** For each label, its values among the values of a rule, without repetition: `a, b`. */
function mergedLabels(values: GoValue): GoMap {
  if (!isMap(values)) return fail(`wrong type for value; expected map[string]template.Value; got ${typeName(values)}`);
  const merged = new Map<string, Set<string>>();
  for (const value of values.entries.values()) {
    const labels = typeof value === 'object' && value?.kind === 'struct' ? value.fields.get('Labels') : undefined;
    for (const [name, text] of isMap(labels) ? labels.entries : [])
      merged.set(name, (merged.get(name) ?? new Set<string>()).add(String(text)));
  }
  return labelsMap([...merged].map(([name, texts]) => [name, [...texts].sort().join(', ')]));
}

function keptLabels(labels: GoValue, keeps: (name: string) => boolean): GoMap {
  if (!isMap(labels)) return fail(`wrong type for value; expected template.Labels; got ${typeName(labels)}`);
  return labelsMap([...labels.entries].filter(([name]) => keeps(name)).map(([name, value]) => [name, String(value)]));
}
