import { describe, expect, test } from 'vitest';

import { memoryTree } from '../../folder/file-tree.ts';
import { openFolder } from '../../folder/open-folder.ts';
import { runTests } from './run.ts';
import type { AlertTestSpec, ExpectedMessage } from './test-case.ts';
import { testedFolder } from './tested-folder.ts';

const TEMPLATE = `{{ define "own.title" }}{{ .Status | toUpper }} {{ len .Alerts.Firing }}/{{ len .Alerts }} {{ .CommonLabels.alertname }}{{ end }}
{{ define "own.list" }}{{ range . }}{{ .Labels.host }} {{ .Values.B }} {{ .Annotations.summary }} since {{ .StartsAt.Format "15:04" }};{{ end }}{{ end }}
{{ define "own.text" }}F:{{ template "own.list" .Alerts.Firing }} R:{{ template "own.list" .Alerts.Resolved }}{{ end }}`;

interface Options {
  readonly rule?: string;
  readonly policies?: string;
  readonly receivers?: string;
}

function folder({
  rule = '',
  policies = '{ receiver: chat, group_by: [alertname], group_wait: 30s, group_interval: 5m, repeat_interval: 4h }',
  receivers = `{ uid: chat, type: slack, settings: { title: '{{ template "own.title" . }}', text: '{{ template "own.text" . }}' } }`,
}: Options = {}) {
  return testedFolder(
    openFolder(
      memoryTree(
        new Map([
          ['datasources/a.yaml', 'apiVersion: 1\ndatasources: [{ name: DB, type: mysql, uid: db }]\n'],
          [
            'alerting/all.yaml',
            `
groups:
  - name: g
    folder: F
    interval: 1m
    rules:
      - uid: r
        title: Load
        condition: C
        labels: { severity: critical }
        annotations: { summary: 'Load of {{ $labels.host }}', __dashboardUid__: dash, __panelId__: "7" }
        data:
          - { refId: A, datasourceUid: db, relativeTimeRange: { from: 60, to: 0 }, model: { rawSql: SELECT 1 } }
          - { refId: B, datasourceUid: __expr__, model: { type: reduce, expression: A, reducer: last } }
          - { refId: C, datasourceUid: __expr__, model: { type: threshold, expression: B, conditions: [{ evaluator: { type: gt, params: [5] } }] } }
${rule}
contactPoints: [{ name: chat, receivers: [${receivers}] }, { name: other, receivers: [{ uid: o, type: webhook, settings: { url: 'http://x' } }] }]
muteTimes: [{ name: early, time_intervals: [{ times: [{ start_time: "00:00", end_time: "00:10" }] }] }]
policies: [${policies}]
templates: [{ name: own, template: ${JSON.stringify(TEMPLATE)} }]
`,
          ],
        ]),
        '',
      ),
      '',
    ),
  );
}

type Course = Readonly<Record<string, Readonly<Record<string, number>> | string>>;

/** Rows by time: `{ '0m': { a: 9, b: 1 } }`; a string is an error. */
function frames(course: Course): NonNullable<AlertTestSpec['frames']> {
  return {
    A: Object.fromEntries(
      Object.entries(course).map(([time, values]) => [
        time,
        typeof values === 'string'
          ? { error: values }
          : Object.entries(values).map(([host, value]) => ({ host, value })),
      ]),
    ),
  };
}

async function outcome(tested: ReturnType<typeof folder>, course: Course, spec: Partial<AlertTestSpec>) {
  const full: AlertTestSpec = { name: 't', rule: 'r', frames: frames(course), ...spec };
  const { outcomes } = await runTests(
    [{ kind: 'alert', spec: full, locate: (path) => ({ file: path.join('.') }), folder: '.' }],
    tested,
    { isThere: () => Promise.resolve(false), ask: () => Promise.resolve([]) },
  );
  return outcomes[0];
}

/** The differences from the expected messages, as text. */
async function wrong(
  course: Course,
  messages: Readonly<Record<string, readonly ExpectedMessage[]>>,
  options: Options & { readonly spec?: Partial<AlertTestSpec> } = {},
): Promise<string[]> {
  const ended = await outcome(folder(options), course, { ...options.spec, messages });
  return [
    ...(ended?.problems ?? []).map(({ message }) => message),
    ...(ended?.failures ?? []).flatMap(({ time, difference }) =>
      difference.differences.map(({ part, expected, actual }) => `${time} ${part}: ${expected} | ${actual}`),
    ),
  ];
}

const slack = (title: string, text: string): ExpectedMessage => ({ receiver: 'chat', type: 'slack', title, text });

describe('messages are sent', () => {
  test('after group_wait, with news after group_interval, and when each alert is resolved', async () => {
    expect(
      await wrong(
        { '0m': { a: 9 }, '2m': { a: 9, b: 8 }, '4m': { a: 1, b: 8 }, '12m': { a: 1, b: 1 } },
        {
          '29s': [],
          '30s': [slack('FIRING 1/1 Load', 'F:a 9 Load of a since 00:00; R:')],
          '5m29s': [],
          '5m30s': [slack('FIRING 1/2 Load', 'F:b 8 Load of b since 00:02; R:a 1 Load of a since 00:00;')],
          '10m30s': [],
          '15m30s': [slack('RESOLVED 0/1 Load', 'F: R:b 1 Load of b since 00:02;')],
          '60m': [],
        },
      ),
    ).toEqual([]);
  });

  test('again after repeat_interval, at the next flush of the group', async () => {
    const policies =
      '{ receiver: chat, group_by: [alertname], group_wait: 0s, group_interval: 5m, repeat_interval: 9m }';
    expect(
      await wrong(
        { '0m': { a: 9 } },
        { '0m': [{ firing: 1 }], '9m': [], '10m': [{ firing: 1 }], '19m': [], '20m': [{}] },
        { policies },
      ),
    ).toEqual([]);
  });

  test('one for each group', async () => {
    const policies = '{ receiver: chat, group_by: [host], group_wait: 0s }';
    expect(
      await wrong(
        { '0m': { a: 9, b: 8 } },
        { '0m': [{ labels: { host: 'a' } }, { labels: { host: 'b' } }] },
        { policies },
      ),
    ).toEqual([]);
    const all = '{ receiver: chat, group_by: ["..."], group_wait: 0s }';
    expect(await wrong({ '0m': { a: 9, b: 8 } }, { '0m': [{ firing: 1 }, { firing: 1 }] }, { policies: all })).toEqual(
      [],
    );
  });

  test('to every receiver of a contact point, without resolved messages where they are disabled', async () => {
    const receivers =
      '{ uid: a, type: slack, settings: {} }, { uid: b, type: webhook, disableResolveMessage: true, settings: { url: "http://x" } }';
    const policies = '{ receiver: chat, group_wait: 0s, group_interval: 1m }';
    expect(
      await wrong(
        { '0m': { a: 9 }, '2m': { a: 1 } },
        { '1m': [{ type: 'slack' }, { type: 'webhook' }], '9m': [{ type: 'slack', status: 'resolved' }] },
        { receivers, policies },
      ),
    ).toEqual([]);
  });

  test('through nested routes with inherited settings, and to nobody while they are muted', async () => {
    const policies = `{ receiver: other, group_wait: 0s, group_interval: 1m, routes: [
      { receiver: chat, matchers: ['severity=critical'], mute_time_intervals: [early] } ] }`;
    // An alert that is resolved before the first message is never sent.
    expect(await wrong({ '0m': { a: 9 }, '8m': { a: 1 } }, { '20m': [] }, { policies })).toEqual([]);
    expect(await wrong({ '0m': { a: 9 } }, { '9m': [], '10m': [{ receiver: 'chat' }] }, { policies })).toEqual([]);
    expect(
      await wrong(
        { '0m': { a: 9 } },
        { '1m': [{ receiver: 'chat' }] },
        { policies, spec: { start: '2026-01-05T12:00:00Z' } },
      ),
    ).toEqual([]);
  });

  test('with the notification settings of the rule itself', async () => {
    const rule = '        notification_settings: { receiver: other, group_wait: 0s }';
    expect(await wrong({ '0m': { a: 9 } }, { '0m': [{ receiver: 'other' }] }, { rule })).toEqual([]);
  });
});

describe('when the source does not answer', () => {
  const policies = '{ receiver: chat, group_by: [alertname], group_wait: 0s, group_interval: 1m, repeat_interval: 4h }';
  const course: Course = { '0m': { a: 9 }, '5m': 'connection refused', '12m': { a: 9 }, '15m': { a: 1 } };

  test('a rule that keeps its last state neither resolves nor fires again', async () => {
    const rule = '        execErrState: KeepLast';
    const messages = { '0m': [{ status: 'firing', firing: 1 }], '15m': [{ status: 'resolved' }] } as const;
    expect(await wrong(course, messages, { policies, rule })).toEqual([]);
    expect(
      await wrong({ '0m': { a: 9 }, '15m': { a: 1 } }, messages, {
        policies,
        rule,
        spec: { sources: { db: 'down 5m..12m' } },
      }),
    ).toEqual([]);
  });

  test('a rule in Error sends an error alert, and resolves the alerts of its series after two evaluations', async () => {
    expect(
      await wrong(
        course,
        {
          '0m': [{ labels: { alertname: 'Load' }, firing: 1 }],
          '5m': [{ labels: { alertname: 'DatasourceError', rulename: 'Load' }, firing: 1 }],
          '6m': [{ labels: { alertname: 'Load' }, status: 'resolved' }],
          '11m': [],
          '12m': [
            { labels: { alertname: 'Load' }, firing: 1 },
            { labels: { alertname: 'DatasourceError' }, status: 'resolved' },
          ],
          '15m': [{ labels: { alertname: 'Load' }, status: 'resolved' }],
        },
        { policies, rule: '        execErrState: Error' },
      ),
    ).toEqual([]);
  });

  test('a rule that maps an error to OK resolves at once', async () => {
    expect(
      await wrong(
        course,
        { '0m': [{}], '4m': [], '5m': [{ status: 'resolved' }], '12m': [{ status: 'firing' }] },
        {
          policies,
          rule: '        execErrState: OK',
        },
      ),
    ).toEqual([]);
  });
});

describe('a message', () => {
  const course: Course = { '0m': { a: 9 } };
  const policies = '{ receiver: chat, group_by: [alertname], group_wait: 0s }';
  const sent = (receivers: string, expected: ExpectedMessage, spec: Partial<AlertTestSpec> = {}) =>
    wrong(course, { '0m': [expected] }, { policies, receivers, spec });

  test("of Grafana's own templates, to Slack", async () => {
    expect(
      await sent(
        '{ uid: a, type: slack, settings: { recipient: "#ops", mentionChannel: here } }',
        {
          title: '[FIRING:1] Load (F a critical)',
          text: `**Firing**

Value: A=9, B=9, C=1
Labels:
 - alertname = Load
 - grafana_folder = F
 - host = a
 - severity = critical
Annotations:
 - summary = Load of a
Source: https://grafana.example/g/alerting/grafana/r/view?orgId=1
Silence: https://grafana.example/g/alerting/silence/new?alertmanager=grafana&matcher=__alert_rule_uid__%3Dr&matcher=host%3Da&matcher=severity%3Dcritical&orgId=1
Dashboard: https://grafana.example/g/d/dash?from=1767610800000&orgId=1&to=1767614400000
Panel: https://grafana.example/g/d/dash?from=1767610800000&orgId=1&to=1767614400000&viewPanel=7
`,
          payload: {
            channel: '#ops',
            username: 'Grafana',
            attachments: [
              {
                color: '#D63232',
                title_link: 'https://grafana.example/g/alerting/grafana/r/view?orgId=1',
                pretext: '<!here|here>',
              },
            ],
          },
        },
        { external_url: 'https://grafana.example/g/', start: '2026-01-05T12:00:00Z' },
      ),
    ).toEqual([]);
  });

  test('to PagerDuty, by email and to a webhook', async () => {
    expect(
      await sent('{ uid: a, type: pagerduty, settings: { severity: "{{ .CommonLabels.severity }}", class: c } }', {
        title: '[FIRING:1] Load (F a critical)',
        payload: {
          event_action: 'trigger',
          payload: {
            severity: 'critical',
            class: 'c',
            component: 'Grafana',
            custom_details: { num_firing: '1', num_resolved: '0', resolved: '' },
          },
        },
      }),
    ).toEqual([]);
    expect(
      await sent(
        `{ uid: a, type: email, settings: { addresses: a@example.com, subject: '{{ template "own.title" . }}' } }`,
        {
          payload: { subject: 'FIRING 1/1 Load', message: '', single_email: false },
        },
      ),
    ).toEqual([]);
    expect(
      await sent('{ uid: a, type: webhook, settings: { url: "http://x" } }', {
        contains: ['**Firing**'],
        payload: {
          receiver: 'chat',
          status: 'firing',
          state: 'alerting',
          groupLabels: { alertname: 'Load' },
          truncatedAlerts: 0,
          alerts: [
            {
              status: 'firing',
              labels: { host: 'a', grafana_folder: 'F' },
              annotations: { summary: 'Load of a' },
              startsAt: '1970-01-01T00:00:00Z',
              values: { B: 9 },
              valueString:
                "[ var='A' labels={host=a} value=9 ], [ var='B' labels={host=a} value=9 ], [ var='C' labels={host=a} value=1 ]",
            },
          ],
        },
      }),
    ).toEqual([]);
  });

  test("in a webhook's own form", async () => {
    const template =
      '{{ define "body" }}{{ coll.Dict "n" (len .Alerts) "names" (coll.Slice .Status .Receiver) | data.ToJSON }}{{ end }}{{ template "body" . }}';
    expect(
      await sent(
        `{ uid: a, type: webhook, settings: { url: "http://x", payload: { template: ${JSON.stringify(template)} } } }`,
        {
          payload: { n: 1, names: ['firing', 'chat'] },
        },
      ),
    ).toEqual([]);
  });

  test('whose template fails or is not supported does not pass', async () => {
    expect(
      await sent(`{ uid: a, type: slack, settings: { title: '{{ template "gone" . }}', text: '{{ .Nope }}' } }`, {}),
    ).toEqual([
      '0m template: a string | the template fails: template "gone" not defined',
      "0m template: a string | the template fails: can't evaluate field Nope in type *templates.ExtendedData",
    ]);
    expect(
      await sent(`{ uid: a, type: slack, settings: { text: '{{ (index .Alerts 0).Fingerprint }}' } }`, {}),
    ).toEqual(['0m template: a string | pf-grafana does not know .Fingerprint, so it cannot tell what is sent']);
    expect(await sent('{ uid: a, type: sensugo, settings: {} }', { title: 'x' })).toEqual([
      '0m title: x | unknown: pf-grafana does not know what a sensugo message looks like',
    ]);
  });

  test('that is missing, unexpected or different is reported', async () => {
    expect(await wrong(course, { '0m': [] }, { policies })).toEqual(['0m message: none | firing: FIRING 1/1 Load']);
    expect(await wrong(course, { '0m': [{}, { receiver: 'other' }] }, { policies })).toEqual([
      '0m message: sent | none',
    ]);
    expect(
      await wrong(
        course,
        { '0m': [{ status: 'resolved', firing: 2, contains: ['b'], payload: { channel: 'x' } }] },
        { policies },
      ),
    ).toEqual([
      '0m status: resolved | firing',
      '0m firing: 2 | 1',
      '0m contains: b | F:a 9 Load of a since 00:00; R:',
      '0m payload.channel: x | -',
    ]);
  });
});

test('a failure shows the result of each query at that time, and the nearest instance', async () => {
  const ended = await outcome(
    folder(),
    { '0m': { a: 9, b: 1 } },
    { expect: { '0m': [{ labels: { host: 'c' } }, {}] } },
  );
  expect(ended?.failures[0]?.why).toEqual([
    'A  {host="a"} 9, {host="b"} 1',
    'B  {host="a"} 9, {host="b"} 1',
    'C  {host="a"} 1, {host="b"} 0',
    'nearest instance: {alertname="Load", host="a", severity="critical"} is Alerting',
  ]);
});

test.each([[{ sources: { db: 'down 5m' } }, '"sources.db" does not say when the source is down: "down 5m".']])(
  '%j is refused',
  async (spec, message) => {
    const { checkAlertTest } = await import('./check.ts');
    const checked = checkAlertTest({ name: 't', rule: 'r', expect: {}, ...spec }, () => ({ file: '' }));
    expect('problems' in checked ? checked.problems.map((problem) => problem.message) : []).toEqual([message]);
  },
);

test('a source that the rule does not use is rejected', async () => {
  const ended = await outcome(folder(), {}, { expect: {}, sources: { prometheus: 'down 5m..' } });
  expect(ended?.problems.map(({ id, hint }) => `${id}: ${hint}`)).toEqual([
    'alert-test/unknown-source: Its sources are db, DB, mysql.',
  ]);
});
