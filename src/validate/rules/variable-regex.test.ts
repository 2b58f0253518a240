import { expect, test } from 'vitest';

import { dashboards, pointers } from '../../test/support/validated.ts';
import { variableRegex } from './variable-regex.ts';

const variables = (...list: readonly unknown[]) =>
  dashboards({ 'f/a.json': { uid: 'a', title: 'A', panels: [], templating: { list } } });

test.each([
  ['one between slashes', variables({ name: 'job', type: 'query', regex: '/^(api|db)$/' }), []],
  ['a bare one', variables({ name: 'job', type: 'query', regex: 'api.*' }), []],
  ['none', variables({ name: 'job', type: 'query', regex: '' }), []],
  ['one with groups', variables({ name: 'job', type: 'query', regex: '/(?<text>.+)=(?<value>.+)/g' }), []],
  ['an open bracket', variables({ name: 'job', type: 'query', regex: '/^(api|db/' }), ['/templating/list/0/regex']],
  ['no second slash', variables({ name: 'job', type: 'query', regex: '/api' }), ['/templating/list/0/regex']],
  ['of data sources', variables({ name: 'ds', type: 'datasource', regex: '/[a-/' }), ['/templating/list/0/regex']],
  ['of a type that has none', variables({ name: 'job', type: 'custom', regex: '/(/' }), []],
  [
    'one that another variable completes',
    variables({ name: 'env', type: 'custom' }, { name: 'job', type: 'query', regex: '/(${env/' }),
    [],
  ],
])('%s', (_name, files, expected) => {
  expect(pointers(files, variableRegex)).toEqual(expected);
});
