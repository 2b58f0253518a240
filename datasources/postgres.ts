import { defineDatasource } from '../src/fleet/define.ts';

/** The book of record. The database is set in jsonData, where both the plugin and its front end read it. */
export const postgres = defineDatasource(({ datasources: { postgres: source } }) => {
  if (!source.provision) return undefined;
  return {
    name: source.name,
    type: 'grafana-postgresql-datasource',
    uid: source.uid,
    url: source.url,
    user: source.user,
    jsonData: {
      database: source.database,
      sslmode: source.sslmode,
      timescaledb: false,
      postgresVersion: source.version,
      maxOpenConns: 10,
      maxIdleConns: 10,
      connMaxLifetime: 14_400,
    },
    secureJsonData: { password: source.password },
  };
});
