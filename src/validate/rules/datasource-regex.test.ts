import { expect, test } from 'vitest';

import { datasources, diagnosticsOf } from '../../test/support/validated.ts';
import { datasourceRegex } from './datasource-regex.ts';

const derived = (matcherRegex: string) => ({
  jsonData: { derivedFields: [{ name: 'a', matcherRegex: 'ok' }, { matcherRegex }] },
});
const step = (type: string, expression: string) => ({
  correlations: [{ config: { transformations: [{ type, expression }] } }],
});
const DERIVED = '/datasources/0/jsonData/derivedFields/1/matcherRegex';
const STEP = '/datasources/0/correlations/0/config/transformations/0/expression';

test.each([
  ['a derived field', derived('trace=(\\w+)'), []],
  ['a label', { jsonData: { derivedFields: [{ name: 'a', matcherType: 'label', matcherRegex: 'traceID' }] } }, []],
  ['a path', derived('/api/(\\w+)'), []],
  ['an open group', derived('trace=(\\w+'), [DERIVED]],
  ['a flag of Go', derived('(?i)trace=(\\w+)'), [DERIVED]],
  ['an environment variable', derived('$TRACE_REGEX'), []],
  ['a step of a correlation', step('regex', 'host=(\\w+)'), []],
  ['a broken step', step('regex', 'host=[a-'), [STEP]],
  ['a step without an expression', step('logfmt', '('), []],
])('%s', (_name, more, expected) => {
  const found = diagnosticsOf(datasources({ name: 'L', uid: 'l', type: 'loki', ...more }), [datasourceRegex]);
  expect(found.map(({ severity, pointer }) => `${severity} ${pointer}`)).toEqual(expected.map((at) => `error ${at}`));
});
