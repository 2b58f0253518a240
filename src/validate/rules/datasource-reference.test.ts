import { expect, test } from 'vitest';

import { datasources, pointers } from '../../test/support/validated.ts';
import { datasourceReference } from './datasource-reference.ts';

test.each([
  ['to a source of the folder', datasources({ name: 'P', uid: 'p', jsonData: { exemplarTraceIdDestinations: [{ datasourceUid: 't' }] } }, { name: 'T', uid: 't' }), []],
  ['to none', datasources({ name: 'P', uid: 'p', jsonData: { exemplarTraceIdDestinations: [{ datasourceUid: 'tempo' }] } }), ['/datasources/0/jsonData/exemplarTraceIdDestinations/0/datasourceUid']],
  ['no links', datasources({ name: 'P', uid: 'p', jsonData: {} }), []],
])('%s', (_name, files, expected) => {
  expect(pointers(files, datasourceReference)).toEqual(expected);
});
