import { expect, test } from 'vitest';

import { UserError } from '../diagnostics/errors.ts';
import { memoryTree } from './file-tree.ts';
import { catalogBeside, readCatalog } from './read-catalog.ts';

const tree = (files: Readonly<Record<string, string>>) => memoryTree(new Map(Object.entries(files)), '');
const rules =
  'groups:\n  - name: g\n    rules:\n      - {record: "a:b:sum", expr: "sum(b)"}\n      - {alert: A, expr: b}\n';

test('a catalog beside the folder is found, with the series of the recording rules', () => {
  const catalog = catalogBeside(
    tree({
      'out/catalog.json':
        '{"prometheus": {"metrics": {"b": {"type": "gauge", "labels": ["c"]}, "d": {}}}, "clickhouse": {"tables": {"t": {"columns": {"e": {"type": "Int8"}}}}}}',
      'out/stack/prometheus/recording-rules.yaml': rules,
    }),
    'out/provisioning',
  );
  expect(catalog).toEqual({
    prometheus: {
      targetLabels: [],
      metrics: { b: { type: 'gauge', labels: ['c'] }, d: { type: 'untyped', labels: [] } },
      recorded: { 'a:b:sum': { type: 'gauge' } },
    },
    clickhouse: { tables: { t: { columns: { e: { type: 'Int8' } } } } },
  });
});

test('without a catalog file there is no catalog', () => {
  expect(catalogBeside(tree({ 'out/provisioning/a.yaml': '' }), 'out/provisioning')).toBeUndefined();
});

test.each([
  ['invalid JSON', '{'],
  ['a value that is not an object', '[]'],
  ['a part in another format', '{"postgres": []}'],
])('%s is a usage error', (_name, text) => {
  expect(() => readCatalog(tree({ 'c.json': text }), 'c.json')).toThrow(UserError);
});

test('a missing file is a usage error', () => {
  expect(() => readCatalog(tree({}), 'c.json')).toThrow(UserError);
});
