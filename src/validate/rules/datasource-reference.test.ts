import { expect, test } from 'vitest';

import { datasources, diagnosticsOf, pointers } from '../../test/support/validated.ts';
import { datasourceReference } from './datasource-reference.ts';

test.each([
  [
    'to a source of the folder',
    datasources(
      { name: 'P', uid: 'p', jsonData: { exemplarTraceIdDestinations: [{ datasourceUid: 't' }] } },
      { name: 'T', uid: 't' },
    ),
    [],
  ],
  [
    'to a source that does not exist',
    datasources({ name: 'P', uid: 'p', jsonData: { exemplarTraceIdDestinations: [{ datasourceUid: 'tempo' }] } }),
    ['/datasources/0/jsonData/exemplarTraceIdDestinations/0/datasourceUid'],
  ],
  ['no links', datasources({ name: 'P', uid: 'p', jsonData: {} }), []],
])('%s', (_name, files, expected) => {
  expect(pointers(files, datasourceReference)).toEqual(expected);
});

test('the hint for a source without a uid is the uid that is referred to', () => {
  const [found] = diagnosticsOf(
    datasources(
      { name: 'L', uid: 'l', jsonData: { derivedFields: [{ datasourceUid: 'tempo' }] } },
      { name: 'Tempo', type: 'tempo' },
    ),
    [datasourceReference],
  );
  expect(found?.hint).toBe('Give the uid "tempo" to the data source "Tempo", which has none.');
});

test.each<[string, readonly Readonly<Record<string, string>>[], string]>([
  [
    'the uid of the only source of that type',
    [{ name: 'Traces', uid: 'P8E80F9AEF21F6940', type: 'tempo' }],
    'Write "P8E80F9AEF21F6940", the uid of the data source "Traces".',
  ],
  [
    'the uids with their names, where several have that type',
    [
      { name: 'Traces', uid: 'PA', type: 'tempo' },
      { name: 'More traces', uid: 'PB', type: 'tempo' },
    ],
    'Provisioned are: logs, PA ("Traces"), PB ("More traces"). If it exists in Grafana without this folder, declare it with --datasource tempo.',
  ],
])('otherwise it is %s', (_name, sources, hint) => {
  const files = datasources(
    { name: 'logs', uid: 'logs', jsonData: { derivedFields: [{ datasourceUid: 'tempo' }] } },
    ...sources,
  );
  expect(diagnosticsOf(files, [datasourceReference])[0]?.hint).toBe(hint);
});
