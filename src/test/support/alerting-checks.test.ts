import { describe, expect, test } from 'vitest';

import { neededNames, notificationProblems, ruleProblems, secretProblems } from './alerting-checks.ts';
import { type Alerting, alertingOf, type Folder, type Rule, type RuleQuery } from './out-folder.ts';

const asked: RuleQuery = {
  refId: 'A',
  datasourceUid: 'prom',
  relativeTimeRange: { from: 600, to: 0 },
  model: { refId: 'A', expr: 'x' },
};
const compared: RuleQuery = {
  refId: 'B',
  datasourceUid: '__expr__',
  model: { refId: 'B', type: 'threshold', expression: 'A' },
};
const rule: Rule = {
  uid: 'low',
  title: 'Low',
  condition: 'B',
  for: '2m',
  noDataState: 'NoData',
  execErrState: 'Error',
  dashboardUid: 'fleet',
  panelId: 7,
  labels: { severity: 'warning', service: 's', team: 't', note: '$$values.A.Value' },
  annotations: {
    summary: '{{ $labels.agent }} {{ printf "%.1f" $values.B.Value }} 5$',
    __dashboardUid__: 'fleet',
    __panelId__: '7',
  },
  data: [asked, compared],
};
const notifications = {
  contactPoints: [
    { name: 'chat', receivers: [{ uid: 'chat', settings: { url: '$CHAT_URL', token: '$__file{/run/token}' } }] },
  ],
  policies: [{ receiver: 'chat', routes: [{ receiver: 'chat', mute_time_intervals: ['night'] }] }],
  muteTimes: [{ name: 'night' }],
};

/** A small folder; JSON is also YAML. */
function folderOf(
  rules: readonly Rule[],
  change: { group?: object; alerting?: object; files?: Readonly<Record<string, string>> } = {},
): Folder {
  const group = { name: 'g', folder: 'Fleet', interval: '1m', rules, ...change.group };
  return new Map(
    Object.entries({
      'dashboards/purpleflea/Fleet/fleet.json': JSON.stringify({
        uid: 'fleet',
        panels: [
          { id: 7, type: 'stat' },
          { id: 8, type: 'row' },
        ],
      }),
      'provisioning/datasources/d.yaml': JSON.stringify({
        datasources: [
          {
            name: 'P',
            uid: 'prom',
            type: 'prometheus',
            secureJsonData: { password: '$PG_PASSWORD' },
            jsonData: { link: '$${__value.raw}', host: '$HOST' },
          },
        ],
      }),
      'provisioning/alerting/a.yaml': JSON.stringify({
        groups: [group],
        ...notifications,
        templates: [{ name: 't', template: '{{ $NOT_A_VARIABLE }}' }],
        ...change.alerting,
      }),
      'env.example': '# where\n# Secret. Needed.\nCHAT_URL=\n# Not secret.\nHOST=db\n',
      ...change.files,
    }),
  );
}

describe('rules', () => {
  test.each<[string, Folder, string | undefined]>([
    ['nothing is wrong', folderOf([rule]), undefined],
    ['a beat between', folderOf([rule], { group: { interval: '15s' } }), 'evaluated every 15s'],
    ['no beat', folderOf([rule], { group: { interval: '1.5m' } }), 'evaluated every 1.5m'],
    ['a folder of its own', folderOf([rule], { group: { folder: 'Other' } }), 'folder Other, where no dashboard is'],
    ['a uid twice', folderOf([rule, { ...rule, title: 'Else' }]), 'two rules have the uid low'],
    ['a title twice', folderOf([rule, { ...rule, uid: 'else' }]), 'two rules have the title Fleet/Low'],
    ['a missing dashboard', folderOf([{ ...rule, dashboardUid: 'gone' }]), 'the dashboard gone'],
    ['a missing panel', folderOf([{ ...rule, panelId: 9 }]), 'panel 9 of fleet'],
    ['a row as a panel', folderOf([{ ...rule, panelId: 8 }]), 'panel 8 of fleet'],
    [
      'annotations with a different link',
      folderOf([{ ...rule, annotations: { __dashboardUid__: 'fleet', __panelId__: '8' } }]),
      'link elsewhere',
    ],
    ['no annotations for the link', folderOf([{ ...rule, annotations: {} }]), 'link elsewhere'],
    ['a missing condition', folderOf([{ ...rule, condition: 'C' }]), 'compares C'],
    ['no waiting time', folderOf([(({ for: _gone, ...rest }): Rule => rest)(rule)]), 'no time to wait'],
    [
      'an unknown data source',
      folderOf([{ ...rule, data: [{ ...asked, datasourceUid: 'who' }, compared] }]),
      'asks who',
    ],
    [
      'no time range',
      folderOf([{ ...rule, data: [{ ...asked, relativeTimeRange: { from: 0, to: 0 } }, compared] }]),
      'no time range',
    ],
    ['two names of a query', folderOf([{ ...rule, data: [{ ...asked, model: { refId: 'X' } }, compared] }]), 'A and X'],
    [
      'an expression over nothing',
      folderOf([
        { ...rule, data: [asked, { ...compared, model: { refId: 'B', type: 'math', expression: '$A + $Z' } }] },
      ]),
      'B from Z',
    ],
    [
      'an expression over itself',
      folderOf([{ ...rule, data: [asked, { ...compared, model: { refId: 'B', type: 'reduce', expression: '$B' } }] }]),
      'B from B',
    ],
    [
      'a classic condition over nothing',
      folderOf([
        {
          ...rule,
          data: [
            asked,
            {
              ...compared,
              model: { refId: 'B', type: 'classic_conditions', conditions: [{ query: { params: ['Z'] } }] },
            },
          ],
        },
      ]),
      'B from Z',
    ],
    ['no team', folderOf([{ ...rule, labels: { severity: 'info', service: 's' } }]), 'no label team'],
    [
      'an unknown severity',
      folderOf([{ ...rule, labels: { severity: 'high', service: 's', team: 't' } }]),
      'severity high',
    ],
    [
      'silence on missing data',
      folderOf([(({ noDataState: _gone, ...rest }): Rule => rest)(rule)]),
      'leaves it to Grafana',
    ],
    [
      'a value of a missing query',
      folderOf([{ ...rule, annotations: { ...rule.annotations, more: '{{ $values.Z.Value }}' } }]),
      'prints $values.Z',
    ],
    [
      'a value that is not a number',
      folderOf([{ ...rule, annotations: { ...rule.annotations, more: '{{ humanize $values.B }}' } }]),
      'not a number without .Value',
    ],
    [
      'a $ in a label',
      folderOf([{ ...rule, labels: { ...rule.labels, who: '{{ $labels.agent }}' } }]),
      'Grafana expands',
    ],
    [
      'a doubled $ in an annotation',
      folderOf([{ ...rule, annotations: { ...rule.annotations, more: '{{ $$labels.agent }}' } }]),
      'doubled or braced',
    ],
  ])('%s', (_name, folder, problem) => {
    if (problem === undefined) expect(ruleProblems(folder)).toEqual([]);
    else expect(ruleProblems(folder)).toContainEqual(expect.stringContaining(problem));
  });
});

describe('contact points and policies', () => {
  test.each<[string, Partial<Alerting>, string | undefined]>([
    ['nothing is wrong', {}, undefined],
    [
      'a uid twice',
      { contactPoints: [{ name: 'chat', receivers: [{ uid: 'a' }, { uid: 'a' }] }] },
      'two receivers have the uid a',
    ],
    ['no receiver', { contactPoints: [{ name: 'chat', receivers: [] }] }, 'chat has no receiver'],
    [
      'an unknown contact point',
      { policies: [{ receiver: 'chat', routes: [{ receiver: 'pager' }] }] },
      'the contact point pager',
    ],
    ['a route that inherits', { policies: [{ receiver: 'chat', routes: [{}] }] }, 'the contact point undefined'],
    ['an unknown timing', { muteTimes: [] }, 'the timing night'],
  ])('%s', (_name, alerting, problem) => {
    const found = notificationProblems(alertingOf(folderOf([rule], { alerting })));
    if (problem === undefined) expect(found).toEqual([]);
    else expect(found).toContainEqual(expect.stringContaining(problem));
  });
});

describe('secrets and variables', () => {
  test.each<[string, Readonly<Record<string, string>>, string | undefined]>([
    ['references only', {}, undefined],
    [
      'a password in a data source',
      { 'provisioning/datasources/e.yaml': '{"datasources": [{"secureJsonData": {"x": "hunter2"}}]}' },
      'secureJsonData.x is written out',
    ],
    [
      'a token in a contact point',
      { 'provisioning/alerting/b.yaml': '{"contactPoints": [{"receivers": [{"settings": {"token": "abc"}}]}]}' },
      'settings.token is written out',
    ],
    [
      'a reference that is expanded twice',
      { 'provisioning/datasources/e.yaml': '{"datasources": [{"secureJsonData": {"x": "${X}"}}]}' },
      'written out',
    ],
    [
      'a Slack address in a dashboard',
      { 'x.json': `"https://hooks.${'slack.com'}/services/T0"` },
      'looks like a secret',
    ],
    ['a password in an address', { 'x.json': '"http://me:pass@host/"' }, 'looks like a secret'],
    ['a password in SQL', { 'x.sql': `ALTER ROLE r ${'PASSWORD'} 'x';` }, 'looks like a secret'],
    [
      'a value for a secret',
      { 'env.example': '# Secret. Needed.\n# note\nCHAT_URL=https://chat\n' },
      'gives a value to the secret CHAT_URL',
    ],
  ])('%s', (_name, files, problem) => {
    const found = secretProblems(folderOf([rule], { files }));
    if (problem === undefined) expect(found).toEqual([]);
    else expect(found).toContainEqual(expect.stringContaining(problem));
  });

  test('variables are found only where Grafana expands them', () => {
    expect(neededNames(folderOf([rule]))).toEqual(['CHAT_URL', 'HOST', 'PG_PASSWORD']);
  });
});
