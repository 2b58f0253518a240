import { isDeepStrictEqual } from 'node:util';

import type { CatalogFacts } from '../../catalog/define-catalog.ts';

/** The change of one name: `+` new, `-` removed, `~` changed. */
export interface CatalogChange {
  readonly sign: '+' | '-' | '~';
  readonly what: string;
}

/** The differences between two catalogs, one line per metric, series, table, column and label. */
export function catalogChanges(before: CatalogFacts, after: CatalogFacts): CatalogChange[] {
  return [
    ...list('target label', before.targetLabels, after.targetLabels),
    ...records('metric', before.metrics, after.metrics),
    ...records('recorded series', before.recorded, after.recorded),
    ...databases(before, after),
    ...records('stream label', before.logs?.streamLabels, after.logs?.streamLabels),
  ];
}

function databases(before: CatalogFacts, after: CatalogFacts): CatalogChange[] {
  return names(before.databases, after.databases).flatMap((name) => {
    const [old, now] = [before.databases?.[name], after.databases?.[name]];
    if (!old || !now || old.dialect !== now.dialect)
      return records('database', before.databases, after.databases, name);
    return names(old.tables, now.tables).flatMap((table) =>
      old.tables[table] && now.tables[table]
        ? [
            ...records(`column ${name}.${table}`, old.tables[table].columns, now.tables[table].columns, undefined, '.'),
            ...(old.tables[table].help === now.tables[table].help ? [] : [changed(`table ${name}.${table}: help`)]),
          ]
        : records(`table ${name}`, old.tables, now.tables, table, '.'),
    );
  });
}

function records(
  what: string,
  before: Readonly<Record<string, unknown>> = {},
  after: Readonly<Record<string, unknown>> = {},
  only?: string,
  joint = ' ',
): CatalogChange[] {
  return names(before, after)
    .filter((name) => only === undefined || name === only)
    .flatMap((name): CatalogChange[] => {
      if (!Object.hasOwn(before, name)) return [{ sign: '+', what: `${what}${joint}${name}` }];
      if (!Object.hasOwn(after, name)) return [{ sign: '-', what: `${what}${joint}${name}` }];
      if (isDeepStrictEqual(before[name], after[name])) return [];
      return [changed(`${what}${joint}${name}: ${differing(before[name], after[name])}`)];
    });
}

/** `type gauge -> counter, labels job -> job, route` */
function differing(before: unknown, after: unknown): string {
  const [old, now] = [asFacts(before), asFacts(after)];
  return names(old, now)
    .filter((key) => !isDeepStrictEqual(old[key], now[key]))
    .map((key) => (key === 'help' ? 'help' : `${key} ${shown(old[key])} -> ${shown(now[key])}`))
    .join(', ');
}

function asFacts(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : { type: value };
}

function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  return Array.isArray(value) ? value.join(', ') || 'none' : String(value);
}

function list(
  what: string,
  before: readonly string[] | undefined,
  after: readonly string[] | undefined,
): CatalogChange[] {
  const keyed = (of: readonly string[] = []) => Object.fromEntries(of.map((name) => [name, true]));
  return records(what, keyed(before), keyed(after));
}

function changed(what: string): CatalogChange {
  return { sign: '~', what };
}

function names(before: object = {}, after: object = {}): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
}
