import { memoryTree } from '../folder/file-tree.ts';
import type { Dashboard, Entity, ProvisioningFolder } from '../folder/folder.ts';
import { isObject, type JsonObject, listOf, objectOf } from '../folder/json.ts';
import { openFolder } from '../folder/open-folder.ts';
import type { Path } from '../folder/source/source.ts';
import { references } from '../grafana/interpolation/references.ts';
import { prometheusDurationMs } from '../grafana/durations.ts';
import { fieldMode, type FileKind } from '../grafana/interpolation/fields.ts';

/** An object of the folder, and its counterpart in Grafana in the form of a file. */
export interface Counterpart<T extends Entity> {
  readonly entity: T;
  readonly running: JsonObject;
}
/** The counterparts in Grafana of all objects of a folder, in the form of the folder's files. */
export interface Counterparts {
  readonly dashboards: readonly Counterpart<Dashboard>[];
  /** By the list of a file that holds them: `groups`, `contactPoints`, `datasources`. */
  readonly lists: ReadonlyMap<string, readonly Counterpart<Entity>[]>;
}

/** Keys of files that Grafana's API does not return. */
const UNTOLD = new Set([
  'dashboardUid',
  'dasboardUid',
  'panelId',
  'keepFiringFor',
  'missing_series_evals_to_resolve',
  'targetDatasourceUid',
  'secureJsonData',
  'secureSettings',
  'editable',
  'orgId',
  'version',
  'apiVersion',
]);
/** What Grafana's API returns instead of a secret. */
const REDACTED = '[REDACTED]';

/**
 * Two comparable folders: the objects of a folder, and their counterparts in Grafana. Grafana adds defaults and hides
 * secrets, so only the fields that the folder sets are compared, and values from variables unknown here count as equal.
 */
export function comparable({ dashboards, lists }: Counterparts): {
  before: ProvisioningFolder;
  after: ProvisioningFolder;
} {
  const [before, after] = [new Map(PROVIDERS), new Map(PROVIDERS)];
  for (const [index, { entity, running }] of dashboards.entries()) {
    const path = `boards/${index}.json`;
    before.set(path, JSON.stringify(projected(entity.json, running)));
    after.set(path, JSON.stringify(entity.json));
  }
  for (const [list, objects] of lists) {
    const kind: FileKind = list === 'datasources' ? 'datasources' : 'alerting';
    const file = (value: (counterpart: Counterpart<Entity>) => unknown) =>
      JSON.stringify({ apiVersion: 1, [list]: objects.map((counterpart) => value(counterpart)) });
    const path = `${kind}/${list}.yaml`;
    before.set(
      path,
      file(({ entity, running }) => ready(projected(expected(entity), running), kind, [list, 0])),
    );
    after.set(
      path,
      file(({ entity }) => ready(expected(entity), kind, [list, 0])),
    );
  }
  const open = (files: ReadonlyMap<string, string>) =>
    openFolder(memoryTree(files, ''), '', { maps: new Map([['/boards', 'boards']]) });
  return { before: open(before), after: open(after) };
}

const PROVIDERS: readonly (readonly [string, string])[] = [
  ['dashboards/all.yaml', '{"apiVersion":1,"providers":[{"name":"all","options":{"path":"/boards"}}]}'],
];

/** A text with a reference that only Grafana can resolve, as written in the file. */
class Unknown {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** An object of a file as Grafana stores it, with unknown values marked. */
function expected({ written, json }: Entity): unknown {
  const walk = (source: unknown, value: unknown): unknown => {
    if (typeof source === 'string' && source !== value && references(source).length > 0) return new Unknown(source);
    if (Array.isArray(value)) return value.map((item, index) => walk(listOf(source)[index], item));
    if (isObject(value))
      return Object.fromEntries(
        Object.entries(value)
          .filter(([key]) => !UNTOLD.has(key))
          .map(([key, member]) => [key, walk(objectOf(source)[key], member)]),
      );
    return value;
  };
  return walk(written, json);
}

/** Grafana's values for the fields that the folder sets; lists of different lengths are kept whole. */
function projected(wanted: unknown, running: unknown): unknown {
  if (wanted instanceof Unknown || running === REDACTED) return wanted;
  if (Array.isArray(wanted) && Array.isArray(running) && wanted.length === running.length)
    return wanted.map((item, index) => projected(item, running[index] as unknown));
  if (isObject(wanted) && isObject(running))
    return Object.fromEntries(
      Object.entries(wanted).map(([key, member]) => [
        key,
        projected(member, Object.hasOwn(running, key) ? running[key] : undefined),
      ]),
    );
  return isSame(wanted, running) ? wanted : running;
}

/** `60s` equals `1m`, 5 equals "5", and Grafana omits empty values. */
function isSame(wanted: unknown, running: unknown): boolean {
  if (running === undefined || running === null)
    return wanted === null || wanted === '' || wanted === false || wanted === 0 || isEmpty(wanted);
  if (String(wanted) === String(running) && typeof wanted !== 'object' && typeof running !== 'object') return true;
  if (typeof wanted !== 'string' || typeof running !== 'string') return false;
  const [left, right] = [prometheusDurationMs(wanted), prometheusDurationMs(running)];
  return left !== undefined && left === right;
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) ? value.length === 0 : isObject(value) && Object.keys(value).length === 0;
}

/**
 * Escapes dollars where Grafana expands them, so that the value is read back unchanged; unknown values are written as
 * in the file.
 */
function ready(value: unknown, kind: FileKind, path: Path): unknown {
  if (value instanceof Unknown) return value.text;
  if (typeof value === 'string') return fieldMode(kind, path) === 'raw' ? value : value.replaceAll('$', '$$$$');
  if (Array.isArray(value)) return value.map((item, index) => ready(item, kind, [...path, index]));
  if (isObject(value))
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, ready(member, kind, [...path, key])]));
  return value;
}
