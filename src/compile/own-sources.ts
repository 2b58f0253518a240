import { type DatasourceSpec, type DatasourceDefinition, defineDatasource } from '../define/definitions.ts';
import type { Source } from '../define/sources.ts';

/**
 * Entries of `datasources/*.yaml` for the data sources of a project or a pack, as the tenant sees them, without those
 * that exist elsewhere.
 */
export function ownSources(
  owner: string,
  sources: Readonly<Record<string, Source>>,
  ofTenants: Readonly<Record<string, Readonly<Record<string, Source>>>> = {},
): DatasourceDefinition[] {
  return Object.entries(sources)
    .filter(([, { facts }]) => facts.provision !== false)
    .map(([handle, source]) =>
      defineDatasource(({ tenant }) =>
        sourceSpec(`${owner}-${handle}`, (tenant === undefined ? undefined : ofTenants[tenant]?.[handle]) ?? source),
      ),
    );
}

/** One data source; uid and name default to `fallback`. */
function sourceSpec(fallback: string, { type, facts }: Source): DatasourceSpec {
  const { uid = fallback, name = fallback, provision: _, basicAuth, ...rest } = facts;
  const { jsonData = {}, secureJsonData, ...members } = rest;
  const password = basicAuth ? { basicAuthPassword: basicAuth.password } : {};
  const secrets = { ...password, ...secureJsonData };
  return {
    ...members,
    name,
    uid,
    type,
    ...(basicAuth ? { basicAuth: true, basicAuthUser: basicAuth.user } : {}),
    jsonData,
    ...(Object.keys(secrets).length > 0 ? { secureJsonData: secrets } : {}),
  };
}
