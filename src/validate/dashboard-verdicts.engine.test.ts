import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

import { describe, expect, test } from 'vitest';

import type { Diagnostic } from '../diagnostics/diagnostics.ts';
import { prepareQueries } from '../folder/expressions/prepare.ts';
import { memoryTree } from '../folder/file-tree.ts';
import type { ProvisioningFolder } from '../folder/folder.ts';
import { openFolder } from '../folder/open-folder.ts';
import { NEWEST } from '../grafana/release.ts';
import { REPOSITORY } from '../test/support/out-folder.ts';
import { type CheckRequest, checkFolder } from './check-folder.ts';
import { type Judged, objectsOfDashboard, objectsOfRules } from './findings.ts';
import type { Context, Rule } from './rule.ts';
import { rules } from './rules/index.ts';

const FIXTURES = join(REPOSITORY, 'src/test/fixtures/documents');
const DATASOURCES = 'provisioning/datasources/verdicts.yaml';
const BOARD = 'dashboards/verdicts.json';
/** The number of dashboards in the fixtures and here. */
const DASHBOARDS = 4;
const RULE_FILES = 2;
/** The verdict on everything else. */
const OTHERS = 1;

/** Foreign dashboards with many mistakes, and one whose queries, links and names depend on its surroundings. */
const files: ReadonlyMap<string, string> = new Map([
  ...readdirSync(FIXTURES, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [relative(FIXTURES, path), readFileSync(path, 'utf8')] as const;
    }),
  [
    DATASOURCES,
    'apiVersion: 1\ndatasources:\n  - {name: Metrics, uid: m, type: prometheus, access: proxy, url: http://m}\n',
  ],
  [
    'provisioning/dashboards/verdicts.yaml',
    'apiVersion: 1\nproviders:\n  - {name: v, folder: V, type: file, options: {path: /var/lib/grafana/dashboards}}\n',
  ],
  [BOARD, board('up')],
  [
    'dashboards/other.json',
    JSON.stringify({ uid: 'other', title: 'Other', links: [{ type: 'link', url: '/d/verdicts' }] }),
  ],
]);

function board(expr: string): string {
  const panel = {
    id: 1,
    type: 'timeseries',
    title: 'P',
    gridPos: { x: 0, y: 0, w: 8, h: 8 },
    datasource: { uid: 'm' },
    links: [{ title: 'other', url: '/d/other' }],
    targets: [{ refId: 'A', datasource: { uid: 'm' }, expr }],
  };
  return JSON.stringify({ uid: 'verdicts', title: 'Verdicts', panels: [panel] });
}

/** An alert rule that links to the panel. */
function ruleFile(expr: string): string {
  const data = [
    { refId: 'A', datasourceUid: 'm', relativeTimeRange: { from: 60, to: 0 }, model: { refId: 'A', expr } },
  ];
  const rule = { uid: 'r', title: 'R', condition: 'A', for: '1m', dashboardUid: 'verdicts', panelId: 1, data };
  return JSON.stringify({ apiVersion: 1, groups: [{ name: 'g', folder: 'V', interval: '1m', rules: [rule] }] });
}

/** Verdicts in memory, and the dashboards that were checked since the last call. */
function memory() {
  const known = new Map<string, readonly Diagnostic[]>();
  let judged = 0;
  return {
    verdicts: {
      version: '1',
      get: (digest: string) => known.get(digest),
      set: (digest: string, verdict: readonly Diagnostic[]) => {
        judged += 1;
        known.set(digest, verdict);
      },
      save: () => undefined,
    },
    judged: () => {
      const count = judged;
      judged = 0;
      return count;
    },
  };
}

async function found(
  of: ReadonlyMap<string, string>,
  more: Partial<CheckRequest> = {},
): Promise<readonly Diagnostic[]> {
  const checked = await checkFolder({
    tree: memoryTree(of, ''),
    root: 'provisioning',
    elsewhere: { datasources: new Map(), receivers: new Set(), naming: 'options' },
    target: NEWEST,
    preset: 'style',
    suppressions: [],
    today: '2026-11-29',
    approvals: () => undefined,
    ...more,
  });
  return checked.found;
}

const changed = (path: string, text: string): ReadonlyMap<string, string> => new Map([...files, [path, text]]);

test('a checked folder gives the same findings, and none of its dashboards is checked again', async () => {
  const { verdicts, judged } = memory();
  const fresh = await found(files);
  expect(fresh.length).toBeGreaterThan(50);
  expect(await found(files, { verdicts })).toEqual(fresh);
  expect(judged()).toBe(DASHBOARDS + RULE_FILES + OTHERS);
  expect(await found(files, { verdicts })).toEqual(fresh);
  expect(judged()).toBe(0);
});

test('after one dashboard changed, one dashboard is checked', async () => {
  const { verdicts, judged } = memory();
  await found(files, { verdicts });
  judged();
  const edited = changed(BOARD, board('up +'));
  const fresh = await found(edited);
  expect(fresh.map(({ id, at }) => `${at?.file} ${id}`)).toContain(`${BOARD} query/syntax`);
  expect(await found(edited, { verdicts })).toEqual(fresh);
  expect(judged()).toBe(1 + OTHERS);
});

test.each([
  ['a rule', 'provisioning/alerting/verdicts.yaml', ruleFile('sum(up) >')],
  ['a file that Grafana does not read', 'provisioning/alerting/verdicts.yml.bak', ''],
  ['a panel that a rule links to', BOARD, board('up').replace('"id":1', '"id":2')],
])('everything but dashboards is checked again after any change, such as %s', async (_, path, text) => {
  const { verdicts, judged } = memory();
  const before = changed('provisioning/alerting/verdicts.yaml', ruleFile('up'));
  await found(before, { verdicts });
  judged();
  const edited = new Map([...before, [path, text]]);
  expect(await found(edited, { verdicts })).toEqual(await found(edited));
  expect(judged()).toBeGreaterThan(0);
});

describe('a verdict is recomputed when its inputs change:', () => {
  test.each<[string, ReadonlyMap<string, string>, Partial<CheckRequest>]>([
    [
      'a source has another type',
      changed(DATASOURCES, (files.get(DATASOURCES) ?? '').replace('prometheus', 'loki')),
      {},
    ],
    ['a source is gone', changed(DATASOURCES, 'apiVersion: 1\ndatasources: []\n'), {}],
    ['the target of a link is gone', new Map([...files].filter(([path]) => path !== 'dashboards/other.json')), {}],
    ['the target of a link has another uid', changed('dashboards/other.json', '{"uid":"another","title":"Other"}'), {}],
    [
      'the catalog has other metrics',
      changed('catalog.json', '{"prometheus":{"metrics":{"down":{"kind":"gauge","labels":[]}}}}'),
      {},
    ],
    ['another release', files, { target: { major: 10, minor: 1 } }],
    ['another preset', files, { preset: 'recommended' }],
    [
      'a source is known elsewhere',
      files,
      { elsewhere: { datasources: new Map([['x', { type: 'loki' }]]), receivers: new Set(), naming: 'options' } },
    ],
    [
      'hints name the configuration',
      files,
      { elsewhere: { datasources: new Map(), receivers: new Set(), naming: 'configuration' } },
    ],
    ['the environment of the server', files, { variables: new Map([['X', 'y']]) }],
  ])('%s', async (_name, other, request) => {
    const { verdicts, judged } = memory();
    await found(files, { verdicts });
    judged();
    const fresh = await found(other, request);
    expect(await found(other, { ...request, verdicts })).toEqual(fresh);
    expect(judged()).toBeGreaterThan(0);
  });

  test('other rules', async () => {
    const { verdicts, judged } = memory();
    await found(files, { verdicts });
    judged();
    await found(files, { verdicts: { ...verdicts, version: '2' } });
    expect(judged()).toBe(DASHBOARDS + RULE_FILES + OTHERS);
  });
});

test("a team's own rules run each time, because what they read is not known", async () => {
  const { verdicts, judged } = memory();
  const asked: string[] = [];
  const own: Rule = {
    id: 'team/own',
    severity: 'warning',
    description: '',
    why: '',
    bad: '',
    good: '',
    dashboard: ({ title }) => void asked.push(title),
  };
  await found(files, { verdicts });
  judged();
  await found(files, { verdicts, rules: [own] });
  expect(judged()).toBe(0);
  expect(asked).toContain('Verdicts');
});

test('MetricsQL is reported once per source, from whichever dashboard is left', async () => {
  const { verdicts } = memory();
  const query = 'topk_max(5, rate(up[5m]))';
  const both = new Map([
    ...changed(BOARD, board(query)),
    ['dashboards/second.json', board(query).replace('"verdicts"', '"second"')],
  ]);
  const told = async (of: ReadonlyMap<string, string>) =>
    (await found(of, { verdicts })).filter(({ id }) => id === 'query/metricsql').map(({ at }) => at?.file);
  const [first = ''] = await told(both);
  const others = [BOARD, 'dashboards/second.json'].filter((path) => path !== first);
  expect(
    await told(
      new Map([...both, [first, first === BOARD ? board('up') : board('up').replace('"verdicts"', '"second"')]]),
    ),
  ).toEqual(others);
});

test('after one rule file changed, that file and the folder are checked', async () => {
  const { verdicts, judged } = memory();
  const second = ruleFile('up').replaceAll('"r"', '"s"').replaceAll('"R"', '"S"').replace('"g"', '"h"');
  const two = new Map([
    ...changed('provisioning/alerting/verdicts.yaml', ruleFile('up')),
    ['provisioning/alerting/second.yaml', second],
  ]);
  await found(two, { verdicts });
  judged();
  const edited = new Map([...two, ['provisioning/alerting/second.yaml', second.replace('"up"', '"up +"')]]);
  const fresh = await found(edited);
  expect(fresh.map(({ id, at }) => `${at?.file} ${id}`)).toContain('provisioning/alerting/second.yaml query/syntax');
  expect(await found(edited, { verdicts })).toEqual(fresh);
  expect(judged()).toBe(1 + OTHERS);
});

test('after a contact point changed, rules that name it are checked again, wherever it is', async () => {
  const { verdicts, judged } = memory();
  const rule = ruleFile('up').replace('"for":', '"notification_settings":{"receiver":"team"},"for":');
  const point = (name: string) =>
    JSON.stringify({
      apiVersion: 1,
      contactPoints: [{ name, receivers: [{ uid: 'u', type: 'email', settings: { addresses: 'a@example.org' } }] }],
    });
  const all = (name: string) =>
    new Map([
      ...changed('provisioning/alerting/verdicts.yaml', rule),
      ['provisioning/alerting/points.yaml', point(name)],
    ]);
  await found(all('team'), { verdicts });
  judged();
  const fresh = await found(all('crew'));
  expect(await found(all('crew'), { verdicts })).toEqual(fresh);
  expect(fresh.map(({ id, at }) => `${at?.file} ${id}`)).toContain(
    'provisioning/alerting/verdicts.yaml alert/notification',
  );
});

/** What the digest of the surroundings covers, and so what a rule may read of the folder when it checks a dashboard. */
const MAY_READ = ['datasources', 'findSource', 'dashboards', 'dashboards.uid'];
/** The same for rule groups, whose digest covers the texts of dashboards and of all other alerting files. */
const GROUPS_MAY_READ = [
  ...MAY_READ,
  'dashboards.orgId',
  'dashboards.panels',
  'dashboards.title',
  'contactPoints',
  'muteTimings',
];

test.each<[string, readonly string[], (folder: ProvisioningFolder) => readonly Judged[]]>([
  ['dashboard', MAY_READ, ({ dashboards }) => dashboards.map(objectsOfDashboard)],
  ['rule group', GROUPS_MAY_READ, (folder) => folder.groups.map(({ source }) => objectsOfRules(source, folder))],
])('a rule for parts of a %s reads only what its verdict is cached by', async (...row) => {
  const [, mayRead, judgedIn] = row;
  const rule = ruleFile('up').replace(
    '"for":',
    '"notification_settings":{"receiver":"team","mute_time_intervals":["night"]},"for":',
  );
  const folder = openFolder(memoryTree(changed('provisioning/alerting/verdicts.yaml', rule), ''), 'provisioning');
  const queries = await prepareQueries(folder);
  const read = new Set<string>();
  const guarded = watched(folder, (name) => read.add(name), {
    dashboards: folder.dashboards.map((dashboard) => watched(dashboard, (name) => read.add(`dashboards.${name}`))),
  });
  const context: Context = {
    folder: guarded,
    target: NEWEST,
    preset: 'style',
    catalog: undefined,
    variables: undefined,
    queries,
    elsewhere: { datasources: new Map(), receivers: new Set(), naming: 'options' },
    secrets: [],
  };
  for (const judged of judgedIn(folder))
    for (const [scope, objects] of Object.entries(judged))
      for (const one of rules)
        for (const object of objects as readonly never[])
          (one[scope as 'dashboard'] as ((...all: unknown[]) => void) | undefined)?.(object, () => undefined, context);
  expect(read).toContain('dashboards.uid');
  expect([...read].filter((name) => !mayRead.includes(name))).toEqual([]);
});

/** An object that records which of its members are read. */
function watched<Object extends object>(object: Object, tell: (name: string) => void, instead: object = {}): Object {
  return new Proxy(object, {
    get: (target, name) => {
      tell(String(name));
      return (Reflect.get(instead, name) as unknown) ?? (Reflect.get(target, name) as unknown);
    },
  });
}
