import { isRef } from '../grafana/interpolation/refs.ts';
import { datasourceHandles } from './handles.ts';
import type { Source } from './sources.ts';

/** Keys of `datasources` that a data source has in `jsonData`, by plugin. */
const IN_JSON_DATA: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  [datasourceHandles.postgres.plugin]: { database: 'database', sslmode: 'sslmode', version: 'postgresVersion' },
  [datasourceHandles.clickhouse.plugin]: {
    host: 'host',
    port: 'port',
    protocol: 'protocol',
    secure: 'secure',
    user: 'username',
    database: 'defaultDatabase',
  },
  [datasourceHandles.prometheus.plugin]: {
    scrapeInterval: 'timeInterval',
    flavour: 'prometheusType',
    version: 'prometheusVersion',
  },
};
/** Keys that identify a data source, as opposed to its connection. */
const IDENTITY = new Set(['uid', 'name', 'provision']);
/** Keys whose value may be a reference that only the server resolves. */
const REFERABLE = new Set(['url', 'password']);

/** The connection of a data source: the described values of another one over the usual ones. */
export interface Connection<Usual> {
  readonly connection: Usual;
  /** Keys that the description does not set, so that the usual value is used. */
  readonly unsaid: readonly string[];
}

/** The connection of a project's data source that replaces a pack's own, with the keys of `datasources`. */
export function connectionOf<Usual extends object>({ type, facts }: Source, usual: Usual): Connection<Usual> {
  const members: Readonly<Record<string, unknown>> = { ...facts.secureJsonData, ...facts };
  const inJson = IN_JSON_DATA[type] ?? {};
  const entries = Object.entries(usual)
    .filter(([key]) => !IDENTITY.has(key))
    .map(([key, value]) => {
      const said = members[key] ?? facts.jsonData?.[inJson[key] ?? ''];
      const isUsable = typeof said === typeof value && (typeof said !== 'object' || isRef(said));
      return { key, said, isSaid: isUsable || (REFERABLE.has(key) && isRef(said)) };
    });
  return {
    // Safe: each value has the type of the one it replaces.
    connection: {
      ...usual,
      ...Object.fromEntries(entries.filter(({ isSaid }) => isSaid).map(({ key, said }) => [key, said])),
    } as Usual,
    unsaid: entries.filter(({ isSaid }) => !isSaid).map(({ key }) => key),
  };
}
