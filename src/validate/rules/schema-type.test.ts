import { expect, test } from 'vitest';

import { datasourceFile, file, places, receiverFile, ruleFile } from '../../test/support/schema-files.ts';
import { schemaType } from './schema-type.ts';

test.each([
  ['booleans as Grafana reads them', ruleFile({ rule: 'isPaused: "T"' }), []],
  ['a boolean of YAML 1.1', ruleFile({ rule: 'isPaused: yes' }), ['10:19 error /groups/0/rules/0/isPaused']],
  ['an empty boolean', ruleFile({ rule: 'isPaused: ""' }), ['10:19 error /groups/0/rules/0/isPaused']],
  ['a boolean from the environment', ruleFile({ rule: 'isPaused: $PAUSED' }), []],
  ['a whole number in quotes', ruleFile({ rule: 'panelId: "12"' }), []],
  ['a whole number with a fraction', ruleFile({ rule: 'panelId: 1.5' }), ['10:18 error /groups/0/rules/0/panelId']],
  [
    'a whole number in another spelling',
    ruleFile({ rule: 'panelId: 0x10' }),
    ['10:18 error /groups/0/rules/0/panelId'],
  ],
  ['a whole number with a point', ruleFile({ rule: 'panelId: 1.0' }), ['10:18 error /groups/0/rules/0/panelId']],
  ['a key without a value', ruleFile({ rule: 'panelId:' }), []],
  [
    'seconds in quotes',
    file(
      'alerting',
      'groups:\n  - {name: g, folder: f, interval: 1m, rules: [{uid: a, title: A, condition: A, data: [{refId: A, datasourceUid: p, model: {}, relativeTimeRange: {from: "600", to: 0}}]}]}',
    ),
    ['2:154 error /groups/0/rules/0/data/0/relativeTimeRange/from'],
  ],
  ['a list in place of a duration', ruleFile({ rule: 'for: [1m]' }), ['10:14 error /groups/0/rules/0/for']],
  ['a string in place of a list', file('alerting', 'groups: none'), ['1:9 error /groups']],
  ['a list as the whole file', file('alerting', '- groups'), ['1:1 error ']],
  ['a string as the whole file', file('datasources', 'only words'), ['1:1 error ']],
  ['a list of data sources', file('datasources', '- {name: A, type: loki}'), ['1:1 error ']],
  ['a number as the whole file', file('datasources', '5'), ['1:1 error ']],
  ['quoted apiVersion', file('datasources', 'apiVersion: "1"'), ['1:13 error /apiVersion']],
  [
    'a quoted pool size of PostgreSQL',
    datasourceFile('type: postgres', 'jsonData: {maxOpenConns: "5"}'),
    ['5:30 error /datasources/0/jsonData/maxOpenConns'],
  ],
  [
    'the same under its new id',
    datasourceFile('type: grafana-postgresql-datasource', 'jsonData: {timescaledb: "true"}'),
    ['5:29 error /datasources/0/jsonData/timescaledb'],
  ],
  ['a pool size from the environment', datasourceFile('type: postgres', 'jsonData: {maxOpenConns: $N}'), []],
  [
    'a number as a setting of ClickHouse',
    datasourceFile(
      'type: grafana-clickhouse-datasource',
      'jsonData: {customSettings: [{setting: max_threads, value: 4}]}',
    ),
    ['5:63 error /datasources/0/jsonData/customSettings/0/value'],
  ],
  [
    'tags of a trace link',
    datasourceFile('type: tempo', 'jsonData: {tracesToLogsV2: {tags: [{key: service.name, value: service}]}}'),
    [],
  ],
  [
    'tags of a trace link in their older form',
    datasourceFile('type: tempo', 'jsonData: {tracesToLogsV2: {tags: [service]}}'),
    ['5:40 error /datasources/0/jsonData/tracesToLogsV2/tags/0'],
  ],
  [
    'a number as a secret, which becomes a string',
    datasourceFile('type: loki', 'secureJsonData: {basicAuthPassword: 1234}'),
    [],
  ],
  [
    'addresses as a list',
    receiverFile('email', 'addresses: [a@b.c]'),
    ['7:31 error /contactPoints/0/receivers/0/settings/addresses'],
  ],
  [
    'numbers in details',
    receiverFile('pagerduty', 'integrationKey: $K, details: {port: 1}'),
    ['7:56 error /contactPoints/0/receivers/0/settings/details/port'],
  ],
  [
    'a chat as a number',
    receiverFile('telegram', 'bottoken: $T, chatid: -808'),
    ['7:42 warning /contactPoints/0/receivers/0/settings/chatid'],
  ],
  [
    'a number in a matcher, which route/matcher reports',
    file('alerting', 'policies:\n  - receiver: a\n    routes: [{receiver: a, object_matchers: [[port, "=", 80]]}]'),
    [],
  ],
  [
    "a provider's folders as a string",
    file('dashboards', 'apiVersion: 1\nproviders: [{name: p, options: {path: /p, foldersFromFilesStructure: "true"}}]'),
    ['2:70 error /providers/0/options/foldersFromFilesStructure'],
  ],
])('%s', (_name, files, expected) => {
  expect(places(files, schemaType)).toEqual(expected);
});
