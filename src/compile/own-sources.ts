import { type DatasourceSpec, type DatasourceDefinition, defineDatasource } from '../define/definitions.ts';
import type { Source } from '../define/sources.ts';

/**
 * Entries of `datasources/*.yaml` for the sources of a project or of a pack, except for those that exist elsewhere; a
 * tenant's are as it reads them.
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

/** One source, called `fallback` where it gives itself no name. */
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
