import { readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import { memoryTree } from '../folder/file-tree.ts';
import { openFolder } from '../folder/open-folder.ts';
import { diffFolders } from './diff-folder.ts';

const CHAIN = (type: string, params: string, reducer = 'last') =>
  `[{refId: A, datasourceUid: prom, relativeTimeRange: {from: 600, to: 0}, model: {expr: 'max by (job) (http_seconds{env="prod"})', instant: true}}, {refId: B, datasourceUid: __expr__, model: {type: reduce, expression: A, reducer: ${reducer}}}, {refId: C, datasourceUid: __expr__, model: {type: threshold, expression: B, conditions: [{evaluator: {type: ${type}, params: ${params}}}]}}]`;

const FOLDER = `apiVersion: 1
groups:
  - name: web
    folder: Web
    interval: 1m
    rules:
      - {uid: slow, title: Slow, condition: C, for: 5m, noDataState: NoData, execErrState: Error, labels: {severity: critical, team: web}, data: ${CHAIN('gt', '[15]', 'max')}}
      - {uid: quiet, title: Quiet, condition: C, for: 0s, noDataState: NoData, execErrState: KeepLast, labels: {severity: warning}, data: ${CHAIN('lt', '[1]', 'min')}}
      - {uid: direct, title: Direct, condition: C, for: 0s, labels: {severity: info}, notification_settings: {receiver: mail, repeat_interval: 4h}, data: ${CHAIN('within_range', '[1, 5]')}}
contactPoints:
  - {name: chat, receivers: [{uid: chat, type: slack, settings: {url: $CHAT_URL, recipient: '#web', mentionChannel: here}}]}
  - {name: pager, receivers: [{uid: pager, type: pagerduty, settings: {integrationKey: $PAGER_KEY, severity: critical}}]}
  - {name: mail, receivers: [{uid: mail, type: email, settings: {addresses: 'a@example.com, b@example.com'}}]}
  - {name: hook, receivers: [{uid: hook, type: webhook, settings: {url: $HOOK_URL}, disableResolveMessage: false}]}
policies:
  - receiver: chat
    group_by: [alertname, job]
    routes:
      - {receiver: pager, object_matchers: [[severity, '=', critical]], group_wait: 30s, group_interval: 5m, repeat_interval: 4h, continue: true}
      - {receiver: hook, object_matchers: [[severity, '=', critical]], mute_time_intervals: [night]}
      - {receiver: mail, object_matchers: [[severity, '=', info]], active_time_intervals: [office]}
      - {receiver: hook, object_matchers: [[team, '=', nobody]]}
muteTimes:
  - {name: night, time_intervals: [{times: [{start_time: '22:00', end_time: '24:00'}]}]}
  - {name: office, time_intervals: [{times: [{start_time: '08:00', end_time: '18:00'}], weekdays: ['monday:friday']}]}
  - {name: unused, time_intervals: [{times: [{start_time: '08:00', end_time: '18:00'}]}]}
`;
const SOURCES = `apiVersion: 1
datasources:
  - {name: Prom, uid: prom, type: prometheus, url: 'http://prom:9090', secureJsonData: {basicAuthPassword: $PROM_PASSWORD}}
`;

type Files = Readonly<Record<string, string>>;
const BEFORE: Files = { 'alerting/all.yaml': FOLDER, 'datasources/all.yaml': SOURCES };

function risks(after: Files): string[] {
  const open = (files: Files) => openFolder(memoryTree(new Map(Object.entries(files)), ''), '');
  return diffFolders(open(BEFORE), open(after)).flatMap(({ label, changes }) =>
    changes.flatMap(({ part, risks: found = [] }) =>
      found.map(({ id, message }) => `${id}  ${part ?? label}: ${message}`),
    ),
  );
}

function edited(from: string | RegExp, to: string, file = 'alerting/all.yaml'): Files {
  const text = BEFORE[file] ?? '';
  const changed = text.replace(from, () => to);
  if (changed === text) throw new Error(`The edit changes nothing: ${String(from)}`);
  return { ...BEFORE, [file]: changed };
}

const LATER = 'Alerts are held back at times when they used to be sent.';
const SILENT_VALUES = 'It no longer fires at values at which it fired before.';

describe('fewer people are notified', () => {
  test.each<[string, Files, string[]]>([
    [
      'a severity that only sends mail',
      edited('severity: critical, team: web', 'severity: info, team: web'),
      ['not-told  Rule "Slow": pager and hook are no longer notified of it.'],
    ],
    [
      'a label that no route matches',
      edited('severity: critical, team: web', 'team: web'),
      [
        'not-told  Rule "Slow": pager and hook are no longer notified of it: no route matches it, so only the root of the policies takes it.',
      ],
    ],
    [
      'another receiver of a rule itself',
      edited('notification_settings: {receiver: mail', 'notification_settings: {receiver: chat'),
      ['not-told  Rule "Direct": mail is no longer notified of it.'],
    ],
    [
      "a route's pager replaced",
      edited('{receiver: pager, object_matchers', '{receiver: mail, object_matchers'),
      ['not-told  Route severity=critical -> mail: pager is no longer notified of "Slow".'],
    ],
    [
      'a route removed',
      edited(/ {6}- \{receiver: pager.*\n/, ''),
      ['not-told  Route severity=critical -> pager: pager is no longer notified of "Slow".'],
    ],
    [
      'a route that no longer continues',
      edited('4h, continue: true', '4h'),
      ['not-told  Notification policies: hook is no longer notified of "Slow".'],
    ],
    [
      'a route with narrower matchers',
      edited("[[severity, '=', critical]], group_wait", "[[severity, '=', critical], [team, '=', core]], group_wait"),
      ['not-told  Route severity=critical, team=core -> pager: pager is no longer notified of "Slow".'],
    ],
    [
      'a new route before the others',
      edited('    routes:\n', "    routes:\n      - {receiver: mail, object_matchers: [[team, '=', web]]}\n"),
      [
        'not-told  Notification policies: pager is no longer notified of "Slow".',
        'not-told  Notification policies: hook is no longer notified of "Slow".',
      ],
    ],
    [
      'a route for alerts of no rule in the folder',
      edited(/ {6}- \{receiver: hook, object_matchers: \[\[team.*\n/, ''),
      ['not-told  Route team=nobody -> hook: hook no longer gets alerts with team=nobody.'],
    ],
    [
      'the root, which takes the alerts of rules without a route',
      edited('- receiver: chat\n', '- receiver: mail\n'),
      ['not-told  The root: chat is no longer notified of "Quiet".'],
    ],
    [
      'a contact point that lost its only receiver',
      edited(/receivers: \[\{uid: chat[^\]]*\]/, 'receivers: []'),
      ['rule-silent  Contact point "chat": Nobody is notified of "Quiet" any more.'],
    ],
    [
      'mail instead of the pager',
      edited(/type: pagerduty, settings: \{[^}]*\}/, 'type: email, settings: {addresses: a@example.com}'),
      ['not-told  Contact point "pager": The people behind pagerduty are no longer notified.'],
    ],
    [
      'one address fewer',
      edited(', b@example.com', ''),
      ['not-told  Contact point "mail": Mail is no longer sent to b@example.com.'],
    ],
    [
      'another channel',
      edited("recipient: '#web'", "recipient: '#noise'"),
      ['not-told  Contact point "chat": The people behind the former address are no longer notified.'],
    ],
    [
      'the address of another receiver',
      edited('url: $HOOK_URL', 'url: $CHAT_URL'),
      ['not-told  Contact point "hook": The people behind the former address are no longer notified.'],
    ],
    [
      'no mentions any more',
      edited(', mentionChannel: here', ''),
      ['not-told  Contact point "chat": The people who were mentioned are no longer mentioned.'],
    ],
    [
      'a less urgent page',
      edited('$PAGER_KEY, severity: critical', '$PAGER_KEY, severity: info'),
      ['not-told  Contact point "pager": PagerDuty treats its alerts as less urgent, and may not call anybody.'],
    ],
    [
      'no resolved message',
      edited('disableResolveMessage: false', 'disableResolveMessage: true'),
      ['not-told  Contact point "hook": It is no longer notified when an alert is resolved.'],
    ],
    [
      'a message that lists only some alerts',
      edited('settings: {url: $HOOK_URL}', 'settings: {url: $HOOK_URL, maxAlerts: 5}'),
      ['not-told  Contact point "hook": A message lists at most 5 alerts.'],
    ],
    [
      'a reset of the policies that the folder does not hold',
      edited(/policies:[^]*(?=muteTimes)/, 'resetPolicies: [2]\n'),
      ['not-told  What Grafana is told to delete: Every alert goes to the default contact point.'],
    ],
    [
      'a deleted contact point from outside the folder',
      edited('contactPoints:', 'deleteContactPoints: [{uid: other}]\ncontactPoints:'),
      ['not-told  What Grafana is told to delete: The people behind it are no longer notified.'],
    ],
  ])('%s', (_name, after, expected) => expect(risks(after)).toEqual(expected));

  test('a new tree replaces the one that the running Grafana has', () => {
    const open = (text: string) => openFolder(memoryTree(new Map([['alerting/all.yaml', text]]), ''), '');
    const [object] = diffFolders(open('apiVersion: 1\n'), open('policies: [{receiver: chat}]\n'));
    expect(object?.changes[0]?.risks?.map(({ id }) => id)).toEqual(['not-told']);
  });
});

describe('notifications come later', () => {
  test.each<[string, Files, string[]]>([
    [
      'a longer first wait',
      edited('group_wait: 30s', 'group_wait: 5m'),
      ['told-later  Route severity=critical -> pager: The first message comes later.'],
    ],
    [
      'more time between updates',
      edited('group_interval: 5m', 'group_interval: 1h'),
      ['told-later  Route severity=critical -> pager: Updates about a group that is already notified come later.'],
    ],
    [
      'less frequent reminders',
      edited('repeat_interval: 4h, continue', 'repeat_interval: 24h, continue'),
      ['told-later  Route severity=critical -> pager: Reminders of an alert that is still firing come less often.'],
    ],
    [
      "a longer wait of the root, which others inherit, where Grafana's own was 30 s",
      edited('group_by: [alertname, job]', 'group_by: [alertname, job]\n    group_wait: 10m'),
      ['told-later  The root: The first message comes later.'],
    ],
    ["a wait that is left to Grafana's own of 5 minutes", edited('group_interval: 5m, ', ''), []],
    ['a shorter wait', edited('group_wait: 30s', 'group_wait: 10s'), []],
    [
      'messages per alert that become messages per group',
      edited('[alertname, job]', '[alertname]'),
      [
        'told-later  The root: Alerts that had separate messages now share one: a new alert waits for the next message of the group.',
      ],
    ],
    [
      'less frequent reminders of a rule itself',
      edited('repeat_interval: 4h}', 'repeat_interval: 12h}'),
      ['told-later  Rule "Direct": For mail: Reminders of an alert that is still firing come less often.'],
    ],
    [
      'a mute timing of a route',
      edited('4h, continue: true', '4h, continue: true, mute_time_intervals: [night]'),
      ['told-later  Route severity=critical -> pager: Messages are held back during night.'],
    ],
    [
      'an active timing of a route',
      edited('4h, continue: true', '4h, continue: true, active_time_intervals: [office]'),
      ['told-later  Route severity=critical -> pager: Messages are held back outside office.'],
    ],
    [
      'a longer night',
      edited("start_time: '22:00'", "start_time: '21:59'"),
      [`told-later  Mute timing "night": ${LATER}`],
    ],
    [
      'a night on more days',
      edited("'24:00'}]}", "'24:00'}]}, {weekdays: [sunday]}"),
      [`told-later  Mute timing "night": ${LATER}`],
    ],
    [
      'a night in another time zone',
      edited("end_time: '24:00'}]}", "end_time: '24:00'}], location: Europe/Berlin}"),
      [`told-later  Mute timing "night": ${LATER}`],
    ],
    ['a shorter night', edited("start_time: '22:00'", "start_time: '23:00'"), []],
    [
      'shorter active hours',
      edited("'18:00'}], weekdays", "'17:00'}], weekdays"),
      [`told-later  Mute timing "office": ${LATER}`],
    ],
    [
      'a timing that nothing uses',
      edited('name: unused, time_intervals: [{', 'name: unused, time_intervals: [{}, {'),
      [],
    ],
    ['a longer "for"', edited('for: 5m', 'for: 10m'), ['rule-silent  Rule "Slow": It fires later than it did.']],
    [
      'a group evaluated less often',
      edited('interval: 1m', 'interval: 5m'),
      ['rule-silent  Rule group "web": Its rules are evaluated less often, so they fire later.'],
    ],
  ])('%s', (_name, after, expected) => expect(risks(after)).toEqual(expected));
});

describe('less is watched', () => {
  test.each<[string, Files, string[]]>([
    ['a higher threshold', edited('params: [15]', 'params: [20]'), [`rule-silent  Rule "Slow": ${SILENT_VALUES}`]],
    [
      'a lower threshold of a rule for values that are too low',
      edited('params: [1]', 'params: [0]'),
      [`rule-silent  Rule "Quiet": ${SILENT_VALUES}`],
    ],
    ['a narrower range', edited('params: [1, 5]', 'params: [2, 5]'), [`rule-silent  Rule "Direct": ${SILENT_VALUES}`]],
    [
      'a range instead of a limit',
      edited('type: gt, params: [15]', 'type: within_range, params: [15, 30]'),
      [`rule-silent  Rule "Slow": ${SILENT_VALUES}`],
    ],
    [
      'above instead of below',
      edited('type: gt, params: [15]', 'type: lt, params: [15]'),
      [`rule-silent  Rule "Slow": ${SILENT_VALUES}`],
    ],
    ['at least instead of above', edited('type: gt, params: [15]', 'type: gte, params: [15]'), []],
    [
      'above instead of at least the next number',
      edited('type: gt, params: [15]', 'type: gte, params: [15.5]'),
      [`rule-silent  Rule "Slow": ${SILENT_VALUES}`],
    ],
    [
      'the minimum of a series instead of the maximum',
      edited('reducer: max', 'reducer: mean'),
      [`rule-silent  Rule "Slow": ${SILENT_VALUES}`],
    ],
    [
      'the maximum of a series instead of the minimum',
      edited('reducer: min', 'reducer: max'),
      [`rule-silent  Rule "Quiet": ${SILENT_VALUES}`],
    ],
    [
      'no comparison at all',
      edited(
        '{type: threshold, expression: B, conditions: [{evaluator: {type: gt, params: [15]}}]}',
        "{type: math, expression: '$B * 0'}",
      ),
      ['rule-silent  Rule "Slow": This is no longer checked.'],
    ],
    [
      'a query that selects fewer series',
      edited('http_seconds{env="prod"}', 'http_seconds{env="prod", job="api"}'),
      ['rule-silent  Rule "Slow": It watches fewer series: only those with job="api".'],
    ],
    ['a query that selects more', edited('{env="prod"}', ''), []],
    [
      'no data that notifies nobody',
      edited('noDataState: NoData', 'noDataState: OK'),
      ['rule-silent  Rule "Slow": Nobody is notified when its data is missing.'],
    ],
    [
      'no data that keeps the last state',
      edited('noDataState: NoData', 'noDataState: KeepLast'),
      ['rule-silent  Rule "Slow": Nobody is notified when its data is missing.'],
    ],
    [
      'an error that keeps the last state',
      edited('execErrState: Error', 'execErrState: KeepLast'),
      ['rule-silent  Rule "Slow": Nobody is notified when its query fails.'],
    ],
    ['an error that already notified nobody', edited('execErrState: KeepLast', 'execErrState: OK'), []],
    [
      'a paused rule',
      edited('uid: slow', 'isPaused: true, uid: slow'),
      ['rule-silent  Rule "Slow": A paused rule is not evaluated.'],
    ],
    ['a removed rule', edited(/ {6}- \{uid: quiet.*\n/, ''), ['rule-silent  Rule "Quiet": It is no longer evaluated.']],
    [
      'a deleted rule from outside the folder',
      edited('contactPoints:', 'deleteRules: [{uid: other}]\ncontactPoints:'),
      ['rule-silent  What Grafana is told to delete: It is no longer evaluated.'],
    ],
    [
      'a data source with another uid',
      edited('uid: prom', 'uid: metrics', 'datasources/all.yaml'),
      ['queries-broken  Data source "Prom": Panels and rules that name the uid prom no longer find the data source.'],
    ],
    [
      'a deleted data source from outside the folder',
      edited('datasources:', 'deleteDatasources: [{name: Old}]\ndatasources:', 'datasources/all.yaml'),
      ['queries-broken  What Grafana is told to delete: Panels and rules that use it no longer find the data source.'],
    ],
  ])('%s', (_name, after, expected) => expect(risks(after)).toEqual(expected));
});

describe('the server must provide more', () => {
  test.each<[string, Files, string[]]>([
    [
      "a receiver's secret under another name",
      edited('$PAGER_KEY', '$PD_KEY'),
      ['start-fails  PD_KEY: If it is missing, Grafana refuses to start: set it before you deploy this.'],
    ],
    [
      'a file with a secret',
      edited('$PAGER_KEY', "'$__file{/run/secrets/pager}'"),
      [
        'start-fails  file /run/secrets/pager: If it is missing, Grafana refuses to start: set it before you deploy this.',
      ],
    ],
    [
      "a data source's secret under another name",
      edited('$PROM_PASSWORD', "'${METRICS_PASSWORD}'", 'datasources/all.yaml'),
      ['variable-unset  METRICS_PASSWORD: If it is missing, what reads it gets an empty string.'],
    ],
    [
      'a variable that was read where it could be empty',
      edited('url: $HOOK_URL', 'url: $PROM_PASSWORD'),
      [
        'not-told  Contact point "hook": The people behind the former address are no longer notified.',
        'start-fails  PROM_PASSWORD: If it is missing, Grafana refuses to start.',
      ],
    ],
    [
      'a doubled dollar, which reads nothing',
      edited("recipient: '#web'", "recipient: '#web$$X'"),
      ['not-told  Contact point "chat": The people behind the former address are no longer notified.'],
    ],
  ])('%s', (_name, after, expected) => expect(risks(after)).toEqual(expected));
});

test('a new severity that notifies more people is not a risk', () => {
  expect(risks(edited('labels: {severity: warning}', 'labels: {severity: critical}'))).toEqual([
    'not-told  Rule "Quiet": chat is no longer notified of it.',
  ]);
  expect(risks(edited('    group_by: [alertname, job]', '    group_by: [alertname, job, instance]'))).toEqual([]);
});

test('every risk is in the documentation', () => {
  const docs = readFileSync('docs/diff.md', 'utf8');
  const ids = [...readFileSync('src/diff/change.ts', 'utf8').matchAll(/^ {2}\| '([a-z-]+)'[;\n]/gm)].map(
    ([, id = '']) => id,
  );
  const documented = ids.slice(0, ids.indexOf('variable-unset') + 1);
  expect(documented.length).toBeGreaterThan(7);
  for (const id of documented) expect(docs).toContain(`| \`${id}\` |`);
});
