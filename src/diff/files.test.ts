import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { memoryTree } from '../folder/file-tree.ts';
import { openFolder } from '../folder/open-folder.ts';
import type { ObjectDiff } from './change.ts';
import { diffAll } from './diff-all.ts';
import { type FolderFiles, folderFiles } from './files.ts';

type Files = Readonly<Record<string, string>>;

/** Every file of the committed folder, by path. */
const OUT: Files = Object.fromEntries(
  readdirSync('out', { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [path.slice('out/'.length), readFileSync(path, 'utf8')]),
);

/** Reads the folder as Grafana does. */
function open(files: Files): FolderFiles {
  const tree = memoryTree(new Map(Object.entries(files)), 'out');
  return folderFiles(tree, 'provisioning', openFolder(tree, 'provisioning'));
}

function diff(before: Files, after: Files): ObjectDiff[] {
  return diffAll({ before: open(before), after: open(after) });
}

/** `kind label | part: text | risks` */
function lines(objects: readonly ObjectDiff[]): string[] {
  return objects.flatMap(({ kind, label, changes }) =>
    changes.map(({ part, text, risks = [] }) =>
      [
        `${kind} ${label}`,
        `${part === undefined ? '' : `${part}: `}${text}`,
        ...risks.map(({ message }) => message),
      ].join(' | '),
    ),
  );
}

const BASE: Files = {
  'provisioning/datasources/all.yaml': `apiVersion: 1
datasources: [{name: Prom, uid: prom, type: prometheus}, {name: Book, uid: book, type: grafana-postgresql-datasource}]
`,
  'provisioning/alerting/rules.yaml': `apiVersion: 1
groups:
  - {name: web, folder: Web, interval: 1m, rules: [{uid: slow, title: Slow, condition: A, data: [{refId: A, datasourceUid: prom, model: {expr: 'job:http:rate5m > 5'}}]}, {uid: late, title: Late, condition: A, data: [{refId: A, datasourceUid: book, model: {rawSql: 'SELECT count(*) FROM orders WHERE placed_at < now()'}}]}]}
`,
  'stack/prometheus/rules.yaml': `groups:
  - name: web
    interval: 30s
    rules:
      - {record: 'job:http:rate5m', expr: 'sum by (job) (rate(http_requests_total[5m]))'}
      - {record: 'job:http:increase1h', expr: 'sum by (job) (increase(http_requests_total[1h]))'}
      - {alert: Down, expr: up == 0, for: 1m}
`,
  'stack/postgres/schema.sql': `-- The book; it has orders.
CREATE TABLE orders (
  id bigint NOT NULL,
  placed_at timestamptz NOT NULL DEFAULT ';',
  note text
);
CREATE TABLE notes (id bigint);
GRANT SELECT ON orders TO reader;
`,
  'env.example': 'A=\n',
};

function edited(path: string, from: string | RegExp, to: string): Files {
  const text = (BASE[path] ?? '').replace(from, () => to);
  if (text === BASE[path]) throw new Error(`The edit changes nothing: ${String(from)}`);
  return { ...BASE, [path]: text };
}

describe('files beside Grafana', () => {
  test.each<[string, Files, string[]]>([
    [
      'a removed recorded series that a rule reads',
      edited('stack/prometheus/rules.yaml', /.*job:http:rate5m.*\n/, ''),
      [
        'prometheus rules Prometheus rules stack/prometheus/rules.yaml | Series "job:http:rate5m": removed | Read by Query A of rule "Slow".',
      ],
    ],
    [
      'a removed recorded series that nothing reads',
      edited('stack/prometheus/rules.yaml', /.*job:http:increase1h.*\n/, ''),
      ['prometheus rules Prometheus rules stack/prometheus/rules.yaml | Series "job:http:increase1h": removed'],
    ],
    [
      'another query of a series',
      edited('stack/prometheus/rules.yaml', '[5m]', '[10m]'),
      ['prometheus rules Prometheus rules stack/prometheus/rules.yaml | Series "job:http:rate5m": query changed'],
    ],
    [
      'a removed Prometheus alert',
      edited('stack/prometheus/rules.yaml', /.*alert: Down.*\n/, ''),
      [
        'prometheus rules Prometheus rules stack/prometheus/rules.yaml | Alert "Down": removed | It is no longer evaluated.',
      ],
    ],
    [
      'a Prometheus alert that waits longer',
      edited('stack/prometheus/rules.yaml', 'for: 1m', 'for: 5m'),
      [
        'prometheus rules Prometheus rules stack/prometheus/rules.yaml | Alert "Down": for: 1m -> 5m | It fires later than it did.',
      ],
    ],
    [
      'series that are computed less often',
      edited('stack/prometheus/rules.yaml', 'interval: 30s', 'interval: 5m'),
      [
        'prometheus rules Prometheus rules stack/prometheus/rules.yaml | Group "web": interval: 30s -> 5m | Its series are computed less often, so alerts that read them fire later.',
      ],
    ],
    [
      'a comment in a rule file',
      edited('stack/prometheus/rules.yaml', 'groups:', '# ours\ngroups:'),
      ['file File stack/prometheus/rules.yaml | 0 lines removed, 1 added'],
    ],
    [
      'a removed table that a rule reads',
      edited('stack/postgres/schema.sql', /CREATE TABLE orders[^]*?\n\);\n/, ''),
      ['sql SQL file stack/postgres/schema.sql | CREATE TABLE orders: removed | Read by Query A of rule "Late".'],
    ],
    [
      'a removed column that a rule reads',
      edited('stack/postgres/schema.sql', / {2}placed_at.*\n/, ''),
      [
        'sql SQL file stack/postgres/schema.sql | CREATE TABLE orders: changed | Column placed_at is gone. Read by Query A of rule "Late".',
      ],
    ],
    [
      'a removed column that nothing reads',
      edited('stack/postgres/schema.sql', ',\n  note text', ''),
      ['sql SQL file stack/postgres/schema.sql | CREATE TABLE orders: changed'],
    ],
    [
      'a removed grant',
      edited('stack/postgres/schema.sql', /GRANT.*\n/, ''),
      [
        'sql SQL file stack/postgres/schema.sql | GRANT SELECT ON orders TO reader: removed | A new database refuses what this allowed.',
      ],
    ],
    [
      'a new statement',
      edited(
        'stack/postgres/schema.sql',
        'CREATE TABLE notes',
        'CREATE INDEX orders_at ON orders (placed_at);\nCREATE TABLE notes',
      ),
      ['sql SQL file stack/postgres/schema.sql | CREATE INDEX orders_at ON orders: added'],
    ],
    [
      'a comment in an SQL file',
      edited('stack/postgres/schema.sql', '-- The book;', '-- Our book;'),
      ['file File stack/postgres/schema.sql | 1 lines removed, 1 added'],
    ],
    ['another file', edited('env.example', 'A=', 'B='), ['file File env.example | 1 lines removed, 1 added']],
    ['a new file', { ...BASE, 'notes.txt': 'x' }, ['file File notes.txt | added']],
    ['values of a JSON file', { ...BASE, 'catalog.json': '{}' }, ['file File catalog.json | added']],
    [
      'a comment in a file that Grafana loads',
      edited('provisioning/alerting/rules.yaml', 'apiVersion', '# ours\napiVersion'),
      [
        'file File provisioning/alerting/rules.yaml | changed, but it means the same to Grafana: only comments, order or white space differ',
      ],
    ],
  ])('%s', (_name, after, expected) => expect(lines(diff(BASE, after))).toEqual(expected));

  test('a password in a statement is not shown', () => {
    const user = "CREATE USER reader PASSWORD 'hunter1';\n";
    const sql = 'stack/postgres/schema.sql';
    const before = { ...BASE, [sql]: user };
    const objects = diff(before, { ...BASE, [sql]: user.replace('hunter1', 'hunter2') });
    expect(JSON.stringify(objects)).not.toContain('hunter');
    expect(objects).toHaveLength(1);
  });
});

test('every change of a file in the committed folder is a difference', () => {
  expect(Object.keys(OUT).length).toBeGreaterThan(20);
  // Each file alone, with the provider of the dashboards: reading all of them for each change takes most of the time.
  const provider = 'provisioning/dashboards/dashboards.yaml';
  for (const [path, text] of Object.entries(OUT)) {
    const others: Files = path === provider ? {} : { [provider]: OUT[provider] ?? '' };
    const [committed, without] = [open({ ...others, [path]: text }), open(others)];
    const longer = open({ ...others, [path]: `${text}\n` });
    expect(diffAll({ before: committed, after: longer }), path).not.toEqual([]);
    expect(diffAll({ before: committed, after: without }), path).not.toEqual([]);
    expect(diffAll({ before: without, after: committed }), path).not.toEqual([]);
  }
  expect(diffAll({ before: open(OUT), after: open(OUT) })).toEqual([]);
});

test('the manifest is reported only when nothing that it lists changed', () => {
  const manifest = { ...OUT, 'manifest.json': '{}' };
  expect(diff(OUT, manifest).map(({ identity }) => identity)).toEqual(['manifest.json']);
  expect(diff(OUT, { ...manifest, 'env.example': '' }).map(({ identity }) => identity)).toEqual(['env.example']);
});
