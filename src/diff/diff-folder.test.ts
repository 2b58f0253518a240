import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { diskTree } from '../folder/disk-tree.ts';
import { memoryTree } from '../folder/file-tree.ts';
import { openFolder } from '../folder/open-folder.ts';
import type { ObjectDiff } from './change.ts';
import { diffFolders } from './diff-folder.ts';
import { markdownDiff } from './print/markdown.ts';
import { prettyDiff } from './print/pretty.ts';

const panel = (id: number, title: string, x: number, y: number, expr: string) => ({
  id,
  type: 'timeseries',
  title,
  gridPos: { x, y, w: 12, h: 8 },
  datasource: { type: 'prometheus', uid: 'prom' },
  fieldConfig: {
    defaults: {
      unit: 's',
      thresholds: {
        mode: 'absolute',
        steps: [
          { color: 'green', value: null },
          { color: 'red', value: 15 },
        ],
      },
      custom: { lineWidth: 1 },
    },
    overrides: [],
  },
  targets: [{ refId: 'A', datasource: { type: 'prometheus', uid: 'prom' }, expr, legendFormat: '{{job}}' }],
});

const DASHBOARD = {
  uid: 'web',
  title: 'Web',
  refresh: '1m',
  schemaVersion: 39,
  templating: {
    list: [
      {
        name: 'job',
        type: 'query',
        datasource: { type: 'prometheus', uid: 'prom' },
        query: 'label_values(up, job)',
        definition: 'label_values(up, job)',
        multi: true,
      },
    ],
  },
  annotations: { list: [] },
  panels: [
    { id: 1, type: 'row', title: 'Traffic', gridPos: { x: 0, y: 0, w: 24, h: 1 }, collapsed: false, panels: [] },
    panel(2, 'Rate', 0, 1, 'sum by (job) (rate(http_requests_total{job=~"$job"}[5m]))'),
    panel(3, 'Latency', 12, 1, 'histogram_quantile(0.9, sum by (le) (rate(http_seconds_bucket[5m])))'),
    { id: 4, type: 'row', title: 'Errors', gridPos: { x: 0, y: 9, w: 24, h: 1 }, collapsed: false, panels: [] },
    panel(5, 'Errors', 0, 10, 'sum(rate(http_errors_total[$__rate_interval]))'),
  ],
};

const FILES: Readonly<Record<string, string>> = {
  'dashboards/Web/web.json': JSON.stringify(DASHBOARD, null, 2),
  'provisioning/dashboards/all.yaml':
    'apiVersion: 1\nproviders:\n  - {name: all, type: file, options: {path: /var/lib/grafana/dashboards, foldersFromFilesStructure: true}}\n',
  'provisioning/datasources/all.yaml': `apiVersion: 1
datasources:
  - {name: Prom, uid: prom, type: prometheus, url: 'http://prom:9090', jsonData: {timeInterval: 15s}, secureJsonData: {basicAuthPassword: $PROM_PASSWORD}}
`,
  'provisioning/alerting/rules.yaml': `apiVersion: 1
groups:
  - name: web
    folder: Web
    interval: 1m
    rules:
      - uid: latency-high
        title: Latency High
        condition: C
        for: 5m
        noDataState: NoData
        execErrState: Error
        isPaused: false
        dashboardUid: web
        panelId: 3
        labels: {severity: critical}
        annotations: {summary: Slow, __dashboardUid__: web, __panelId__: "3"}
        data:
          - {refId: A, datasourceUid: prom, relativeTimeRange: {from: 600, to: 0}, model: {refId: A, expr: 'avg(http_seconds_sum)', instant: true}}
          - {refId: C, datasourceUid: __expr__, model: {refId: C, type: threshold, expression: A, conditions: [{evaluator: {type: gt, params: [15]}, unloadEvaluator: {type: lt, params: [13]}}]}}
`,
  'provisioning/alerting/notify.yaml': `apiVersion: 1
contactPoints:
  - {name: chat, receivers: [{uid: chat, type: slack, settings: {url: $CHAT_URL, title: Alert}}]}
  - {name: pager, receivers: [{uid: pager, type: pagerduty, settings: {integrationKey: $PAGER_KEY}}]}
policies:
  - receiver: chat
    group_by: [alertname]
    routes:
      - {receiver: pager, object_matchers: [[severity, '=', critical]], repeat_interval: 4h}
muteTimes:
  - {name: night, time_intervals: [{times: [{start_time: '22:00', end_time: '06:00'}]}]}
templates:
  - {name: text, template: '{{ define "text" }}one{{ end }}'}
deleteRules:
  - {uid: gone}
`,
};

function read(files: Readonly<Record<string, string>>) {
  return openFolder(memoryTree(new Map(Object.entries(files)), 'out'), 'provisioning');
}

type Edit = readonly [file: string, from: string | RegExp, to: string];
const [WEB, RULES, NOTIFY, SOURCES] = [
  'dashboards/Web/web.json',
  'provisioning/alerting/rules.yaml',
  'provisioning/alerting/notify.yaml',
  'provisioning/datasources/all.yaml',
] as const;

function edited(...edits: readonly Edit[]): Record<string, string> {
  const files: Record<string, string> = { ...FILES };
  for (const [file, from, to] of edits) {
    const text = (files[file] ?? '').replace(from, to);
    if (text === files[file]) throw new Error(`The edit of ${file} changes nothing: ${String(from)}`);
    files[file] = text;
  }
  return files;
}

/** The dashboard with one value changed. */
function dashboard(change: (value: typeof DASHBOARD) => void): Edit {
  const value = structuredClone(DASHBOARD);
  change(value);
  return [WEB, /^[^]*$/, JSON.stringify(value, null, 2).replaceAll('$', '$$$$')];
}

function at<T>(list: readonly T[], index: number): T {
  const item = list[index];
  if (item === undefined) throw new Error(`There is no item ${index}.`);
  return item;
}

function diff(...edits: readonly Edit[]): ObjectDiff[] {
  return diffFolders(read(FILES), read(edited(...edits)));
}

/** `id | part: text | risks` */
function lines(objects: readonly ObjectDiff[]): string[] {
  return objects.flatMap(({ changes }) =>
    changes.map(({ id, part, text, risks = [] }) =>
      [id, part === undefined ? text : `${part}: ${text}`, ...risks.map((risk) => risk.id)].join(' | '),
    ),
  );
}

describe('what a change means', () => {
  test.each<[string, Edit | readonly Edit[], string[]]>([
    ['a renamed dashboard', [WEB, '"Web"', '"Website"'], ['dashboard/renamed | renamed: Web -> Website']],
    ['a dashboard with another uid', [WEB, '"web"', '"web-2"'], ['dashboard/uid | uid: web -> web-2 | links-lost']],
    ['a setting of a dashboard', [WEB, '"1m"', '"5m"'], ['dashboard/setting | refresh: 1m -> 5m']],
    [
      'an added panel, and one that it pushes',
      dashboard(({ panels }) => {
        panels.splice(3, 0, panel(9, 'Size', 0, 9, 'sum(http_bytes)'));
        for (const one of panels.slice(4)) one.gridPos.y += 8;
      }),
      [
        'panel/added | Panel "Size": added (timeseries)',
        'dashboard/pushed | 2 panels moved up or down as a result, in the same order',
      ],
    ],
    [
      'a removed panel that an alert links to',
      dashboard(({ panels }) => panels.splice(2, 1)),
      ['panel/removed | Panel "Latency": removed (timeseries) | links-lost'],
    ],
    [
      'two panels that changed places',
      dashboard(({ panels }) => {
        at(panels, 1).gridPos.x = 12;
        at(panels, 2).gridPos.x = 0;
      }),
      [
        'panel/moved | Panel "Rate": moved: row "Traffic", column 0, line 1 -> row "Traffic", column 12, line 1',
        'panel/moved | Panel "Latency": moved: row "Traffic", column 12, line 1 -> row "Traffic", column 0, line 1',
      ],
    ],
    [
      'a panel moved to another row',
      dashboard(({ panels }) => (at(panels, 2).gridPos.y = 10)),
      ['panel/moved | Panel "Latency": moved: row "Traffic", column 12, line 1 -> row "Errors", column 12, line 10'],
    ],
    [
      'a resized panel',
      dashboard(({ panels }) => (at(panels, 4).gridPos.w = 24)),
      ['panel/resized | Panel "Errors": size: 12 x 8 -> 24 x 8'],
    ],
    [
      'another type of panel',
      dashboard(({ panels }) => (at(panels, 1).type = 'stat')),
      ['panel/type | Panel "Rate": type: timeseries -> stat'],
    ],
    [
      'another id of a panel',
      dashboard(({ panels }) => (at(panels, 2).id = 33)),
      ['panel/id | Panel "Latency": id: 3 -> 33 | links-lost'],
    ],
    ['another unit', [WEB, '"unit": "s"', '"unit": "ms"'], ['panel/unit | Panel "Rate": unit: s -> ms']],
    [
      'another threshold of a panel',
      [WEB, '"value": 15', '"value": 20'],
      ['panel/threshold | Panel "Rate": thresholds: green, red from 15 -> green, red from 20'],
    ],
    [
      'another draw style of a panel',
      [WEB, '"lineWidth": 1', '"lineWidth": 2'],
      ['panel/setting | Panel "Rate": custom.lineWidth: 1 -> 2'],
    ],
    ['another query', [WEB, '[5m]', '[10m]'], ['query/changed | Panel "Rate": query A changed']],
    [
      'a query with other white space',
      [WEB, 'sum by (job) (rate', 'sum by (job)(rate'],
      ['query/white-space | Panel "Rate": query A: only white space changed'],
    ],
    [
      'another legend',
      [WEB, '{{job}}', '{{instance}}'],
      ['query/setting | Panel "Rate": query A, legendFormat: {{job}} -> {{instance}}'],
    ],
    [
      'another data source of a panel',
      dashboard(({ panels }) => {
        const two = at(panels, 1) as ReturnType<typeof panel>;
        two.datasource.uid = 'other';
        at(two.targets, 0).datasource.uid = 'other';
      }),
      ['panel/datasource | Panel "Rate": datasource.uid: prom -> other'],
    ],
    [
      'another query of a variable',
      [WEB, 'label_values(up, job)', 'label_values(up{env=~".+"}, job)'.replaceAll('"', '\\"')],
      ['variable/query | Variable "job": query changed'],
    ],
    [
      'a removed variable',
      dashboard((value) => value.templating.list.splice(0, 1)),
      ['variable/removed | Variable "job": removed'],
    ],
    ['a longer "for"', [RULES, 'for: 5m', 'for: 10m'], ['rule/for | for: 5m -> 10m | rule-silent']],
    ['a shorter "for"', [RULES, 'for: 5m', 'for: 1m'], ['rule/for | for: 5m -> 1m']],
    ['a higher threshold', [RULES, '[15]', '[20]'], ['rule/threshold | threshold: above 15 -> above 20 | rule-silent']],
    ['a lower threshold', [RULES, '[15]', '[10]'], ['rule/threshold | threshold: above 15 -> above 10']],
    ['another recovery', [RULES, '[13]', '[14]'], ['rule/recovery | recovers when: below 13 -> below 14']],
    ['another query of a rule', [RULES, 'avg(', 'max('], ['query/changed | query A changed']],
    [
      'a longer query range',
      [RULES, 'from: 600', 'from: 3600'],
      ['query/setting | query A, relativeTimeRange.from: 600 -> 3600'],
    ],
    [
      'a paused rule',
      [RULES, 'isPaused: false', 'isPaused: true'],
      ['rule/paused | paused: false -> true | rule-silent'],
    ],
    [
      'no data mapped to OK',
      [RULES, 'noDataState: NoData', 'noDataState: OK'],
      ['rule/no-data | state without data: NoData -> OK | rule-silent'],
    ],
    [
      'a rule with another uid',
      [RULES, 'uid: latency-high', 'uid: latency'],
      ['rule/uid | uid: latency-high -> latency | state-reset | links-lost'],
    ],
    ['a rule in another group', [RULES, 'name: web', 'name: site'], ['rule/group | group: web -> site | state-reset']],
    [
      'a rule in another folder',
      [RULES, 'folder: Web', 'folder: Site'],
      ['rule/folder | folder: Web -> Site | state-reset'],
    ],
    [
      'a group evaluated less often',
      [RULES, 'interval: 1m', 'interval: 5m'],
      ['rule-group/interval | interval: 1m -> 5m | rule-silent'],
    ],
    [
      'another severity, which no route matches',
      [RULES, 'severity: critical', 'severity: warning'],
      [
        'rule/label | label severity: critical -> warning',
        'rule/receiver | notifies: pager -> chat by the root | not-told',
      ],
    ],
    [
      'another receiver of a route',
      [NOTIFY, 'receiver: pager', 'receiver: chat'],
      ['route/receiver | Route severity=critical -> chat: receiver: pager -> chat | not-told'],
    ],
    [
      'a contact point without receivers',
      [NOTIFY, /receivers: \[\{uid: pager[^\]]*\]/, 'receivers: []'],
      [
        'receiver/removed | receiver "pager" removed (pagerduty) | rule-silent',
        'variables/removed | PAGER_KEY: no longer read',
      ],
    ],
    [
      'another setting of a route',
      [NOTIFY, '4h', '8h'],
      ['route/setting | Route severity=critical -> pager: repeat_interval: 4h -> 8h | told-later'],
    ],
    [
      'another text of a receiver',
      [NOTIFY, 'title: Alert', 'title: Alarm'],
      ['receiver/setting | receiver "chat", title: Alert -> Alarm'],
    ],
    [
      'another mute timing',
      [NOTIFY, '22:00', '23:00'],
      ['mute-timing/changed | time interval 1, time 1, start_time: 22:00 -> 23:00'],
    ],
    ['another template', [NOTIFY, 'one', 'two'], ['template/changed | text: 1 lines removed, 1 added']],
    [
      'another delete list',
      [NOTIFY, 'uid: gone', 'uid: other'],
      ['deletions/added | rule "other" | rule-silent', 'deletions/removed | no longer: rule "gone"'],
    ],
    [
      'another address of a data source',
      [SOURCES, 'prom:9090', 'mimir:9090'],
      ['datasource/url | url: http://prom:9090 -> http://mimir:9090'],
    ],
    [
      'a data source file that prunes',
      [SOURCES, 'apiVersion: 1', 'apiVersion: 1\nprune: true'],
      ['file/prune | prune: none -> true'],
    ],
    [
      'a data source with another uid',
      [SOURCES, 'uid: prom', 'uid: metrics'],
      ['datasource/uid | uid: prom -> metrics | queries-broken'],
    ],
    [
      'another setting of a data source',
      [SOURCES, '15s', '30s'],
      ['datasource/setting | jsonData.timeInterval: 15s -> 30s'],
    ],
    [
      'another reference to a secret',
      [SOURCES, '$PROM_PASSWORD', '$OTHER'],
      [
        'datasource/secret | secureJsonData.basicAuthPassword: $PROM_PASSWORD -> $OTHER',
        'variables/added | OTHER: needed by datasources/all.yaml, datasources[Prom].secureJsonData.basicAuthPassword | variable-unset',
        'variables/removed | PROM_PASSWORD: no longer read',
      ],
    ],
  ])('%s', (_name, edits, expected) => {
    const found = diff(...(typeof edits[0] === 'string' ? [edits as Edit] : (edits as readonly Edit[])));
    expect(lines(found)).toEqual(expected);
  });

  test('nothing', () => expect(diffFolders(read(FILES), read(FILES))).toEqual([]));

  test('removed files are removed objects, and a removed rule is a risk', () => {
    const { [WEB]: _web, [RULES]: _rules, ...left } = FILES;
    expect(lines(diffFolders(read(FILES), read(left)))).toEqual([
      'dashboard/removed | removed (3 panels)',
      'rule/removed | removed | rule-silent',
    ]);
    expect(lines(diffFolders(read(left), read(FILES)))).toEqual([
      'dashboard/added | added in folder "Web" (3 panels)',
      'rule/added | added in group "web": above 15, for 5m',
    ]);
  });

  test('a query is compared by its tokens', () => {
    const [object] = diff(
      dashboard(({ panels }) => {
        const [target] = (at(panels, 1) as ReturnType<typeof panel>).targets;
        if (target) target.expr = 'sum by (job) (increase(http_requests_total{job=~"$job", code!="200"}[$__range]))';
      }),
    );
    expect(object?.changes[0]?.query?.parts.filter(({ kind }) => kind !== 'same')).toEqual([
      { kind: 'removed', text: 'rate' },
      { kind: 'added', text: 'increase' },
      { kind: 'added', text: ', code!="200"' },
      { kind: 'removed', text: '5m' },
      { kind: 'added', text: '$__range' },
    ]);
  });
});

test('every change of a dashboard is reported', () => {
  const texts = new Map(
    openFolder(diskTree(), 'out/provisioning').dashboards.flatMap(({ source }) =>
      eachOf(JSON.parse(source.text) as object, 'panels').map((value, index): [string, string] => [
        `${source.file}/${index}`,
        JSON.stringify(value),
      ]),
    ),
  );
  expect(texts.size).toBeGreaterThan(5);
  const isSilent = (path: readonly string[], whole: object) =>
    (path.length === 1 && (path[0] === 'id' || path[0] === 'version')) ||
    path.at(-1) === 'definition' ||
    isOverwritten(path, whole);
  everyLeafIsTold(
    texts,
    (text) =>
      read({
        'provisioning/dashboards/all.yaml': FILES['provisioning/dashboards/all.yaml'] ?? '',
        'dashboards/a.json': text,
      }),
    isSilent,
  );
});

test('every change of a provisioning file is reported', () => {
  const files = openFolder(diskTree(), 'out/provisioning').files.filter(({ kind }) => kind !== 'dashboards');
  const texts = new Map(
    files.flatMap(({ source, kind }) =>
      entriesOf(source.value as object).map((value, index): [string, string] => [
        `${kind}/${source.file}/${index}`,
        JSON.stringify(value),
      ]),
    ),
  );
  expect(texts.size).toBeGreaterThan(5);
  // Grafana ignores the refId and the data source inside a rule's model; it uses datasourceUid.
  const isSilent = (path: readonly string[]) =>
    path[0] === 'apiVersion' || (path.includes('model') && (path.at(-1) === 'refId' || path.includes('datasource')));
  everyLeafIsTold(texts, (text, name) => read({ [`provisioning/${name.split('/')[0]}/a.yaml`]: text }), isSilent);
});

/** Splits a file of lists into one file per entry or rule, because reading a whole file for each change takes time. */
function entriesOf(file: object): object[] {
  const lists = Object.entries(file).filter(([, value]) => Array.isArray(value)) as [string, object[]][];
  const rest = Object.fromEntries(Object.entries(file).filter(([, value]) => !Array.isArray(value)));
  return lists.flatMap(([key, entries]) =>
    entries.flatMap((entry) => eachOf(entry, 'rules').map((part) => ({ ...rest, [key]: [part] }))),
  );
}

/** Splits an object with a list into one object per entry of that list. */
function eachOf(value: object, key: string): object[] {
  const list = (value as Readonly<Record<string, unknown>>)[key];
  return Array.isArray(list) ? list.map((entry: unknown) => ({ ...value, [key]: [entry] })) : [value];
}

/** Changes one value of one file at a time. */
function everyLeafIsTold(
  texts: ReadonlyMap<string, string>,
  open: (text: string, name: string) => ReturnType<typeof read>,
  isSilent: (path: readonly string[], value: object) => boolean,
): void {
  fc.assert(
    fc.property(fc.constantFrom(...texts.keys()), fc.nat(), (name, seed) => {
      const text = texts.get(name) ?? '';
      const value = JSON.parse(text) as object;
      const paths = leaves(value).filter((path) => !isSilent(path, value));
      const path = paths[seed % paths.length] ?? [];
      const other = structuredClone(value);
      const holder = below(other, path.slice(0, -1));
      const key = path.at(-1) ?? '';
      holder[key] = typeof holder[key] === 'number' ? holder[key] + 7 : `${String(holder[key])}x`;
      const [was, is] = [open(text, name), open(JSON.stringify(other), name)];
      expect(diffFolders(was, is), path.join('.')).not.toHaveLength(0);
    }),
    { numRuns: 200, seed: 1 },
  );
}

/**
 * The uid of a data source decides its type, and Grafana sends each of a panel's queries to the panel's source unless
 * the panel is mixed.
 */
function isOverwritten(path: readonly string[], whole: object): boolean {
  if (path.at(-2) !== 'datasource') return false;
  return (
    path.at(-1) === 'type' ||
    (path.at(-4) === 'targets' && below(whole, [...path.slice(0, -4), 'datasource'])['uid'] !== '-- Mixed --')
  );
}

function below(value: object, path: readonly string[]): Record<string, unknown> {
  return path.reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], value) as Record<string, unknown>;
}

function leaves(value: unknown, path: readonly string[] = []): string[][] {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, member]) => leaves(member, [...path, key]))
    : [[...path]];
}

test('no secret is printed', () => {
  const objects = diff(
    [SOURCES, '$PROM_PASSWORD', 'hunter2'],
    [SOURCES, 'http://prom', 'http://me:hunter2@prom'],
    [SOURCES, 'timeInterval: 15s', 'apiKey: hunter2'],
    [NOTIFY, '$CHAT_URL', 'https://hooks.example/hunter2'],
    [NOTIFY, '$PAGER_KEY', 'hunter2'],
  );
  expect(lines(objects)).toHaveLength(9);
  const named = [{ name: '', objects }];
  for (const text of [JSON.stringify(objects), prettyDiff(named, true), markdownDiff(named, () => undefined)])
    expect(text).not.toContain('hunter2');
});
