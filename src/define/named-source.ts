import * as helpers from './sources.ts';

/** A data source in a configuration: its type, as a short name or a plugin id, and the keys of that type. */
export interface SourceEntry {
  readonly type: string;
  readonly [key: string]: unknown;
}

/** A helper of `sources.ts`, for the short name in a configuration. */
interface NamedHelper {
  readonly make: (config: never) => helpers.Source;
  /** Keys besides those of every data source. */
  readonly keys: readonly string[];
  readonly required: readonly string[];
}

const HTTP = ['url', 'basicAuth', 'headers', 'secureJsonData'];
const SQL = ['url', 'database', 'user', 'password', 'secureJsonData'];

/** Types that have a helper; any other is a plugin id with Grafana's own members. */
export const namedSources: Readonly<Record<string, NamedHelper>> = {
  prometheus: http(helpers.prometheus, 'scrapeInterval', 'flavour', 'version'),
  loki: http(helpers.loki, 'maxLines'),
  tempo: http(helpers.tempo),
  jaeger: http(helpers.jaeger),
  zipkin: http(helpers.zipkin),
  parca: http(helpers.parca),
  pyroscope: http(helpers.pyroscope),
  graphite: http(helpers.graphite, 'version', 'kind'),
  opentsdb: http(helpers.opentsdb, 'version', 'resolution'),
  alertmanager: { ...http(helpers.alertmanager, 'implementation'), required: ['url', 'implementation'] },
  elasticsearch: { ...http(helpers.elasticsearch, 'index', 'timeField'), required: ['url', 'index'] },
  influxdb: {
    ...http(helpers.influxdb, 'language', 'database', 'user', 'password', 'token', 'organization', 'bucket'),
    required: ['url', 'language'],
  },
  postgres: sql(helpers.postgres, 'sslmode', 'version', 'timescaledb'),
  mysql: sql(helpers.mysql),
  mssql: sql(helpers.mssql, 'encrypt'),
  clickhouse: {
    make: helpers.clickhouse,
    keys: ['host', 'port', 'protocol', 'secure', 'database', 'user', 'password'],
    required: ['host', 'port', 'database', 'user', 'password'],
  },
  cloudwatch: {
    make: helpers.cloudwatch,
    keys: ['region', 'auth', 'assumeRoleArn', 'accessKey', 'secretKey'],
    required: ['region'],
  },
  'azure-monitor': {
    make: helpers.azureMonitor,
    keys: ['cloud', 'tenant', 'client', 'clientSecret', 'subscription', 'auth'],
    required: [],
  },
  'google-monitoring': { make: helpers.googleMonitoring, keys: ['project', 'account'], required: ['project'] },
  testdata: { make: helpers.testdata, keys: [], required: [] },
};

/** The plugin id of a type in a configuration. */
export function pluginOf(type: string): string {
  return PLUGINS[type] ?? type;
}

/** The data source of a validated entry; an existing one needs none of the type's keys. */
export function sourceOfEntry({ type, ...config }: SourceEntry): helpers.Source {
  const named = Object.hasOwn(namedSources, type) ? namedSources[type] : undefined;
  if (!named || config['provision'] === false) return { type: pluginOf(type), facts: config };
  // Safe: the schema of the configuration has checked its keys.
  return named.make(config as never);
}

/** The plugin ids that the helpers write. */
const PLUGINS: Readonly<Record<string, string>> = {
  pyroscope: 'grafana-pyroscope-datasource',
  postgres: 'grafana-postgresql-datasource',
  clickhouse: 'grafana-clickhouse-datasource',
  'azure-monitor': 'grafana-azure-monitor-datasource',
  'google-monitoring': 'stackdriver',
  testdata: 'grafana-testdata-datasource',
};

function http(make: NamedHelper['make'], ...keys: readonly string[]): NamedHelper {
  return { make, keys: [...HTTP, ...keys], required: ['url'] };
}
function sql(make: NamedHelper['make'], ...keys: readonly string[]): NamedHelper {
  return { make, keys: [...SQL, ...keys], required: ['url', 'database', 'user', 'password'] };
}
