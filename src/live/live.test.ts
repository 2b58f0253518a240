import { describe, expect, onTestFinished, test } from 'vitest';

import { memoryTree } from '../folder/file-tree.ts';
import { openFolder } from '../folder/open-folder.ts';
import { fakeGrafana, type GrafanaState, loadedState } from '../test/support/fake-grafana.ts';
import { asking, serverOf } from './grafana-api.ts';
import { checkLive } from './live.ts';

const FILES = {
  'dashboards/Web/web.json': JSON.stringify({
    uid: 'web',
    title: 'Web',
    panels: [{ id: 1, type: 'stat', title: 'Rate', fieldConfig: { defaults: { unit: 's' } }, targets: [] }],
  }),
  'provisioning/dashboards/all.yaml':
    'apiVersion: 1\nproviders:\n  - {name: all, type: file, options: {path: /var/lib/grafana/dashboards, foldersFromFilesStructure: true}}\n',
  'provisioning/datasources/all.yaml':
    "apiVersion: 1\ndatasources:\n  - {name: Prom, uid: prom, type: prometheus, url: 'http://prom:9090', jsonData: {timeInterval: 15s}, secureJsonData: {password: $PROM_PASSWORD}}\n",
  'provisioning/alerting/all.yaml': `apiVersion: 1
groups:
  - name: web
    folder: Web
    interval: 1m
    rules:
      - uid: slow
        title: Slow
        condition: C
        for: 5m
        keepFiringFor: 2m
        noDataState: NoData
        execErrState: Error
        dashboardUid: web
        panelId: 1
        labels: {severity: critical, note: '$$5'}
        annotations: {summary: '{{ $labels.job }} is slow'}
        data:
          - {refId: A, datasourceUid: prom, relativeTimeRange: {from: 600, to: 0}, model: {refId: A, expr: 'avg(x{job="$job"})', instant: true}}
          - {refId: C, datasourceUid: __expr__, model: {refId: C, type: threshold, expression: A, conditions: [{evaluator: {type: gt, params: [15]}}]}}
contactPoints:
  - {name: chat, receivers: [{uid: chat, type: slack, settings: {url: $CHAT_URL, title: Alert}}, {uid: mail, type: email, settings: {addresses: $MAIL}}]}
policies:
  - {receiver: chat, group_by: [alertname], group_wait: 30s, routes: [{receiver: chat, object_matchers: [[severity, '=', critical]]}]}
muteTimes:
  - {name: night, time_intervals: [{times: [{start_time: '22:00', end_time: '24:00'}]}]}
templates:
  - {name: text, template: '{{ define "text" }}one{{ end }}'}
`,
};

const folder = openFolder(memoryTree(new Map(Object.entries(FILES)), 'out'), 'provisioning');

/** `id message` of every finding. */
async function wrong(change: (state: GrafanaState) => void = () => undefined): Promise<string[]> {
  const state = loadedState(folder);
  change(state);
  const { url, server } = await fakeGrafana(state);
  onTestFinished(() => void server.close());
  const { version, checked } = await checkLive(folder, asking(serverOf(url, state.token)));
  expect(version).toBe('12.4.0');
  expect(checked.map(({ kind }) => kind)).toEqual([
    'dashboard',
    'rule group',
    'rule',
    'contact point',
    'policies',
    'mute timing',
    'template',
    'data source',
  ]);
  return checked.flatMap(({ findings }) => findings.map(({ id, message }) => `${id} ${message}`));
}

const DRIFT = 'differs from the folder (Grafana -> folder):';

test('a Grafana that has loaded the folder has no findings, despite the defaults it adds', async () => {
  expect(await wrong()).toEqual([]);
});

test('durations in another form, and fields the folder does not set, are equal', async () => {
  const change = (state: GrafanaState) => {
    Object.assign(state.rules[0] ?? {}, { for: '300s', labels: { severity: 'critical', note: '$5' } });
    Object.assign(state.policies, { group_interval: '5m' });
  };
  expect(await wrong(change)).toEqual([]);
});

describe('it reports', () => {
  test.each<[string, (state: GrafanaState) => void, string[]]>([
    ['a missing dashboard', (state) => state.dashboards.clear(), ['live/missing Dashboard "Web" is not in Grafana.']],
    ['a missing rule', (state) => (state.rules = []), ['live/missing Rule "Slow" is not in Grafana.']],
    [
      'a missing contact point',
      (state) => (state.contactPoints = []),
      ['live/missing Contact point "chat" is not in Grafana.'],
    ],
    [
      'a missing receiver',
      (state) => state.contactPoints.pop(),
      ['live/missing Receiver "mail" of contact point "chat" is not in Grafana.'],
    ],
    [
      'a missing mute timing',
      (state) => (state.muteTimings = []),
      ['live/missing Mute timing "night" is not in Grafana.'],
    ],
    ['a missing template', (state) => (state.templates = []), ['live/missing Template "text" is not in Grafana.']],
    [
      'a missing data source',
      (state) => (state.datasources = []),
      ['live/missing Data source "Prom" is not in Grafana.'],
    ],
  ])('%s', async (_name, change, expected) => expect(await wrong(change)).toEqual(expected));

  test.each<[string, (state: GrafanaState) => void, string[]]>([
    [
      'a dashboard that somebody changed',
      (state) => {
        const panels = (state.dashboards.get('web')?.dashboard['panels'] ?? []) as { fieldConfig: object }[];
        for (const panel of panels) panel.fieldConfig = { defaults: { unit: 'ms' } };
      },
      [`live/drifted Dashboard "Web" ${DRIFT}\n  Panel "Rate": unit: ms -> s`],
    ],
    [
      'a dashboard in another folder',
      (state) => Object.assign(state.dashboards.get('web')?.meta ?? {}, { folderTitle: 'Old' }),
      [`live/drifted Dashboard "Web" ${DRIFT}\n  folder: Old -> Web`],
    ],
    [
      'a rule that waits longer',
      (state) => Object.assign(state.rules[0] ?? {}, { for: '10m' }),
      [`live/drifted Rule "Slow" ${DRIFT}\n  for: 10m -> 5m`],
    ],
    [
      'a rule with another query',
      (state) => {
        const { data } = state.rules[0] as { data: { model: Record<string, unknown> }[] };
        for (const { model } of data.slice(0, 1)) model['expr'] = 'max(x)';
      },
      [`live/drifted Rule "Slow" ${DRIFT}\n  query A changed`],
    ],
    [
      'a rule in another group and folder',
      (state) => {
        Object.assign(state.rules[0] ?? {}, { ruleGroup: 'old' });
        for (const group of state.groups) Object.assign(group, { name: 'old', file: 'Old' });
      },
      [`live/drifted Rule "Slow" ${DRIFT}\n  folder: Old -> Web\n  group: old -> web`],
    ],
    [
      'a group that is evaluated less often',
      (state) => state.groups.forEach((group) => (group.interval = 300)),
      [`live/drifted Rule group "web" ${DRIFT}\n  interval: 300s -> 1m`],
    ],
    [
      'a receiver with another title; secrets are not shown, and an unknown variable matches any value',
      (state) => {
        Object.assign(state.contactPoints[0]?.['settings'] ?? {}, { title: 'Old' });
        Object.assign(state.contactPoints[1]?.['settings'] ?? {}, { addresses: 'a@example.com' });
      },
      [`live/drifted Contact point "chat" ${DRIFT}\n  receiver "chat", title: Old -> Alert`],
    ],
    [
      'policies with another wait and without one route',
      (state) => Object.assign(state.policies, { group_wait: '5m', routes: [] }),
      [
        `live/drifted The root of the notification policies ${DRIFT}\n  The root: group_wait: 5m -> 30s\n  Route severity=critical -> chat: added`,
      ],
    ],
    [
      'a mute timing',
      (state) =>
        Object.assign(state.muteTimings[0] ?? {}, {
          time_intervals: [{ times: [{ start_time: '21:00', end_time: '24:00' }] }],
        }),
      [`live/drifted Mute timing "night" ${DRIFT}\n  time interval 1, time 1, start_time: 21:00 -> 22:00`],
    ],
    [
      'a template',
      (state) => Object.assign(state.templates[0] ?? {}, { template: 'other' }),
      [`live/drifted Template "text" ${DRIFT}\n  text: 1 lines removed, 1 added`],
    ],
    [
      'a data source with another URL',
      (state) => Object.assign(state.datasources[0] ?? {}, { url: 'http://old:9090' }),
      [`live/drifted Data source "Prom" ${DRIFT}\n  url: http://old:9090 -> http://prom:9090`],
    ],
  ])('drifted: %s', async (_name, change, expected) => expect(await wrong(change)).toEqual(expected));

  test.each<[string, (state: GrafanaState) => void, string[]]>([
    [
      'a dashboard that somebody saved by hand',
      (state) => Object.assign(state.dashboards.get('web')?.meta ?? {}, { provisioned: false }),
      ['live/foreign Dashboard "Web" is in Grafana, but not from a provisioning folder.'],
    ],
    [
      'rules, policies and other objects created through the API',
      (state) => {
        for (const object of [...state.rules, state.policies, ...state.muteTimings, ...state.templates])
          object['provenance'] = 'api';
      },
      [
        'live/foreign Rule "Slow" is in Grafana, but not from a provisioning folder.',
        'live/foreign The root of the notification policies is in Grafana, but not from a provisioning folder.',
        'live/foreign Mute timing "night" is in Grafana, but not from a provisioning folder.',
        'live/foreign Template "text" is in Grafana, but not from a provisioning folder.',
      ],
    ],
    [
      'a data source that can be edited',
      (state) => Object.assign(state.datasources[0] ?? {}, { readOnly: false }),
      ['live/foreign Data source "Prom" is in Grafana, but not from a provisioning folder.'],
    ],
  ])('not provisioned: %s', async (_name, change, expected) => expect(await wrong(change)).toEqual(expected));

  test.each<[string, (state: GrafanaState) => void, string[]]>([
    [
      'a data source that does not answer',
      (state) => state.health.set('prom', [400, { status: 'ERROR', message: 'dial tcp: connection refused' }]),
      ['live/unhealthy Data source "Prom" does not work: dial tcp: connection refused'],
    ],
    [
      'a data source without its password',
      (state) => Object.assign(state.datasources[0] ?? {}, { secureJsonFields: {} }),
      ['live/unhealthy Data source "Prom" has no password.'],
    ],
    [
      'a rule whose query fails',
      (state) =>
        Object.assign(state.groups[0]?.rules[0] ?? {}, { health: 'error', lastError: 'bad_data: parse error' }),
      ['live/unhealthy Rule "Slow" fails: bad_data: parse error'],
    ],
    [
      'a rule that was not evaluated yet',
      (state) => Object.assign(state.groups[0]?.rules[0] ?? {}, { health: 'unknown' }),
      ['live/unhealthy Rule "Slow" has not been evaluated yet.'],
    ],
    ['a rule that is not evaluated', (state) => (state.groups = []), ['live/unhealthy Rule "Slow" is not evaluated.']],
  ])('unhealthy: %s', async (_name, change, expected) => expect(await wrong(change)).toEqual(expected));

  test('no data, and a data source whose plugin has no health check, are not findings', async () => {
    const change = (state: GrafanaState) => {
      Object.assign(state.groups[0]?.rules[0] ?? {}, { health: 'nodata' });
      state.health.set('prom', [404, { messageId: 'plugin.notRegistered', message: 'Plugin not registered' }]);
    };
    expect(await wrong(change)).toEqual([]);
  });
});
