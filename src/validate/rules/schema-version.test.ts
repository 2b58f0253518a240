import { expect, test } from 'vitest';

import { file, places, receiverFile, ruleFile } from '../../test/support/schema-files.ts';
import { schemaVersion } from './schema-version.ts';

const recordingRule = {
  'provisioning/alerting/a.yaml':
    'groups:\n  - name: g\n    interval: 1m\n    folder: f\n    rules:\n      - uid: a\n        title: A\n        for: 1m\n        record: {metric: m, from: A}\n        data: [{refId: A, datasourceUid: p, relativeTimeRange: {from: 600, to: 0}, model: {refId: A}}]\n',
};
const sqlRule = ruleFile({ query: 'datasourceUid: __expr__', model: 'type: sql, expression: SELECT 1' });

test.each([
  ['a key that is as old as the target', ruleFile({ rule: 'keepFiringFor: 1m' }), [], '12.2'],
  ['a newer key', ruleFile({ rule: 'keepFiringFor: 1m' }), ['10:9 error /groups/0/rules/0/keepFiringFor'], '12.1'],
  [
    'a newer key of an uncertain release',
    ruleFile({ rule: 'for: 1m\n        record: {metric: m, from: A}' }),
    ['11:9 warning /groups/0/rules/0/record'],
    '11.0',
  ],
  [
    'the same for a release that certainly lacks it',
    ruleFile({ rule: 'record: {metric: m, from: A}' }),
    ['7:9 error /groups/0/rules/0/for', '10:9 error /groups/0/rules/0/record'],
    '10.1',
  ],
  [
    'a newer value',
    ruleFile({ rule: 'noDataState: KeepLast' }),
    ['7:9 error /groups/0/rules/0/for', '10:22 error /groups/0/rules/0/noDataState'],
    '10.1',
  ],
  ['a newer value for the newest', ruleFile({ rule: 'noDataState: KeepLast' }), [], undefined],
  [
    'a newer comparison',
    ruleFile({
      query: 'datasourceUid: __expr__',
      model: 'type: threshold, expression: B, conditions: [{evaluator: {type: gte, params: [1]}}]',
    }),
    ['15:85 warning /groups/0/rules/0/data/0/model/conditions/0/evaluator/type'],
    '11.0',
  ],
  [
    'a threshold for recovery',
    ruleFile({
      query: 'datasourceUid: __expr__',
      model:
        'type: threshold, expression: B, conditions: [{evaluator: {type: gt, params: [1]}, unloadEvaluator: {type: lt, params: [1]}}]',
    }),
    ['15:103 error /groups/0/rules/0/data/0/model/conditions/0/unloadEvaluator'],
    '10.4',
  ],
  [
    'a key that the oldest release requires',
    ruleFile({ rule: 'isPaused: false' }),
    ['7:9 error /groups/0/rules/0/for'],
    '10.1',
  ],
  ['the same just before', ruleFile({ rule: 'isPaused: false' }), ['7:9 error /groups/0/rules/0/for'], '11.3'],
  ['an uncertain release', ruleFile({ rule: 'isPaused: false' }), ['7:9 warning /groups/0/rules/0/for'], '11.4'],
  ['a key that newer releases do not require', ruleFile({ rule: 'isPaused: false' }), [], '11.5'],
  ['a recording rule without a condition', recordingRule, ['6:9 error /groups/0/rules/0/condition'], '12.2'],
  ['the first release that accepts it', recordingRule, [], '12.3'],
  ['an SQL expression where it is disabled', sqlRule, ['15:27 warning /groups/0/rules/0/data/0/model/type'], '13.0'],
  ['the first release in which it is enabled', sqlRule, [], '13.1'],
  ['data sources that are pruned', file('datasources', 'apiVersion: 1\nprune: true'), ['2:1 error /prune'], '11.0'],
  [
    'a newer receiver',
    receiverFile('mqtt', 'brokerUrl: x, topic: y'),
    ['6:15 warning /contactPoints/0/receivers/0/type'],
    '10.4',
  ],
  ['a setting in any release', receiverFile('email', 'addresses: a'), [], '10.1'],
])('%s', (_name, files, expected, target) => {
  expect(places(files, schemaVersion, target)).toEqual(expected);
});

test.each([
  ['notification_settings: {receiver: r}', '10.3', '10.4'],
  ['keepFiringFor: 1m', '12.1', '12.2'],
  ['missing_series_evals_to_resolve: 2', '12.1', '12.2'],
  ['dasboardUid: a', '10.1', '10.2'],
])('%s came after %s with %s', (line, before, first) => {
  const files = ruleFile({ rule: `for: 1m\n        ${line}` });
  const place = `11:9 error /groups/0/rules/0/${line.split(':')[0]}`;
  expect(places(files, schemaVersion, before)).toEqual([place]);
  expect(places(files, schemaVersion, first)).toEqual([]);
});
