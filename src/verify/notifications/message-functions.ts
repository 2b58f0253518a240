import { type FunctionTable, stringOf, type TemplateFunction } from '../templates/functions.ts';
import { sprint } from '../templates/printf.ts';
import { type GoValue, TemplateError } from '../templates/value.ts';
import { formatTime } from './go-time.ts';
import { list, map } from './message-data.ts';

/** Functions of message templates that alert rule templates lack; `run` renders a template by its name or its text. */
export function messageFunctions(run: {
  readonly named: (name: string, dot: GoValue) => string;
  readonly inline: (text: string, dot: GoValue) => string;
}): FunctionTable {
  return {
    trimSpace: (text) => stringOf(text).trim(),
    join: (separator, items) => textsOf(items).join(stringOf(separator)),
    safeHtml: stringOf,
    safeUrl: stringOf,
    urlUnescape: (text) => decodeURIComponent(stringOf(text).replaceAll('+', ' ')),
    stringSlice: variadic((...items) => list('[]string', items.map(stringOf))),
    toJson: (value) => JSON.stringify(plain(value)),
    date: (layout, moment) => formatTime(momentOf(moment), stringOf(layout)),
    'tmpl.Exec': (name, dot) => run.named(stringOf(name), dot),
    'tmpl.Inline': (text, dot) => run.inline(stringOf(text), dot),
    'coll.Dict': variadic((...items) => map(pairs(items), undefined)),
    'coll.Slice': variadic((...items) => list('[]interface {}', items)),
    'coll.Append': (item, items) => list('[]interface {}', [...itemsOf(items), item]),
    'data.ToJSON': (value) => JSON.stringify(plain(value)),
    'data.ToJSONPretty': (indent, value) => JSON.stringify(plain(value), undefined, stringOf(indent)),
  };
}

function variadic(run: (...items: readonly GoValue[]) => GoValue): TemplateFunction {
  return Object.assign((...items: readonly GoValue[]) => run(...items), { isVariadic: true as const });
}

function itemsOf(value: GoValue): readonly GoValue[] {
  if (typeof value === 'object' && value?.kind === 'list') return value.items;
  throw new TemplateError('wrong type for value; expected a slice');
}

function textsOf(value: GoValue): string[] {
  return itemsOf(value).map(stringOf);
}

function pairs(items: readonly GoValue[]): [string, GoValue][] {
  return items.flatMap((item, index): [string, GoValue][] =>
    index % 2 === 0 ? [[stringOf(item), items[index + 1] ?? '']] : [],
  );
}

function momentOf(value: GoValue): number {
  const milliseconds =
    typeof value === 'object' && value?.kind === 'struct' ? value.methods?.get('UnixMilli') : undefined;
  if (!milliseconds) throw new TemplateError('wrong type for value; expected time.Time');
  return Number(milliseconds());
}

/** A value as plain JSON. */
function plain(value: GoValue): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (typeof value !== 'object' || value === null) return value ?? null;
  if (value.kind === 'list') return value.items.map(plain);
  if (value.kind === 'map') return Object.fromEntries([...value.entries].map(([key, item]) => [key, plain(item)]));
  return value.type === 'time.Time'
    ? sprint(value)
    : Object.fromEntries([...value.fields].map(([key, item]) => [key, plain(item)]));
}
