import { isObject, type JsonObject, listOf, objectOf } from '../folder/json.ts';
import { own } from '../grafana/own.ts';

/** Keys that can name an object of a list, the most telling first. */
const NAMES = ['title', 'name', 'refId', 'uid', 'label', 'text', 'id', 'key'];
/** A name for an override, from the options of its matcher. */
const MATCHERS: Readonly<Record<string, (options: string) => string>> = {
  byName: (options) => `field "${options}"`,
  byRegexp: (options) => `fields like ${options}`,
  byType: (options) => `${options} fields`,
  byFrameRefID: (options) => `query ${options}`,
  byValue: (options) => `fields whose value is ${options}`,
};

/**
 * A readable name for each object of a list, such as `override of field "p99"` or `link "Runbook"`; undefined when some
 * object has no name, or two share one, on either side.
 */
export function itemNames(
  list: string,
  before: readonly unknown[],
  after: readonly unknown[],
): { readonly before: readonly string[]; readonly after: readonly string[] } | undefined {
  const sides = [before, after].map((items) => items.map((item) => nameOf(list, objectOf(item))));
  const [old = [], now = []] = sides.map((names) => names.filter((name) => name !== undefined));
  const isWhole = old.length === before.length && now.length === after.length;
  const isUnique = [old, now].every((names) => new Set(names).size === names.length);
  return isWhole && isUnique ? { before: old, after: now } : undefined;
}

/** `time interval 2`: the name of an object that has no better one. */
export function numberedName(list: string, index: number): string {
  return `${singular(list)} ${index + 1}`;
}

/** `green, orange from 10, red from 15`; undefined for a list of anything but threshold steps. */
export function stepsText(value: unknown): string | undefined {
  if (!Array.isArray(value) || !value.every((step) => isObject(step) && 'color' in step)) return undefined;
  return listOf(value)
    .map(objectOf)
    .map(
      ({ color, value: from }) =>
        `${String(color)}${from === null || from === undefined ? '' : ` from ${String(from)}`}`,
    )
    .join(', ');
}

function nameOf(list: string, item: JsonObject): string | undefined {
  if (isObject(item['matcher'])) {
    const { id, options } = item['matcher'];
    const text = typeof options === 'string' ? options : JSON.stringify(options ?? '');
    return `override of ${own(MATCHERS, String(id))?.(text) ?? `${String(id)} ${text}`}`;
  }
  if (list === 'properties' && typeof item['id'] === 'string') return item['id'];
  const name = NAMES.map((member) => item[member]).find((value) => isName(value));
  return name === undefined ? undefined : `${singular(list)} "${String(name)}"`;
}

function isName(value: unknown): boolean {
  return (typeof value === 'string' && value !== '') || typeof value === 'number';
}

function singular(list: string): string {
  return list.replaceAll('_', ' ').replace(/ies$/, 'y').replace(/s$/, '');
}
