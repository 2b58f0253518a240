import { join } from 'node:path';

import { parse } from 'yaml';

import { UserError } from '../diagnostics/errors.ts';
import type { Catalog, CatalogDatabase, CatalogMetric, CatalogSeries } from '../catalog/catalog.ts';
import { catalogProblem } from './catalog-form.ts';
import type { FileTree } from './file-tree.ts';
import { isObject, listOf, objectOf, textOf, type JsonObject } from './json.ts';

/**
 * Reads a catalog file. Series of the recording rules beside the folder are known too, without their labels. Throws
 * when the file is not a catalog.
 */
export function readCatalog(tree: FileTree, file: string, recordingRules?: string): Catalog {
  const json = readJson(tree, file);
  const problem = catalogProblem(json);
  if (problem !== undefined) throw wrong(tree.shown(file), problem);
  const sources = part(json, 'sources', file);
  const bySource = Object.entries(sources ?? {}).map(
    ([uid, described]) => [uid, parts(objectOf(described), file, {})] as const,
  );
  return {
    ...parts(json, file, recordedBy(tree, recordingRules)),
    ...(json['datasources'] === undefined ? {} : { datasources: sourceNames(objectOf(json['datasources'])) }),
    ...(sources ? { sources: Object.fromEntries(bySource) } : {}),
  };
}

/** The parts of a catalog, which describe a single data source or one of each type. */
function parts(json: JsonObject, file: string, recordedBeside: Readonly<Record<string, CatalogSeries>>): Catalog {
  const prometheus = part(json, 'prometheus', file);
  const loki = part(json, 'loki', file);
  const recorded = { ...recordedBeside, ...series(objectOf(prometheus?.['recorded'])) };
  return {
    ...(prometheus
      ? {
          prometheus: {
            targetLabels: texts(prometheus['targetLabels']),
            metrics: metrics(objectOf(prometheus['metrics'])),
            recorded,
          },
        }
      : {}),
    ...(loki
      ? {
          loki: {
            streamLabels: objects(objectOf(loki['streamLabels'])),
            structuredMetadata: objects(objectOf(loki['structuredMetadata'])),
          },
        }
      : {}),
    ...database(json, 'postgres', file),
    ...database(json, 'clickhouse', file),
    ...database(json, 'mysql', file),
  };
}

/** The catalog beside a provisioning folder, where `build` writes it. */
export function catalogBeside(tree: FileTree, root: string): Catalog | undefined {
  const file = join(root, '..', 'catalog.json');
  const isThere = (tree.list(join(root, '..')) ?? []).some(
    ({ name, kind }) => name === 'catalog.json' && kind === 'file',
  );
  return isThere ? readCatalog(tree, file, recordingRulesBeside(root)) : undefined;
}

/** Where `build` writes the recording rules for Prometheus. */
export function recordingRulesBeside(root: string): string {
  return join(root, '..', 'stack', 'prometheus', 'recording-rules.yaml');
}

function readJson(tree: FileTree, file: string): JsonObject {
  try {
    const json: unknown = JSON.parse(new TextDecoder().decode(tree.read(file)));
    if (isObject(json)) return json;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new UserError({
      severity: 'error',
      id: 'usage/catalog',
      message: `The catalog ${tree.shown(file)} ${code === undefined ? 'is not valid JSON' : `cannot be read (${code})`}.`,
      hint: 'Give a file in the format of catalog.json, which `pf-grafana build` writes.',
    });
  }
  throw wrong(tree.shown(file), 'it is not an object');
}

function part(json: JsonObject, name: string, file: string): JsonObject | undefined {
  if (json[name] === undefined || isObject(json[name])) return json[name];
  throw wrong(file, `its key ${name} is not an object`);
}

function wrong(file: string, what: string): UserError {
  return new UserError({
    severity: 'error',
    id: 'usage/catalog',
    message: `The catalog ${file} is not in the format of a catalog: ${what}.`,
    hint: 'It has the keys prometheus, postgres, clickhouse, mysql, loki and sources, each of them optional: `pf-grafana schema catalog` prints its schema.',
  });
}

function database(
  json: JsonObject,
  name: 'postgres' | 'clickhouse' | 'mysql',
  file: string,
): { readonly [name]?: CatalogDatabase } {
  const found = part(json, name, file);
  if (!found) return {};
  const tables = Object.entries(objectOf(found['tables'])).map(
    ([table, value]) =>
      [
        table,
        {
          columns: Object.fromEntries(
            Object.entries(objectOf(objectOf(value)['columns'])).map(([column, fact]) => [
              column,
              columnOf(objectOf(fact)),
            ]),
          ),
        },
      ] as const,
  );
  return { [name]: { tables: Object.fromEntries(tables) } };
}

function columnOf(json: JsonObject): CatalogDatabase['tables'][string]['columns'][string] {
  const type = textOf(json['type']) ?? '';
  return Array.isArray(json['oneOf']) ? { type, oneOf: texts(json['oneOf']) } : { type };
}

const TYPES = ['gauge', 'counter', 'histogram', 'summary'] as const;

function metrics(json: JsonObject): Record<string, CatalogMetric> {
  return Object.fromEntries(
    Object.entries(json).map(([name, value]) => {
      const metric = objectOf(value);
      const unit = textOf(metric['unit']);
      return [
        name,
        {
          type: TYPES.find((type) => type === metric['type']) ?? 'untyped',
          labels: texts(metric['labels']),
          ...(unit === undefined ? {} : { unit }),
          ...(Array.isArray(metric['buckets']) ? { buckets: true } : {}),
          ...(metric['startsAtZero'] === true ? { startsAtZero: true } : {}),
        },
      ];
    }),
  );
}

function series(json: JsonObject): Record<string, CatalogSeries> {
  return Object.fromEntries(
    Object.entries(json).map(([name, value]) => {
      const { type, labels } = objectOf(value);
      return [name, { type: textOf(type) ?? 'gauge', ...(Array.isArray(labels) ? { labels: texts(labels) } : {}) }];
    }),
  );
}

/** The series names in a file of recording rules; none when the file is missing or is not one. */
function recordedBy(tree: FileTree, file: string | undefined): Record<string, CatalogSeries> {
  if (file === undefined) return {};
  try {
    const rules = listOf(objectOf(parse(new TextDecoder().decode(tree.read(file))))['groups']).flatMap((group) =>
      listOf(objectOf(group)['rules']),
    );
    return Object.fromEntries(
      rules.flatMap((rule) => textOf(objectOf(rule)['record']) ?? []).map((name) => [name, { type: 'gauge' }]),
    );
  } catch {
    // The user did not name this file, so its problems are not reported here.
    return {};
  }
}

function sourceNames(json: JsonObject): NonNullable<Catalog['datasources']> {
  return Object.fromEntries(
    Object.entries(json).map(([name, value]) => {
      const source = objectOf(value);
      const [uid, title] = [textOf(source['uid']), textOf(source['name'])];
      return [name, { ...(uid === undefined ? {} : { uid }), ...(title === undefined ? {} : { name: title }) }];
    }),
  );
}

function objects(json: JsonObject): Record<string, JsonObject> {
  return Object.fromEntries(Object.entries(json).map(([name, value]) => [name, objectOf(value)]));
}

function texts(value: unknown): string[] {
  return listOf(value).filter((item): item is string => typeof item === 'string');
}
