import { expect, test } from 'vitest';

import { env, file } from '../grafana/interpolation/refs.ts';
import { neededFiles, neededVariables, type ProvisioningFile } from './needed-variables.ts';

const receivers = [
  { uid: 'chat', type: 'slack', settings: { url: env('HOOK'), recipient: env('CHANNEL') } },
  { uid: 'hook', type: 'webhook', settings: { url: env('HOOK'), authorization_credentials: env('TOKEN') } },
];
const files: readonly ProvisioningFile[] = [
  {
    kind: 'datasources',
    path: 'd.yaml',
    value: {
      datasources: [
        {
          name: 'PG',
          url: env('HOST'),
          jsonData: { x: env('X') },
          secureJsonData: { password: env('PW'), other: file('/s') },
        },
      ],
    },
  },
  { kind: 'alerting', path: 'a.yaml', value: { contactPoints: [{ name: 'chat', receivers }] } },
];

test('every variable is listed once, with its uses, whether it is secret, and whether Grafana refuses to start without it', () => {
  const chat = 'contactPoints[chat].receivers[chat]';
  const hook = 'contactPoints[chat].receivers[hook]';
  const pg = 'datasources[PG]';
  expect(neededVariables(files)).toEqual([
    {
      name: 'CHANNEL',
      uses: [{ file: 'a.yaml', object: chat, field: 'settings.recipient' }],
      secret: false,
      stopsGrafana: false,
      mustNotLookLikeNumber: true,
    },
    {
      name: 'HOOK',
      uses: [
        { file: 'a.yaml', object: chat, field: 'settings.url' },
        { file: 'a.yaml', object: hook, field: 'settings.url' },
      ],
      secret: true,
      stopsGrafana: true,
      mustNotLookLikeNumber: true,
    },
    {
      name: 'HOST',
      uses: [{ file: 'd.yaml', object: pg, field: 'url' }],
      secret: false,
      stopsGrafana: false,
      mustNotLookLikeNumber: false,
    },
    {
      name: 'PW',
      uses: [{ file: 'd.yaml', object: pg, field: 'secureJsonData.password' }],
      secret: true,
      stopsGrafana: false,
      mustNotLookLikeNumber: false,
    },
    {
      name: 'TOKEN',
      uses: [{ file: 'a.yaml', object: hook, field: 'settings.authorization_credentials' }],
      secret: true,
      stopsGrafana: false,
      mustNotLookLikeNumber: true,
    },
    {
      name: 'X',
      uses: [{ file: 'd.yaml', object: pg, field: 'jsonData.x' }],
      secret: false,
      stopsGrafana: false,
      mustNotLookLikeNumber: true,
    },
  ]);
});

test('every file read on the server is listed', () => {
  expect(neededFiles(files)).toEqual([
    { path: '/s', uses: [{ file: 'd.yaml', object: 'datasources[PG]', field: 'secureJsonData.other' }] },
  ]);
});

const receiver = (type: string, settings: object, more: object = {}) => ({
  contactPoints: [{ name: 'n', receivers: [{ uid: 'u', type, settings, ...more }] }],
});
test.each<[string, ProvisioningFile['kind'], object, boolean]>([
  ['a strict bool', 'datasources', { datasources: [{ name: 'n', isDefault: env('A') }] }, true],
  ['a bool of the plugin', 'datasources', { datasources: [{ name: 'n', jsonData: { editable: env('A') } }] }, false],
  [
    'a bool of a receiver',
    'alerting',
    receiver('email', { addresses: 'x' }, { disableResolveMessage: env('A') }),
    true,
  ],
  ['a bool among the settings', 'alerting', receiver('email', { addresses: 'x', singleEmail: env('A') }), true],
  ['a channel beside a webhook', 'alerting', receiver('slack', { url: 'u', recipient: env('A') }), false],
  ['a channel beside a bot token', 'alerting', receiver('slack', { token: file('/t'), recipient: env('A') }), true],
  ['a required key further in', 'alerting', receiver('webhook', { url: 'u', headers: { url: env('A') } }), false],
  ['the receiver of a policy', 'alerting', { policies: [{ receiver: 'r', routes: [{ receiver: env('A') }] }] }, true],
  ['a wait of a policy', 'alerting', { policies: [{ receiver: 'r', group_wait: env('A') }] }, true],
  [
    'a label to match',
    'alerting',
    { policies: [{ receiver: 'r', routes: [{ receiver: 'r', object_matchers: [['env', '=', env('A')]] }] }] },
    false,
  ],
])('whether Grafana refuses to start when %s is unset: %#', (_name, kind, value, stops) => {
  expect(
    neededVariables([{ kind, path: 'f.yaml', value }]).map(({ name, stopsGrafana }) => [name, stopsGrafana]),
  ).toEqual([['A', stops]]);
});

test('a file that is passed through needs the variables in its text', () => {
  const settings = { url: '${HOOK}', recipient: 'ops-$TEAM' };
  const value = Object.defineProperty(receiver('slack', settings), 'asItIs', { value: 'the text' });
  const uses = (field: string) => [{ file: 'f.yaml', object: 'contactPoints[n].receivers[u]', field }];
  expect(neededVariables([{ kind: 'alerting', path: 'f.yaml', value }])).toEqual([
    { name: 'HOOK', uses: uses('settings.url'), secret: true, stopsGrafana: true, mustNotLookLikeNumber: true },
    {
      name: 'TEAM',
      uses: uses('settings.recipient'),
      secret: false,
      stopsGrafana: false,
      mustNotLookLikeNumber: false,
    },
  ]);
});
