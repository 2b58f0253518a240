import { expect, test } from 'vitest';

import { datasourceFile, file, places, receiverFile, ruleFile } from '../../test/support/schema-files.ts';
import { schemaValue } from './schema-value.ts';

test.each([
  ['a state', ruleFile({ rule: 'noDataState: OK' }), []],
  ['a state in the wrong case', ruleFile({ rule: 'noDataState: ok' }), ['10:22 error /groups/0/rules/0/noDataState']],
  ['a state from the environment', ruleFile({ rule: 'noDataState: $STATE' }), []],
  ['a setting without a value', datasourceFile('type: prometheus', 'jsonData: {httpMethod: }'), []],
  ['a duration', ruleFile({ rule: 'for: 1h30m' }), []],
  ['not a duration', ruleFile({ rule: 'for: 0' }), []],
  ['a duration with a fraction, which alert/for reports', ruleFile({ rule: 'for: 1.5m' }), []],
  ['a duration without a unit, which alert/for reports', ruleFile({ rule: 'for: 60' }), []],
  [
    'a duration of a notification',
    ruleFile({ rule: 'notification_settings: {receiver: a, group_wait: 5min}' }),
    ['10:58 error /groups/0/rules/0/notification_settings/group_wait'],
  ],
  [
    'an unknown kind of expression',
    ruleFile({ query: 'datasourceUid: __expr__', model: 'type: maths' }),
    ['15:27 error /groups/0/rules/0/data/0/model/type'],
  ],
  [
    'an unknown reducer',
    ruleFile({ query: 'datasourceUid: __expr__', model: 'type: reduce, expression: B, reducer: p99' }),
    ['15:59 error /groups/0/rules/0/data/0/model/reducer'],
  ],
  [
    'a reducer in any case',
    ruleFile({ query: 'datasourceUid: __expr__', model: 'type: reduce, expression: B, reducer: Mean' }),
    [],
  ],
  [
    'the mode that has no name',
    ruleFile({
      query: 'datasourceUid: __expr__',
      model: 'type: reduce, expression: B, reducer: last, settings: {mode: strict}',
    }),
    ['15:82 error /groups/0/rules/0/data/0/model/settings/mode'],
  ],
  [
    'a resampler',
    ruleFile({
      query: 'datasourceUid: __expr__',
      model: 'type: resample, expression: B, window: 1m, downsampler: mean, upsampler: fill',
    }),
    ['15:94 error /groups/0/rules/0/data/0/model/upsampler'],
  ],
  [
    'two conditions of a threshold',
    ruleFile({
      query: 'datasourceUid: __expr__',
      model:
        'type: threshold, expression: B, conditions: [{evaluator: {type: gt, params: [1]}}, {evaluator: {type: lt, params: [1]}}]',
    }),
    ['15:65 error /groups/0/rules/0/data/0/model/conditions'],
  ],
  [
    'a range with one end',
    ruleFile({
      query: 'datasourceUid: __expr__',
      model: 'type: threshold, expression: B, conditions: [{evaluator: {type: within_range, params: [1]}}]',
    }),
    ['15:107 error /groups/0/rules/0/data/0/model/conditions/0/evaluator/params'],
  ],
  [
    'a classic condition',
    ruleFile({
      query: 'datasourceUid: __expr__',
      model:
        'type: classic_conditions, conditions: [{evaluator: {type: gt, params: [1]}, operator: {type: and}, query: {params: [A]}, reducer: {type: p99}}]',
    }),
    ['15:158 error /groups/0/rules/0/data/0/model/conditions/0/reducer/type'],
  ],
  [
    'a format of PostgreSQL',
    ruleFile({ model: 'datasource: {type: postgres, uid: p}, rawSql: select 1, format: 1' }),
    ['15:85 error /groups/0/rules/0/data/0/model/format'],
  ],
  ['the model of an unknown plugin', ruleFile({ model: 'datasource: {type: acme, uid: p}, format: 1' }), []],
  [
    'an access mode that Grafana corrects',
    datasourceFile('type: loki', 'access: server'),
    ['5:13 warning /datasources/0/access'],
  ],
  [
    'a method',
    datasourceFile('type: prometheus', 'jsonData: {httpMethod: post}'),
    ['5:28 error /datasources/0/jsonData/httpMethod'],
  ],
  [
    'a host with a scheme',
    datasourceFile('type: grafana-clickhouse-datasource', 'jsonData: {host: "http://ch", port: 8123}'),
    ['5:22 error /datasources/0/jsonData/host'],
  ],
  [
    'another type of provider',
    file('dashboards', 'apiVersion: 1\nproviders: [{name: p, type: git, options: {path: /p}}]'),
    ['2:29 error /providers/0/type'],
  ],
  [
    'a type of a receiver in another case',
    receiverFile('Slack', 'url: $U'),
    ['6:15 warning /contactPoints/0/receivers/0/type'],
  ],
  ['a receiver of an unknown type', receiverFile('slak', 'url: $U'), ['6:15 error /contactPoints/0/receivers/0/type']],
  [
    'mentions',
    receiverFile('slack', 'url: $U, mentionChannel: everyone'),
    ['7:45 error /contactPoints/0/receivers/0/settings/mentionChannel'],
  ],
  [
    "a matcher's operator, which route/matcher reports",
    file('alerting', 'policies:\n  - receiver: a\n    routes: [{receiver: a, object_matchers: [[a, "==", b]]}]'),
    [],
  ],
  [
    'a mute timing',
    file(
      'alerting',
      'muteTimes:\n  - name: m\n    time_intervals: [{times: [{start_time: "22:00", end_time: "24:00"}], weekdays: ["monday:friday", Sunday], days_of_month: ["1:5", -1], months: ["1:3", may], years: ["2030"]}]',
    ),
    [],
  ],
  [
    'a time of the day, which mute-timing/interval reports',
    file(
      'alerting',
      'muteTimes:\n  - name: m\n    time_intervals: [{times: [{start_time: "9:00", end_time: "24:01"}]}]',
    ),
    [],
  ],
])('%s', (_name, files, expected) => {
  expect(places(files, schemaValue)).toEqual(expected);
});
