import { expect, test } from 'vitest';

import { highIsBad } from './thresholds.ts';
import { type Column, table } from './tables.ts';

function propertiesOf(column: Column): Record<string, unknown> {
  const [override] = table('T', 'D', [column]).build().fieldConfig?.overrides ?? [];
  return Object.fromEntries((override?.properties ?? []).map(({ id, value }) => [id, value]));
}

test.each<[string, Column, { width?: number; minWidth?: number }]>([
  ['its heading', { field: 'a', title: 'P&L per trade (USDC)', decimals: 2 }, { minWidth: 192 }],
  ['broad letters in it', { field: 'a', title: 'Drawdown', unit: 'percentunit' }, { minWidth: 108 }],
  ['a number', { field: 'a', title: '±', decimals: 2 }, { minWidth: 85 }],
  ['a name', { field: 'a', title: 'Agent' }, { minWidth: 140 }],
  ['a time', { field: 'a', title: 'As of', unit: 'dateTimeAsIso' }, { minWidth: 165 }],
  ['an amount', { field: 'a', title: 'Fee', unit: 'suffix:USDC', decimals: 2 }, { minWidth: 120 }],
  [
    'a bar beside its number',
    { field: 'a', title: 'Fees', decimals: 2, bar: highIsBad({ warn: 1, critical: 2 }) },
    { minWidth: 150 },
  ],
  ['a width of its own', { field: 'a', title: 'Side', width: 90 }, { width: 90 }],
  ['a width of its own that would cut its heading', { field: 'a', title: 'Outcome', width: 80 }, { width: 98 }],
])('a column has room for %s', (_name, column, { width, minWidth }) => {
  const properties = propertiesOf(column);
  expect([properties['custom.width'], properties['custom.minWidth']]).toEqual([width, minWidth]);
});

test('an empty cell has no colour', () => {
  const { mappings } = propertiesOf({ field: 'a', title: 'Time left', cell: highIsBad({ warn: 1, critical: 2 }) });
  expect(mappings).toEqual([{ type: 'special', options: { match: 'null', result: { color: 'transparent' } } }]);
});
