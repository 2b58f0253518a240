import { expect, test } from 'vitest';

import { datasourceFile, file, places, receiverFile, ruleFile } from '../../test/support/schema-files.ts';
import { schemaRequired } from './schema-required.ts';

test.each([
  ['everything that is required', ruleFile({}), []],
  ['a group without a folder', ruleFile({ group: 'orgId: 1' }), ['3:5 error /groups/0/folder']],
  ['a blank folder', ruleFile({ group: 'folder: " "' }), ['5:13 error /groups/0/folder']],
  ['a folder without a value', ruleFile({ group: 'folder:' }), ['5:5 error /groups/0/folder']],
  ['a folder from the environment', ruleFile({ group: 'folder: $FOLDER' }), []],
  [
    'a query without its source',
    ruleFile({ query: 'queryType: ""' }),
    ['12:13 error /groups/0/rules/0/data/0/datasourceUid'],
  ],
  [
    'no queries',
    file(
      'alerting',
      'groups: [{name: g, folder: f, interval: 1m, rules: [{uid: a, title: A, condition: A, data: []}]}]',
    ),
    ['1:92 error /groups/0/rules/0/data'],
  ],
  [
    'a rule without a condition',
    file(
      'alerting',
      'groups: [{name: g, folder: f, interval: 1m, rules: [{uid: a, title: A, data: [{refId: A, datasourceUid: __expr__, model: {type: math, expression: "1"}}]}]}]',
    ),
    ['1:53 error /groups/0/rules/0/condition'],
  ],
  [
    'a recording rule needs none',
    file(
      'alerting',
      'groups: [{name: g, folder: f, interval: 1m, rules: [{uid: a, title: A, record: {metric: m, from: A}, data: [{refId: A, datasourceUid: __expr__, model: {type: math, expression: "1"}}]}]}]',
    ),
    [],
  ],
  [
    'a threshold without conditions',
    ruleFile({ query: 'datasourceUid: __expr__', model: 'type: threshold, expression: B' }),
    ['15:20 error /groups/0/rules/0/data/0/model/conditions'],
  ],
  [
    'a reducer that replaces values with nothing',
    ruleFile({
      query: 'datasourceUid: __expr__',
      model: 'type: reduce, expression: B, reducer: last, settings: {mode: replaceNN}',
    }),
    ['15:75 error /groups/0/rules/0/data/0/model/settings/replaceWithValue'],
  ],
  ['a Slack receiver by webhook', receiverFile('slack', 'url: $URL'), []],
  ['a Slack receiver by token', receiverFile('slack', 'token: $T, recipient: "#a"'), []],
  [
    'a Slack receiver with only a token',
    receiverFile('slack', 'token: $T'),
    ['7:19 error /contactPoints/0/receivers/0/settings/recipient'],
  ],
  ['no settings', receiverFile('webex', ''), ['7:19 error /contactPoints/0/receivers/0/settings/bot_token']],
  [
    'an integration without its key',
    receiverFile('pagerduty', 'severity: critical'),
    ['7:19 error /contactPoints/0/receivers/0/settings/integrationKey'],
  ],
  ['a setting in another case is present', receiverFile('teams', 'URL: $U'), []],
  [
    'a route without a receiver, which route/receiver reports',
    file('alerting', 'policies:\n  - receiver: a\n    routes:\n      - group_wait: 1s'),
    [],
  ],
  [
    'data sources without a version',
    file('datasources', 'datasources:\n  - {name: d, type: loki, uid: d}'),
    ['1:1 error /apiVersion'],
  ],
  [
    'data sources in the oldest form',
    file('datasources', 'datasources:\n  - {name: d, type: loki, org_id: 1}'),
    ['1:1 warning /apiVersion'],
  ],
  ['providers in the oldest form', file('dashboards', '- name: p\n  org_id: 1\n  options: {path: /p}'), []],
  [
    'a provider in the oldest form without a path',
    file('dashboards', '- name: p\n  options: {}'),
    ['2:12 error /0/options/path'],
  ],
  [
    'no choice of folders',
    file('dashboards', 'apiVersion: 1\nproviders: [{name: p, options: {path: /p, foldersFromFilesStructure: }}]'),
    [],
  ],
  [
    'a provider without a path',
    file('dashboards', 'apiVersion: 1\nproviders: [{name: p, options: {}}]'),
    ['2:32 error /providers/0/options/path'],
  ],
  [
    'a correlation without a description',
    datasourceFile('type: loki', 'correlations: [{targetUID: x, label: y}]'),
    ['5:20 error /datasources/0/correlations/0/description'],
  ],
  ['an app without a type', file('plugins', 'apps:\n  - org_id: 1'), ['2:5 error /apps/0/type']],
  ['an empty file', file('alerting', '# nothing yet'), []],
])('%s', (_name, files, expected) => {
  expect(places(files, schemaRequired)).toEqual(expected);
});
