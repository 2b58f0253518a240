import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { answer } from './answer.ts';
import { expandPanels } from './expand-panels.ts';
import { jsonPanels, prettyPanels } from './print.ts';

const SECRET = 'hunter2';
const folder = mkdtempSync(join(tmpdir(), 'pf-query-'));
const target = (type: string, query: object): object => ({
  refId: type.slice(0, 1).toUpperCase(),
  datasource: { type, uid: type },
  ...query,
});
const board = {
  uid: 'board',
  title: 'Board',
  time: { from: 'now-1h', to: 'now' },
  panels: [
    {
      id: 7,
      type: 'stat',
      title: 'All stores',
      gridPos: { w: 8 },
      targets: [
        target('prometheus', { expr: 'up{job=~"$job"}', instant: true }),
        target('loki', { expr: '{job="$job"}' }),
        target('grafana-clickhouse-datasource', { rawSql: 'SELECT $__fromTime' }),
        target('postgres', { rawSql: '$__nothing(1)' }),
      ],
    },
  ],
  templating: { list: [{ name: 'job', type: 'query', current: { value: 'x' } }] },
};
const request = { dir: folder, to: 'now', var: [], now: new Date('2026-03-01T12:00:00Z') };

const asked: { readonly path: string; readonly authorization: string | undefined; readonly text: string }[] = [];
const answers: Readonly<Record<string, object>> = {
  '/api/v1/query': { data: { resultType: 'vector', result: [{ metric: { job: 'x' }, value: [1_772_366_400, '1'] }] } },
  '/loki/api/v1/query_range': {
    data: {
      resultType: 'streams',
      result: [
        { stream: { job: 'x' }, values: [['1772366400000000000', 'a line']] },
        { stream: { job: 'y' }, values: [['1772366401000000000', 'a later one']] },
      ],
    },
  },
  '/': {
    meta: [
      { name: 't', type: 'DateTime' },
      { name: 'n', type: 'UInt64' },
    ],
    data: [['2026-03-01 11:00:00', '18']],
  },
};
const server = createServer(
  (incoming, response) => void reply(incoming).then(({ status, text }) => response.writeHead(status).end(text)),
);
let base = '';

beforeAll(async () => {
  writeFileSync(join(folder, 'board.json'), JSON.stringify(board));
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  base = `http://reader:${SECRET}@127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

test('a data source outside the folder is queried in the language of its given type', async () => {
  const lone = mkdtempSync(join(tmpdir(), 'pf-query-'));
  const targets = [{ refId: 'A', datasource: { uid: 'prom' }, expr: 'up' }];
  writeFileSync(
    join(lone, 'b.json'),
    JSON.stringify({ uid: 'b', title: 'B', panels: [{ id: 1, title: 'Up', type: 'stat', targets }] }),
  );
  const named = { ...request, dir: lone };
  const [unknown] = await expandPanels('b/up', named);
  expect(unknown?.queries[0]?.problem).toMatch('--datasource "prom"=prometheus');
  const [known] = await expandPanels('b/up', { ...named, datasource: new Map([['prom', 'prometheus']]) });
  expect(known?.queries[0]).toMatchObject({ language: 'promql', text: 'up' });
  rmSync(lone, { recursive: true });
});

test('a panel is printed with its queries as Grafana sends them', async () => {
  const printed = prettyPanels(await expandPanels('board/all-stores', { ...request, var: ['job=y.z'] }));
  expect(printed).toMatchInlineSnapshot(`
    "board  All stores  (stat, id 7)
      P  promql  2026-03-01T11:00:00.000Z to 2026-03-01T12:00:00.000Z, interval 15s
        up{job=~"y.z"}
      L  logql  2026-03-01T11:00:00.000Z to 2026-03-01T12:00:00.000Z, interval 5s
        {job="y.z"}
      G  clickhouse  2026-03-01T11:00:00.000Z to 2026-03-01T12:00:00.000Z, interval 5s
        SELECT toDateTime(1772362800)
      P  postgres  2026-03-01T11:00:00.000Z to 2026-03-01T12:00:00.000Z, interval 1m
        fails: unknown macro "__nothing"
    "
  `);
});

test('queries are run, each on its own server, and credentials are sent but never printed', async () => {
  const url = `${base}/`;
  const answered = await answer(await expandPanels('board/7', request), {
    promql: url,
    logql: url,
    clickhouse: `${url}?database=d`,
  });
  const [promql, logql, clickhouse] = answered[0]?.queries ?? [];
  expect(promql?.result).toEqual({
    columns: [
      { name: 'time', kind: 'time' },
      { name: 'job', kind: 'text' },
      { name: 'value', kind: 'number' },
    ],
    rows: [[1_772_366_400_000, 'x', 1]],
  });
  expect(logql?.result?.rows).toEqual([
    [1_772_366_401_000, 'a later one', 'y'],
    [1_772_366_400_000, 'a line', 'x'],
  ]);
  expect(answered[0]?.queries.map(({ unusable }) => unusable)).toEqual([[], [], [], undefined]);
  expect(clickhouse?.result?.rows).toEqual([[Date.parse('2026-03-01T11:00:00Z'), 18]]);
  expect(asked.map(({ path, authorization }) => [path, authorization])).toEqual(
    ['/api/v1/query', '/loki/api/v1/query_range', '/'].map((path) => [
      path,
      `Basic ${Buffer.from(`reader:${SECRET}`).toString('base64')}`,
    ]),
  );
  expect(asked[2]?.text).toBe('SELECT toDateTime(1772362800)');
  const printed = prettyPanels(answered) + jsonPanels(answered);
  expect(printed).not.toContain(SECRET);
  expect(printed).not.toContain('expanded');
});

test('for a result that the panel cannot use, the reason is given', async () => {
  const lines = {
    id: 8,
    type: 'timeseries',
    title: 'Lines',
    targets: [target('grafana-clickhouse-datasource', { rawSql: 'SELECT 1', format: 0 })],
  };
  writeFileSync(join(folder, 'lines.json'), JSON.stringify({ uid: 'lines', title: 'Lines', panels: [lines] }));
  const answered = await answer(await expandPanels('lines/8', request), { clickhouse: `${base}/` });
  expect(answered[0]?.queries[0]?.unusable).toEqual(['the column "time" must be a timestamp, but is missing']);
  expect(prettyPanels(answered)).toContain(
    '    the panel cannot show it: the column "time" must be a timestamp, but is missing\n',
  );
});

test("an engine's error is reported for the query", async () => {
  const answered = await answer(await expandPanels('board/7', request), {
    promql: `${base}/broken`,
    logql: `${base}/broken`,
    clickhouse: `${base}/broken`,
  });
  expect(answered[0]?.queries.map(({ problem }) => problem)).toEqual([
    expect.stringContaining('parse error'),
    expect.stringContaining('parse error'),
    expect.stringContaining('parse error'),
    expect.stringContaining('unknown macro'),
  ]);
});

describe('invalid requests', () => {
  test.each<[string, string, object, string]>([
    ['an unknown panel', 'board/al-stores', {}, 'There is no panel'],
    ['an unknown variable', 'board/7', { var: ['job=1', 'jobs=2'] }, 'no variable jobs'],
    ['a variable without a value', 'board/7', { var: ['job'] }, 'has no value'],
    ['a reversed range', 'board/7', { from: 'now', to: 'now-1h' }, 'not after its start'],
    ['a folder that is not there', 'board/7', { dir: join(folder, 'nowhere') }, 'cannot be read'],
  ])('%s', async (_name, name, change, message) => {
    await expect(expandPanels(name, { ...request, ...change })).rejects.toThrow(message);
  });

  test.each<[string, object, string]>([
    ['no URL', {}, 'no URL for Prometheus'],
    ['a text that is not a URL', { promql: `secret ${SECRET}` }, 'is not a valid address'],
    ['nobody there', { promql: `http://reader:${SECRET}@127.0.0.1:1` }, 'Could not connect'],
  ])('%s', async (_name, urls, message) => {
    const error: unknown = await answer(await expandPanels('board/7', request), urls).catch(
      (thrown: unknown) => thrown,
    );
    expect(String(error)).toContain(message);
    expect(String(error)).not.toContain(SECRET);
  });
});

async function reply(incoming: IncomingMessage): Promise<{ status: number; text: string }> {
  const { pathname } = new URL(incoming.url ?? '/', 'http://localhost');
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  if (pathname.startsWith('/broken')) return { status: 400, text: 'parse error' };
  asked.push({ path: pathname, authorization: incoming.headers.authorization, text: Buffer.concat(chunks).toString() });
  return { status: 200, text: JSON.stringify(answers[pathname]) };
}
