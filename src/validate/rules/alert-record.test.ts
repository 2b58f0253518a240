import { expect, test } from 'vitest';

import { alertRules, datasources, pointers } from '../../test/support/validated.ts';
import { alertRecord } from './alert-record.ts';

const rule = (record: unknown) => ({
  ...datasources({ name: 'Prom', uid: 'prom', type: 'prometheus' }),
  ...alertRules({ uid: 'r', title: 'R', record, data: [{ refId: 'A', datasourceUid: 'prom', model: { expr: 'up' } }] }),
});
const AT = '/groups/0/rules/0/record';

test.each([
  ['a query of its own', rule({ metric: 'a', from: 'A', targetDatasourceUid: 'prom' }), []],
  ['a query that it does not have', rule({ metric: 'a', from: 'B' }), [`${AT}/from`]],
  ['a variable', rule({ metric: 'a', from: '$FROM' }), []],
  ['not a recording rule', rule(undefined), []],
  [
    'an unknown target',
    rule({ metric: 'a', from: 'A', targetDatasourceUid: 'prom-eu' }),
    [`${AT}/targetDatasourceUid`],
  ],
  [
    'a target by its name',
    rule({ metric: 'a', from: 'A', targetDatasourceUid: 'Prom' }),
    [`${AT}/targetDatasourceUid`],
  ],
])('%s', (_name, files, expected) => {
  expect(pointers(files, alertRecord)).toEqual(expected);
});
