import type { DatasourceSpec } from '../src/define.ts';
import type { Ref } from '../src/interpolation/refs.ts';
import type { HttpSource } from '../src/settings.ts';

type Connection = Required<Pick<DatasourceSpec, 'name' | 'uid' | 'url' | 'jsonData' | 'secureJsonData'>> & Pick<DatasourceSpec, 'basicAuth' | 'basicAuthUser'>;

/** What every HTTP source shares: address, basic auth, and headers such as X-Scope-OrgID, whose values Grafana keeps as secrets. */
export function httpConnection(source: HttpSource): Connection {
  const headers = Object.entries(source.headers ?? {});
  const names = headers.map(([name], index) => [`httpHeaderName${index + 1}`, name]);
  const values = headers.map(([, value], index) => [`httpHeaderValue${index + 1}`, value]);
  const password: Record<string, Ref> = source.basicAuth ? { basicAuthPassword: source.basicAuth.password } : {};
  return {
    name: source.name,
    uid: source.uid,
    url: source.url,
    ...(source.basicAuth ? { basicAuth: true, basicAuthUser: source.basicAuth.user } : {}),
    jsonData: Object.fromEntries(names),
    secureJsonData: { ...password, ...Object.fromEntries(values) },
  };
}
