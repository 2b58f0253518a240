import { expect, test } from 'vitest';

import { alertRules, datasources, pointers } from '../../test/support/validated.ts';
import { alertModelDatasource } from './alert-model-datasource.ts';

const SOURCES = datasources({ name: 'Prom', uid: 'prom', type: 'prometheus' });
const rule = (datasourceUid: string, datasource?: unknown) => ({
  ...SOURCES,
  ...alertRules({ uid: 'r', title: 'R', data: [{ refId: 'A', datasourceUid, model: { expr: 'up', datasource } }] }),
});
const AT = '/groups/0/rules/0/data/0/model/datasource';

test.each([
  ['none', rule('prom'), []],
  ['the same', rule('prom', { type: 'prometheus', uid: 'prom' }), []],
  ['another uid', rule('prom', { type: 'prometheus', uid: 'prom-us' }), [`${AT}/uid`]],
  ['another type', rule('prom', { type: 'loki', uid: 'prom' }), [`${AT}/type`]],
  ['only a type', rule('prom', { type: 'prometheus' }), []],
  ['an expression', rule('__expr__', { type: '__expr__', uid: '-100' }), []],
  ['a variable', rule('$PROM', { type: 'prometheus', uid: 'prom' }), []],
])('%s', (_name, files, expected) => {
  expect(pointers(files, alertModelDatasource)).toEqual(expected);
});
