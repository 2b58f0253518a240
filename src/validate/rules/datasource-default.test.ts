import { expect, test } from 'vitest';
import { stringify } from 'yaml';

import { datasources, pointers } from '../../test/support/validated.ts';
import { datasourceDefault } from './datasource-default.ts';

test.each([
  ['one default', datasources({ name: 'A', isDefault: true }, { name: 'B' }), []],
  [
    'two defaults',
    datasources({ name: 'A', isDefault: true }, { name: 'B', isDefault: true }),
    ['/datasources/1/isDefault'],
  ],
  [
    'two of the oldest form, and one that this form does not read',
    {
      'provisioning/datasources/d.yaml': stringify({
        datasources: [
          { name: 'A', is_default: true },
          { name: 'B', is_default: true },
          { name: 'C', isDefault: true },
          { name: 'D', is_default: true, org_id: 2 },
        ],
      }),
    },
    ['/datasources/1/is_default'],
  ],
  ['one for each org', datasources({ name: 'A', isDefault: true }, { name: 'B', isDefault: true, orgId: 2 }), []],
])('%s', (_name, files, expected) => {
  expect(pointers(files, datasourceDefault)).toEqual(expected);
});
