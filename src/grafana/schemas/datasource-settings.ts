import { closed, flag, list, oneOf, plainText, type Schema, text } from './schema.ts';

/** The plugin ids of a data source, with its `jsonData` and `secureJsonData`. */
export type DatasourceSettings = readonly [types: readonly string[], jsonData: Schema, secureJsonData: Schema];

const number: Schema = { type: ['number', 'null'] };
const UNUSABLE = 'the data source is unusable';
const pool: Schema = {
  type: ['integer', 'null'],
  'x-trap': 'a quoted or broken number fails the decoding of all settings',
  'x-outcome': UNUSABLE,
};
const boolOrText: Schema = { type: ['boolean', 'string', 'null'] };
const numberOrText: Schema = { type: ['number', 'string', 'null'], pattern: '^[0-9]*$', 'x-form': 'a whole number' };

/** Settings of every HTTP data source. */
const http = {
  timeout: { type: ['number', 'string', 'null'], pattern: '^[0-9]*$', 'x-form': 'a whole number' },
  keepCookies: list({ type: 'string' }),
  oauthPassThru: flag,
  serverName: plainText,
  tlsAuth: flag,
  tlsAuthWithCACert: flag,
  tlsSkipVerify: flag,
  enableSecureSocksProxy: flag,
  secureSocksProxyUsername: plainText,
  pdcInjected: flag,
  teamHttpHeaders: { type: ['object', 'null'] },
  azureCredentials: { type: ['object', 'null'] },
  azureEndpointResourceId: plainText,
  disableGrafanaCache: flag,
  ...Object.fromEntries(['Auth', 'AuthEnabled'].map((name) => [`sigV4${name}`, flag])),
  ...Object.fromEntries(
    ['AuthType', 'Region', 'Profile', 'AssumeRoleArn', 'ExternalId'].map((name) => [`sigV4${name}`, plainText]),
  ),
} satisfies Readonly<Record<string, Schema>>;
const httpSecrets = [
  'basicAuthPassword',
  'tlsCACert',
  'tlsClientCert',
  'tlsClientKey',
  'sigV4AccessKey',
  'sigV4SecretKey',
  'azureClientSecret',
  'secureSocksProxyPassword',
];

const alerting = { manageAlerts: flag, alertmanagerUid: plainText };

const sql = {
  database: { ...plainText, 'x-trap': 'a number fails the decoding of all settings', 'x-outcome': UNUSABLE },
  maxOpenConns: pool,
  maxIdleConns: pool,
  connMaxLifetime: pool,
  maxIdleConnsAuto: flag,
  tlsConfigurationMethod: oneOf('file-path', 'file-content'),
  timeInterval: plainText,
  tlsAuth: flag,
  tlsAuthWithCACert: flag,
  tlsSkipVerify: flag,
  enableSecureSocksProxy: flag,
} satisfies Readonly<Record<string, Schema>>;

const customSetting: Schema = {
  type: 'string',
  'x-trap': 'the plugin reads it as a string without a check, and panics on anything else',
};
const linkTags = list({
  type: 'object',
  'x-trap': 'a tag is {key: service.name, value: service}; only the older tracesToLogs has strings',
  'x-outcome': 'the link does not contain the tag',
});
const traceLinks = { type: ['object', 'null'] } satisfies Schema;

/** Settings of the data sources whose plugins were studied; other plugins may have any settings. */
export const jsonDataByType: readonly DatasourceSettings[] = [
  [
    ['prometheus'],
    open(
      {
        ...http,
        ...alerting,
        httpMethod: oneOf('POST', 'GET'),
        timeInterval: plainText,
        queryTimeout: plainText,
        customQueryParameters: plainText,
        exemplarTraceIdDestinations: list(
          members({ name: plainText, datasourceUid: plainText, url: plainText, urlDisplayLabel: plainText }, ['name']),
        ),
        prometheusType: oneOf('Prometheus', 'Cortex', 'Mimir', 'Thanos'),
        prometheusVersion: { ...plainText, 'x-trap': 'Grafana compares it as a string; write it in quotes' },
        cacheLevel: oneOf('Low', 'Medium', 'High', 'None'),
        incrementalQuerying: flag,
        incrementalQueryOverlapWindow: plainText,
        disableMetricsLookup: flag,
        defaultEditor: oneOf('builder', 'code'),
        disableRecordingRules: flag,
        allowAsRecordingRulesTarget: flag,
        seriesEndpoint: flag,
        seriesLimit: number,
        directUrl: plainText,
        codeModeMetricNamesSuggestionLimit: number,
        maxSamplesProcessedWarningThreshold: number,
        maxSamplesProcessedErrorThreshold: number,
      },
      true,
    ),
    secrets(httpSecrets, true),
  ],
  [
    ['loki'],
    open(
      {
        ...http,
        ...alerting,
        maxLines: { type: ['string', 'number', 'null'], pattern: '^[0-9]*$', 'x-form': 'a whole number' },
        derivedFields: list(
          members(
            {
              name: plainText,
              matcherRegex: plainText,
              matcherType: oneOf('regex', 'label'),
              url: plainText,
              urlDisplayLabel: plainText,
              datasourceUid: plainText,
              datasourceName: plainText,
              targetBlank: flag,
            },
            ['name', 'matcherRegex'],
          ),
        ),
        alertmanager: plainText,
        predefinedOperations: plainText,
      },
      true,
    ),
    secrets(httpSecrets, true),
  ],
  [
    ['postgres', 'grafana-postgresql-datasource'],
    open({
      ...sql,
      sslmode: oneOf('disable', 'require', 'verify-ca', 'verify-full'),
      sslRootCertFile: plainText,
      sslCertFile: plainText,
      sslKeyFile: plainText,
      timescaledb: { ...flag, 'x-trap': 'a quoted one fails the decoding of all settings', 'x-outcome': UNUSABLE },
      postgresVersion: number,
      connectionType: plainText,
      enableMultiDatabase: flag,
    }),
    secrets(['password', 'tlsCACert', 'tlsClientCert', 'tlsClientKey', 'connectionString']),
  ],
  [
    ['grafana-clickhouse-datasource'],
    open({
      host: {
        ...plainText,
        pattern: '^[^/]*$',
        'x-trap': 'the plugin joins host and port, so a scheme is not possible',
      },
      server: plainText,
      port: { ...numberOrText, 'x-trap': 'the plugin has no default port' },
      protocol: { enum: ['native', 'http'], 'x-trap': 'anything except http is read as native' },
      secure: boolOrText,
      tlsSkipVerify: boolOrText,
      tlsAuth: boolOrText,
      tlsAuthWithCACert: boolOrText,
      path: plainText,
      username: plainText,
      defaultDatabase: plainText,
      dialTimeout: numberOrText,
      queryTimeout: numberOrText,
      timeout: numberOrText,
      customSettings: list(closed({ setting: customSetting, value: customSetting }, ['setting', 'value'])),
      httpHeaders: list(members({ name: plainText, value: plainText, secure: flag }, ['name'])),
      forwardGrafanaHeaders: boolOrText,
      oauthPassThru: boolOrText,
      oauthPassThruAllowFallback: boolOrText,
      enableRowLimit: boolOrText,
      rowCapacityHint: numberOrText,
      enableSchemaCache: boolOrText,
      schemaCacheTTLSeconds: numberOrText,
      maxOpenConns: numberOrText,
      maxIdleConns: numberOrText,
      connMaxLifetime: numberOrText,
      defaultTable: plainText,
      validateSql: flag,
      validate: boolOrText,
      logs: { type: ['object', 'null'] },
      traces: { type: ['object', 'null'] },
      aliasTables: { type: ['array', 'null'] },
      hideTableNameInAdhocFilters: flag,
      enableMapKeysDiscovery: flag,
      configMode: oneOf('classic', 'single-table'),
      signalType: oneOf('logs', 'traces'),
      version: plainText,
      enableSecureSocksProxy: flag,
    }),
    {
      ...secrets(['password', 'tlsCACert', 'tlsClientCert', 'tlsClientKey']),
      patternProperties: { '^secureHttpHeaders\\.': text },
    },
  ],
  [
    ['tempo'],
    open(
      {
        ...http,
        httpMethod: plainText,
        tracesToLogs: traceLinks,
        tracesToLogsV2: members({
          datasourceUid: plainText,
          tags: linkTags,
          spanStartTimeShift: plainText,
          spanEndTimeShift: plainText,
          filterByTraceID: flag,
          filterBySpanID: flag,
          customQuery: flag,
          query: plainText,
        }),
        tracesToMetrics: members({
          datasourceUid: plainText,
          tags: linkTags,
          queries: { type: ['array', 'null'] },
          spanStartTimeShift: plainText,
          spanEndTimeShift: plainText,
        }),
        tracesToProfiles: traceLinks,
        tracesToProfilesV2: traceLinks,
        serviceMap: members({ datasourceUid: plainText, histogramType: plainText }),
        nodeGraph: members({ enabled: flag }),
        search: members({ hide: flag, filters: { type: ['array', 'null'] } }),
        lokiSearch: members({ datasourceUid: plainText }),
        spanBar: members({ type: plainText, tag: plainText }),
        traceQuery: members({ timeShiftEnabled: flag, spanStartTimeShift: plainText, spanEndTimeShift: plainText }),
        streamingEnabled: members({ search: flag, metrics: flag }),
        timeRangeForTags: number,
        tagLimit: number,
      },
      true,
    ),
    secrets(httpSecrets, true),
  ],
  [
    ['alertmanager'],
    open(
      {
        ...http,
        implementation: oneOf('prometheus', 'mimir', 'cortex'),
        handleGrafanaManagedAlerts: flag,
      },
      true,
    ),
    secrets(httpSecrets, true),
  ],
];

/** The settings of a plugin. Grafana stores unknown keys too, so one is only suspicious. */
function open(properties: Readonly<Record<string, Schema>>, headers = false): Schema {
  return { ...members(properties), ...(headers ? { patternProperties: { '^httpHeaderName[0-9]+$': plainText } } : {}) };
}

function secrets(names: readonly string[], headers = false): Schema {
  return {
    ...members(Object.fromEntries(names.map((name) => [name, text]))),
    ...(headers ? { patternProperties: { '^httpHeaderValue[0-9]+$': text } } : {}),
  };
}

function members(properties: Readonly<Record<string, Schema>>, required: readonly string[] = []): Schema {
  return {
    type: ['object', 'null'],
    properties,
    ...(required.length > 0 ? { required } : {}),
    additionalProperties: false,
    'x-tolerated': true,
  };
}
