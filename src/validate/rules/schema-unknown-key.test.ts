import { expect, test } from 'vitest';

import { datasourceFile, file, receiverFile, ruleFile } from '../../test/support/schema-files.ts';
import { diagnosticsOf } from '../../test/support/validated.ts';
import { schemaUnknownKey } from './schema-unknown-key.ts';

const MISSPELT = '5:5 error Data source "d" has the key databse … Did you mean database?';

test.each([
  ['the right case', datasourceFile('type: prometheus', 'orgId: 2'), []],
  [
    'the wrong case',
    datasourceFile('type: prometheus', 'orgID: 2'),
    ['5:5 error Data source "d" has the key orgID … Did you mean orgId?'],
  ],
  [
    'a password in the wrong place',
    datasourceFile('type: postgres', 'password: $P'),
    ['5:5 error Data source "d" has the key password … Move it to secureJsonData.password.'],
  ],
  ['a password of the old form without a value', datasourceFile('type: postgres', 'password: ""'), []],
  ['a misspelt key without a value', datasourceFile('type: postgres', 'databse: ""'), [MISSPELT]],
  [
    'secure settings, which receivers do not have',
    file(
      'alerting',
      'contactPoints:\n  - name: c\n    receivers:\n      - uid: r\n        type: webhook\n        settings: {url: $U}\n        secureSettings: {password: $P}',
    ),
    [
      '7:9 error Receiver "r" of contact point "c" has the key secureSettings … Move it to settings, where Grafana itself encrypts what is secret.',
    ],
  ],
  [
    'a setting that the plugin does not read',
    datasourceFile('type: loki', 'jsonData: {httpMethod: POST}'),
    ['5:16 warning Data source "d" has the key jsonData.httpMethod … Known keys:'],
  ],
  [
    'a setting in the wrong case',
    datasourceFile('type: loki', 'jsonData: {maxlines: "10"}'),
    ['5:16 error Data source "d" has the key jsonData.maxlines … Did you mean maxLines?'],
  ],
  [
    'custom headers',
    datasourceFile('type: loki', 'jsonData: {httpHeaderName1: X}', 'secureJsonData: {httpHeaderValue1: $V}'),
    [],
  ],
  ['settings of an unknown plugin', datasourceFile('type: acme-datasource', 'jsonData: {anything: 1}'), []],
  ['the keys of the oldest form', file('datasources', 'datasources:\n  - name: d\n    org_id: 1'), []],
  [
    'a typo at the top',
    file('alerting', 'apiVersion: 1\ngroup: []'),
    ['2:1 error File provisioning/alerting/a.yaml has the key group … Did you mean groups?'],
  ],
  [
    'a key of the API',
    ruleFile({ rule: 'keep_firing_for: 1m' }),
    ['10:9 error Rule "A" has the key keep_firing_for … Did you mean keepFiringFor?'],
  ],
  [
    'a typo in a query',
    ruleFile({ query: 'dataSourceUid: p' }),
    ['14:13 error Query A of rule "A" has the key dataSourceUid … Did you mean datasourceUid?'],
  ],
  ['a model with keys of its plugin', ruleFile({ model: 'refId: A, whatever: 1' }), []],
  [
    'a setting of another receiver',
    receiverFile('slack', 'url: $U, message: x'),
    ['7:29 error Receiver "r" of contact point "c" has the key settings.message … Known keys:'],
  ],
  [
    'a setting in another case',
    receiverFile('email', 'addresses: a, Subject: x'),
    ['7:34 warning Receiver "r" of contact point "c" has the key settings.Subject … Write subject.'],
  ],
  [
    'a route below the root',
    file('alerting', 'policies:\n  - receiver: a\n    routes:\n      - receiver: b\n        object_matcher: []'),
    ['5:9 error Route to "b" (no matcher) has the key object_matcher … Did you mean object_matchers?'],
  ],
  [
    'app plugins, in snake case',
    file('plugins', 'apps:\n  - type: acme-app\n    orgId: 2'),
    ['3:5 error File provisioning/plugins/a.yaml has the key apps[0].orgId … Did you mean org_id?'],
  ],
  [
    'a misspelt required key, reported once',
    file('dashboards', 'apiVersion: 1\nproviders:\n  - nam: p\n    options: {path: /p}'),
    ['3:5 error Provider "" has the key nam … Did you mean name?'],
  ],
])('%s', (_name, files, expected) => {
  const said = diagnosticsOf(files, [schemaUnknownKey]).map(
    ({ at, severity, message, hint = '' }) =>
      `${at?.line}:${at?.column} ${severity} ${message.split(', which')[0]} … ${hint}`,
  );
  expect(said).toEqual(expected.map((line) => (line.endsWith('Known keys:') ? expect.stringContaining(line) : line)));
});
