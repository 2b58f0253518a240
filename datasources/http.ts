import type { DatasourceSpec } from '../src/define/definitions.ts';
import type { HttpSource } from '../src/define/settings.ts';

/** The common fields of every HTTP source: name, address, basic auth, and headers such as X-Scope-OrgID. */
export function httpConnection(source: HttpSource): Omit<DatasourceSpec, 'type' | 'jsonData'> {
  return {
    name: source.name,
    uid: source.uid,
    url: source.url,
    ...(source.headers ? { headers: source.headers } : {}),
    ...(source.basicAuth
      ? {
          basicAuth: true,
          basicAuthUser: source.basicAuth.user,
          secureJsonData: { basicAuthPassword: source.basicAuth.password },
        }
      : {}),
  };
}
