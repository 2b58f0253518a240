import { defineDatasource } from '../src/fleet/define.ts';

/** Trade events. The plugin reads host, port and user from jsonData only and ignores `url`. */
export const clickhouse = defineDatasource(({ datasources: { clickhouse: source } }) => {
  if (!source.provision) return undefined;
  return {
    name: source.name,
    type: 'grafana-clickhouse-datasource',
    uid: source.uid,
    jsonData: {
      host: source.host,
      port: source.port,
      protocol: source.protocol,
      secure: source.secure,
      username: source.user,
      defaultDatabase: source.database,
      dialTimeout: '10',
      queryTimeout: '60',
    },
    secureJsonData: { password: source.password },
  };
});
