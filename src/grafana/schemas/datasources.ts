import {
  anything,
  bool,
  byMember,
  closed,
  int,
  list,
  mapOf,
  oneOf,
  type Schema,
  since,
  someText,
  text,
} from './schema.ts';
import { jsonDataByType } from './datasource-settings.ts';

/** Grafana itself accepts any settings, so only the plugin is affected. */
const PLUGIN = 'the data source does not work as meant';

const correlation: Schema = {
  type: 'object',
  properties: {
    targetUID: text,
    label: { type: 'string' },
    description: { type: 'string' },
    type: oneOf('query', 'external'),
    orgId: { type: ['integer', 'string'] },
    config: {
      type: 'object',
      properties: { type: text, field: text, target: { type: 'object' }, transformations: { type: 'array' } },
    },
  },
  required: ['label', 'description'],
  not: { required: ['transformations'] },
  'x-outcome': 'Grafana crashes at start',
};

const datasource: Schema = {
  type: 'object',
  properties: {
    name: someText,
    type: someText,
    uid: text,
    orgId: int,
    access: { enum: ['proxy', 'direct', null, ''], 'x-tolerated': true, 'x-outcome': 'Grafana warns and uses proxy' },
    url: text,
    user: text,
    database: text,
    basicAuth: bool,
    basicAuthUser: text,
    withCredentials: bool,
    isDefault: bool,
    editable: bool,
    version: int,
    jsonData: mapOf(anything),
    secureJsonData: mapOf(text),
    correlations: list(correlation),
  },
  required: ['name', 'type'],
  additionalProperties: false,
  'x-elsewhere': Object.fromEntries([
    ...['password', 'basicAuthPassword', 'tlsCACert', 'tlsClientCert', 'tlsClientKey', 'httpHeaderValue1'].map(
      (key) => [key, `secureJsonData.${key}`],
    ),
    ...[
      'httpHeaderName1',
      'httpMethod',
      'timeInterval',
      'queryTimeout',
      'sslmode',
      'tlsSkipVerify',
      'tlsAuth',
      'timeout',
      'maxLines',
      'derivedFields',
      'manageAlerts',
    ].map((key) => [key, `jsonData.${key}`]),
  ]),
  allOf: byMember(
    'type',
    jsonDataByType.map(([types, jsonData, secureJsonData]) => [
      types,
      {
        properties: {
          jsonData: { ...jsonData, 'x-outcome': PLUGIN },
          secureJsonData: { ...secureJsonData, 'x-outcome': PLUGIN },
        },
      },
    ]),
  ),
};

/** `provisioning/datasources/*.yaml` */
export const datasourcesSchema: Schema = {
  title: 'Grafana data source provisioning',
  ...closed(
    {
      apiVersion: {
        type: 'integer',
        minimum: 1,
        'x-trap':
          "without a whole number above 0 Grafana reads the oldest format of the file, which has none of today's keys",
      },
      datasources: list(datasource),
      deleteDatasources: list(closed({ name: someText, orgId: int }, ['name'])),
      prune: since('prunedDatasources', { type: ['boolean', 'null'] }),
    },
    ['apiVersion'],
  ),
};
