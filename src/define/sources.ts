import type { FileValue } from './definitions.ts';
import type { Ref, Secret, Text } from '../grafana/interpolation/refs.ts';

/** Keys of every data source. */
export interface SourceFacts {
  /** Fixed uid; by default `<project>-<handle>`. */
  readonly uid?: string;
  /** Name in Grafana's list; by default `<project>-<handle>`. */
  readonly name?: string;
  /** False for an existing data source: only its uid counts. */
  readonly provision?: boolean;
  readonly isDefault?: boolean;
}

/** An entry of `datasources/*.yaml` in Grafana's own format, for types without a helper. */
export interface RawSource extends SourceFacts {
  readonly url?: Text;
  readonly user?: Text;
  readonly database?: string;
  readonly basicAuth?: { readonly user: Text; readonly password: Secret };
  /** HTTP headers of every request; Grafana stores their values with the secrets. */
  readonly headers?: Readonly<Record<string, Text>>;
  readonly withCredentials?: boolean;
  readonly jsonData?: Readonly<Record<string, FileValue | undefined>>;
  readonly secureJsonData?: Readonly<Record<string, Ref | undefined>>;
}

/** A data source that a project declares; its type determines the query language. */
export interface Source<T extends string = string> {
  /** Plugin id of the newest Grafana. */
  readonly type: T;
  readonly facts: RawSource;
}

/** A data source of any plugin, in Grafana's own format. */
export function datasource<const T extends string>({ type, ...facts }: RawSource & { readonly type: T }): Source<T> {
  return { type, facts };
}

/** Keys of a data source with an HTTP connection. */
export interface HttpConfig extends SourceFacts {
  readonly url: Text;
  readonly basicAuth?: { readonly user: Text; readonly password: Secret };
  readonly headers?: Readonly<Record<string, Text>>;
  /** Additional members of `jsonData`, in Grafana's format. */
  readonly jsonData?: Readonly<Record<string, FileValue | undefined>>;
  readonly secureJsonData?: Readonly<Record<string, Ref | undefined>>;
}

/** A Prometheus or compatible server. It uses POST, because many selected values do not fit into a URL. */
export function prometheus(
  config: HttpConfig & {
    readonly scrapeInterval?: string;
    readonly flavour?: 'Prometheus' | 'Mimir' | 'Cortex' | 'Thanos';
    readonly version?: string;
  },
): Source<'prometheus'> {
  const { scrapeInterval, flavour, version, ...facts } = config;
  return http('prometheus', facts, {
    httpMethod: 'POST',
    timeInterval: scrapeInterval,
    prometheusType: flavour,
    prometheusVersion: version,
  });
}

export function loki(config: HttpConfig & { readonly maxLines?: number }): Source<'loki'> {
  const { maxLines, ...facts } = config;
  return http('loki', facts, { maxLines: maxLines === undefined ? undefined : `${maxLines}` });
}

export function tempo(config: HttpConfig): Source<'tempo'> {
  return http('tempo', config, {});
}
export function jaeger(config: HttpConfig): Source<'jaeger'> {
  return http('jaeger', config, {});
}
export function zipkin(config: HttpConfig): Source<'zipkin'> {
  return http('zipkin', config, {});
}
export function parca(config: HttpConfig): Source<'parca'> {
  return http('parca', config, {});
}
export function pyroscope(config: HttpConfig): Source<'grafana-pyroscope-datasource'> {
  return http('grafana-pyroscope-datasource', config, {});
}
export function graphite(
  config: HttpConfig & { readonly version?: string; readonly kind?: 'default' | 'metrictank' },
): Source<'graphite'> {
  const { version, kind, ...facts } = config;
  return http('graphite', facts, { graphiteVersion: version, graphiteType: kind });
}
/** `version` 3 is OpenTSDB 2.3, 4 is 2.4; `resolution` 1 is a second, 2 a millisecond (Grafana's own numbers). */
export function opentsdb(
  config: HttpConfig & { readonly version?: 1 | 2 | 3 | 4; readonly resolution?: 1 | 2 },
): Source<'opentsdb'> {
  const { version, resolution, ...facts } = config;
  return http('opentsdb', facts, { tsdbVersion: version, tsdbResolution: resolution });
}
export function alertmanager(
  config: HttpConfig & { readonly implementation: 'prometheus' | 'mimir' | 'cortex' },
): Source<'alertmanager'> {
  const { implementation, ...facts } = config;
  return http('alertmanager', facts, { implementation });
}
export function elasticsearch(
  config: HttpConfig & { readonly index: string; readonly timeField?: string },
): Source<'elasticsearch'> {
  const { index, timeField = '@timestamp', ...facts } = config;
  return http('elasticsearch', facts, { index, timeField });
}

/** InfluxDB by its query language: a database for InfluxQL and SQL, organization and bucket for Flux. */
export function influxdb(
  config: HttpConfig &
    (
      | { readonly language: 'InfluxQL'; readonly database: string; readonly user?: Text; readonly password?: Secret }
      | { readonly language: 'SQL'; readonly database: string; readonly token: Secret }
      | { readonly language: 'Flux'; readonly organization: string; readonly bucket: string; readonly token: Secret }
    ),
): Source<'influxdb'> {
  switch (config.language) {
    case 'InfluxQL': {
      const { language, database, user, password, ...facts } = config;
      const source = http('influxdb', facts, { version: language, dbName: database }, { password });
      return user === undefined ? source : { ...source, facts: { ...source.facts, user } };
    }
    case 'SQL': {
      const { language, database, token, ...facts } = config;
      return http('influxdb', facts, { version: language, dbName: database }, { token });
    }
    case 'Flux': {
      const { language, organization, bucket, token, ...facts } = config;
      return http('influxdb', facts, { version: language, organization, defaultBucket: bucket }, { token });
    }
  }
}

/** Keys of a data source with a database connection. */
export interface SqlConfig extends SourceFacts {
  /** `host:port` */
  readonly url: Text;
  readonly database: string;
  readonly user: Text;
  readonly password: Secret;
  readonly jsonData?: Readonly<Record<string, FileValue | undefined>>;
  readonly secureJsonData?: Readonly<Record<string, Ref | undefined>>;
}

export function postgres(
  config: SqlConfig & {
    readonly sslmode?: 'disable' | 'require' | 'verify-ca' | 'verify-full';
    /** In Grafana's notation: 1500 for 15. */
    readonly version?: number;
    readonly timescaledb?: boolean;
  },
): Source<'grafana-postgresql-datasource'> {
  const { sslmode, version, timescaledb, ...facts } = config;
  return sql('grafana-postgresql-datasource', facts, { sslmode, postgresVersion: version, timescaledb });
}
export function mysql(config: SqlConfig): Source<'mysql'> {
  return sql('mysql', config, {});
}
export function mssql(config: SqlConfig & { readonly encrypt?: 'disable' | 'false' | 'true' }): Source<'mssql'> {
  const { encrypt, ...facts } = config;
  return sql('mssql', facts, { encrypt });
}

/** ClickHouse: the plugin reads host, port and user from `jsonData` only. */
export function clickhouse(
  config: SourceFacts & {
    readonly host: string;
    readonly port: number;
    readonly protocol?: 'http' | 'native';
    readonly secure?: boolean;
    readonly database: string;
    readonly user: string;
    readonly password: Secret;
    readonly jsonData?: Readonly<Record<string, FileValue | undefined>>;
  },
): Source<'grafana-clickhouse-datasource'> {
  const { host, port, protocol = 'native', secure = false, database, user, password, jsonData, ...facts } = config;
  return {
    type: 'grafana-clickhouse-datasource',
    facts: {
      ...facts,
      jsonData: { host, port, protocol, secure, username: user, defaultDatabase: database, ...jsonData },
      secureJsonData: { password },
    },
  };
}

export function cloudwatch(
  config: SourceFacts & {
    readonly region: string;
    readonly auth?: 'default' | 'keys' | 'credentials' | 'ec2_iam_role' | 'grafana_assume_role';
    readonly assumeRoleArn?: string;
    readonly accessKey?: Secret;
    readonly secretKey?: Secret;
    readonly jsonData?: Readonly<Record<string, FileValue | undefined>>;
  },
): Source<'cloudwatch'> {
  const { region, auth = 'default', assumeRoleArn, accessKey, secretKey, jsonData, ...facts } = config;
  return {
    type: 'cloudwatch',
    facts: {
      ...facts,
      jsonData: { authType: auth, defaultRegion: region, assumeRoleArn, ...jsonData },
      ...secrets({ accessKey, secretKey }),
    },
  };
}

export function azureMonitor(
  config: SourceFacts & {
    readonly cloud?: 'azuremonitor' | 'chinaazuremonitor' | 'govazuremonitor';
    readonly tenant?: string;
    readonly client?: string;
    readonly clientSecret?: Secret;
    readonly subscription?: string;
    /** By default `clientsecret`. */
    readonly auth?: 'clientsecret' | 'msi' | 'workloadidentity' | 'currentuser';
    readonly jsonData?: Readonly<Record<string, FileValue | undefined>>;
  },
): Source<'grafana-azure-monitor-datasource'> {
  const { cloud, tenant, client, clientSecret, subscription, auth = 'clientsecret', jsonData, ...facts } = config;
  return {
    type: 'grafana-azure-monitor-datasource',
    facts: {
      ...facts,
      jsonData: {
        azureAuthType: auth,
        cloudName: cloud,
        tenantId: tenant,
        clientId: client,
        subscriptionId: subscription,
        ...jsonData,
      },
      ...secrets({ clientSecret }),
    },
  };
}

export function googleMonitoring(
  config: SourceFacts & {
    readonly project: string;
    /** By default the service account of the server. */
    readonly account?: { readonly email: string; readonly privateKey: Secret; readonly tokenUri?: string };
    readonly jsonData?: Readonly<Record<string, FileValue | undefined>>;
  },
): Source<'stackdriver'> {
  const { project, account, jsonData, ...facts } = config;
  const { email, tokenUri = 'https://oauth2.googleapis.com/token' } = account ?? {};
  return {
    type: 'stackdriver',
    facts: {
      ...facts,
      jsonData: {
        authenticationType: account ? 'jwt' : 'gce',
        defaultProject: project,
        ...(account ? { clientEmail: email, tokenUri } : {}),
        ...jsonData,
      },
      ...secrets({ privateKey: account?.privateKey }),
    },
  };
}

/** Grafana's built-in test data source. */
export function testdata(config: SourceFacts = {}): Source<'grafana-testdata-datasource'> {
  return { type: 'grafana-testdata-datasource', facts: config };
}

type Members = Readonly<Record<string, FileValue | undefined>>;
type Secrets = Readonly<Record<string, Ref | undefined>>;

function http<T extends string>(type: T, facts: HttpConfig, jsonData: Members, secure: Secrets = {}): Source<T> {
  return {
    type,
    facts: {
      ...facts,
      jsonData: { ...jsonData, ...facts.jsonData },
      ...secrets({ ...secure, ...facts.secureJsonData }),
    },
  };
}

function sql<T extends string>(type: T, config: SqlConfig, jsonData: Members): Source<T> {
  const { database, password, ...facts } = config;
  return {
    type,
    facts: {
      ...facts,
      // In jsonData, where both the plugins' backend and frontend read it.
      jsonData: { database, ...jsonData, ...facts.jsonData },
      ...secrets({ password, ...facts.secureJsonData }),
    },
  };
}

/** Only the given secrets; absent ones are left out. */
function secrets(members: Secrets): { secureJsonData?: Secrets } {
  const given = Object.entries(members).filter(([, value]) => value !== undefined);
  return given.length === 0 ? {} : { secureJsonData: Object.fromEntries(given) };
}
