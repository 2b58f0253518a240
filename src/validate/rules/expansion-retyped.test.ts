import { expect, test } from 'vitest';

import { alerting, datasources, diagnosticsOf, pointers } from '../../test/support/validated.ts';
import { expansionRetyped } from './expansion-retyped.ts';

test.each([
  [
    'a chat id in quotes',
    alerting({ contactPoints: [{ receivers: [{ type: 'telegram', settings: { chatid: '-808' } }] }] }),
    [],
    { target: { major: 12, minor: 0 } },
  ],
  [
    'a chat id from a variable',
    alerting({ contactPoints: [{ receivers: [{ type: 'telegram', settings: { chatid: '$CHAT' } }] }] }),
    ['/contactPoints/0/receivers/0/settings/chatid'],
    { target: { major: 12, minor: 0 } },
  ],
  [
    'a variable that is a number',
    alerting({ contactPoints: [{ receivers: [{ settings: { channel: '$C' } }] }] }),
    ['error /contactPoints/0/receivers/0/settings/channel'],
    { variables: new Map([['C', '1e3']]) },
  ],
  [
    'a variable that is a string',
    alerting({ contactPoints: [{ receivers: [{ settings: { channel: '$C' } }] }] }),
    [],
    { variables: new Map([['C', '#ops']]) },
  ],
  [
    'the value of a matcher',
    alerting({ policies: [{ routes: [{ object_matchers: [['shard', '=', '$SHARD']] }] }] }),
    ['/policies/0/routes/0/object_matchers/0/2'],
    {},
  ],
  [
    'a secret of a data source, which stays a string',
    datasources({ name: 'P', secureJsonData: { password: '$PG' } }),
    [],
    {},
  ],
])('%s', (_name, files, expected, options) => {
  expect(pointers(files, expansionRetyped, options)).toEqual(expected);
});

test('a file with a number as a string setting of jsonData is loaded, but its data source fails', () => {
  const [found] = diagnosticsOf(datasources({ name: 'P', jsonData: { database: '$DB' } }), [expansionRetyped]);
  expect(found).toMatchObject({
    pointer: '/datasources/0/jsonData/database',
    message: expect.stringContaining('and the data source is unusable') as string,
  });
});
