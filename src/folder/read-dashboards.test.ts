import { expect, test } from 'vitest';

import { memoryTree } from './file-tree.ts';
import type { Dashboard } from './folder.ts';
import type { KnownDashboard } from './known-dashboards.ts';
import { openFolder } from './open-folder.ts';

const board = (title: string, query: string) =>
  JSON.stringify({
    title,
    uid: title,
    schemaVersion: 41,
    panels: [
      { id: 1, type: 'row', title: 'Row', panels: [] },
      { id: 2, type: 'timeseries', title, targets: [{ refId: 'A', expr: query, datasource: { type: 'prometheus' } }] },
    ],
    templating: {
      list: [{ name: 'job', type: 'query', query: 'label_values(up, job)', datasource: { type: 'loki' } }],
    },
  });
const files = new Map([
  [
    'provisioning/dashboards/a.yaml',
    JSON.stringify({
      apiVersion: 1,
      providers: [1, 2].map((orgId) => ({
        name: `p${orgId}`,
        orgId,
        options: { path: '/var/lib/grafana/dashboards' },
      })),
    }),
  ],
  ['dashboards/one.json', board('one', 'up')],
  ['dashboards/two.json', board('two', 'down')],
]);
const open = (mostHeld?: number) =>
  openFolder(memoryTree(files, ''), 'provisioning', mostHeld === undefined ? {} : { mostHeld }).dashboards;

test.each([
  ['all are held', undefined],
  ['only the first is held', board('one', 'up').length],
  ['none is held', 0],
])('the content of dashboards is the same, read one by one or in turns, where %s', (_name, mostHeld) => {
  const dashboards = open(mostHeld);
  const told = ({ orgId, json, panels, queries, counts, variables, source }: Dashboard) => [
    orgId,
    json['title'],
    panels.map(({ id, dashboard }) => [id, dashboard.title]),
    queries.map(({ language, text }) => [language, text]),
    variables.map(({ name }) => name),
    counts,
    source.position(['panels', 1, 'title']).line,
  ];
  const expected = (orgId: number, title: string, query: string) => [
    orgId,
    title,
    [
      [1, title],
      [2, title],
    ],
    [
      ['promql', query],
      ['logql', 'label_values(up, job)'],
    ],
    ['job'],
    {
      panels: 1,
      queries: new Map([
        ['promql', 1],
        ['logql', 1],
      ]),
    },
    1,
  ];
  for (const again of [1, 2])
    expect([again, ...dashboards.map(told)]).toEqual([
      again,
      expected(1, 'one', 'up'),
      expected(1, 'two', 'down'),
      expected(2, 'one', 'up'),
      expected(2, 'two', 'down'),
    ]);
});

test('a held dashboard keeps its objects; one that is not held drops them for the next', () => {
  const [held, brief, other] = [...open(board('one', 'up').length)];
  const panels = [held, brief].map((dashboard) => dashboard?.panels);
  expect(brief?.panels).toBe(panels[1]);
  expect(open(0)[0]?.panels.length).toBe(2);
  expect(other?.panels.length).toBe(2);
  expect(held?.panels).toBe(panels[0]);
  expect(brief?.panels).not.toBe(panels[1]);
  expect(brief?.panels.map(({ label }) => label)).toEqual(panels[1]?.map(({ label }) => label));
});

test('a dashboard that an earlier run has read is the same, and its text is parsed only on request', () => {
  const known = new Map<string, KnownDashboard>();
  const asked: string[] = [];
  const store = {
    get: (text: string) => {
      asked.push(text);
      return known.get(text);
    },
    add: (text: string, own: KnownDashboard) => void known.set(text, own),
  };
  const read = () => openFolder(memoryTree(files, ''), 'provisioning', { known: store });
  const told = ({ uid, title, label, folder, panels, queries, counts, source }: Dashboard) => [
    [uid, title, label, folder, counts],
    panels.map(({ label: own, path }) => [own, path]),
    queries.map(({ language, text, path }) => [language, text, path]),
    [source.problems, source.form, source.position(['panels', 1, 'title']), source.value],
  ];
  const first = read().dashboards.map(told);
  expect([...known.values()]).toEqual([
    { uid: 'one', title: 'one' },
    { uid: 'two', title: 'two' },
  ]);
  expect(read().dashboards.map(told)).toEqual(first);
  expect(asked).toHaveLength(4);
  // What is known is not parsed: another identity under the same text is believed.
  known.set(board('one', 'up'), { uid: 'other', title: 'Other' });
  expect(read().dashboards.map(({ uid, label }) => [uid, label])).toContainEqual(['other', 'Dashboard "Other"']);
});

test.each([
  ['a key twice', '{"title": "a", "uid": "a", "uid": "b", "schemaVersion": 41, "panels": []}'],
  ['broken JSON', '{"title": "a", "uid": "a", "schemaVersion": 41, "panels": [}'],
  [
    'a secret',
    JSON.stringify({ title: 'a', schemaVersion: 41, links: [{ url: 'https://user:hunter2secret@host.example.com/' }] }),
  ],
  ['another form', JSON.stringify({ apiVersion: 'dashboard.grafana.app/v2', kind: 'Dashboard', spec: { title: 'a' } })],
])('a file with %s is read anew in every run', (_name, text) => {
  const known: string[] = [];
  const store = { get: () => undefined, add: (read: string) => void known.push(read) };
  openFolder(memoryTree(new Map([...files, ['dashboards/one.json', text]]), ''), 'provisioning', { known: store });
  expect(known).toEqual([board('two', 'down')]);
});
