import { expect, test } from 'vitest';

import { alertRules, datasources, pointers } from '../../test/support/validated.ts';
import { alertQueryText } from './alert-query-text.ts';

const SOURCES = datasources(
  { name: 'Prom', uid: 'prom', type: 'prometheus' },
  { name: 'Pg', uid: 'pg', type: 'grafana-postgresql-datasource' },
  { name: 'Loki', uid: 'loki', type: 'loki' },
  { name: 'Es', uid: 'es', type: 'elasticsearch' },
);
const rule = (datasourceUid: string, model: Readonly<Record<string, unknown>>) => ({
  ...SOURCES,
  ...alertRules({ uid: 'r', title: 'R', data: [{ refId: 'A', datasourceUid, model }] }),
});
const AT = '/groups/0/rules/0/data/0/model';

test.each([
  ['a query', rule('prom', { expr: 'up' }), []],
  ['a query under another name', rule('prom', { query: 'up' }), [AT]],
  ['an empty one', rule('prom', { expr: ' ' }), [AT]],
  ['SQL', rule('pg', { rawSql: 'SELECT 1' }), []],
  ['SQL under another name', rule('pg', { expr: 'SELECT 1' }), [AT]],
  ['a model that the schema checks', rule('prom', { datasource: { type: 'prometheus' } }), []],
  ['a model of another source', rule('prom', { datasource: { type: 'loki' } }), [AT]],
  ['a source whose queries are not known', rule('es', { query: 'a:b' }), []],
  ['an instant query', rule('loki', { expr: 'rate({a="b"}[1m])', queryType: 'instant' }), []],
  ['a range', rule('loki', { expr: 'rate({a="b"}[1m])' }), []],
  [
    'a type that Loki does not have',
    rule('loki', { expr: 'rate({a="b"}[1m])', queryType: 'rnge' }),
    [`${AT}/queryType`],
  ],
  [
    'the same in a model that names its source',
    rule('loki', { datasource: { type: 'loki' }, expr: 'rate({a="b"}[1m])', queryType: 'stream' }),
    [`${AT}/queryType`],
  ],
  ['an expression', rule('__expr__', { type: 'math' }), []],
  ['a source of another folder', rule('elsewhere', {}), []],
])('%s', (_name, files, expected) => {
  expect(pointers(files, alertQueryText)).toEqual(expected);
});
