import { isRef } from '../grafana/interpolation/refs.ts';
import { datasourceHandles } from './handles.ts';
import type { Source } from './sources.ts';

/** Keys of `datasources` whose value a data source has in `jsonData`, by plugin. */
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
/** Keys of every source that say which one it is, not how it is reached. */
const IDENTITY = new Set(['uid', 'name', 'provision']);
/** Keys whose value may be a reference that only the server resolves. */
const REFERABLE = new Set(['url', 'password']);

/** A way to reach a source: that of another one, as far as its description goes, over the usual one. */
export interface Connection<Usual> {
  readonly connection: Usual;
  /** Keys that the description leaves open, where the usual value is. */
  readonly unsaid: readonly string[];
}

/** How a source of the project is reached that replaces a pack's own, in the words of `datasources`. */
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
    // Each value has the type of the one it stands for.
    connection: {
      ...usual,
      ...Object.fromEntries(entries.filter(({ isSaid }) => isSaid).map(({ key, said }) => [key, said])),
    } as Usual,
    unsaid: entries.filter(({ isSaid }) => !isSaid).map(({ key }) => key),
  };
}
