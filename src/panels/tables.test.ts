import { expect, test } from 'vitest';

import { highIsBad } from './thresholds.ts';
import { type Column, table } from './tables.ts';

function propertiesOf(column: Column): Record<string, unknown> {
  const [override] = table('T', 'D', [column]).build().fieldConfig?.overrides ?? [];
  return Object.fromEntries((override?.properties ?? []).map(({ id, value }) => [id, value]));
}

test.each<[string, Column, { width?: number; minWidth?: number }]>([
  ['its heading', { field: 'a', title: 'P&L per trade (USDC)', decimals: 2 }, { minWidth: 172 }],
  ['a heading with wide letters', { field: 'a', title: 'Drawdown', unit: 'percentunit' }, { minWidth: 88 }],
  ['a number', { field: 'a', title: '±', decimals: 2 }, { minWidth: 84 }],
  ['a whole number', { field: 'a', title: 'n', decimals: 0 }, { minWidth: 66 }],
  ['a day', { field: 'a', title: 'Day', unit: 'time:YYYY-MM-DD' }, { minWidth: 88 }],
  ['a name', { field: 'a', title: 'Agent' }, { minWidth: 140 }],
  ['a time', { field: 'a', title: 'As of', unit: 'dateTimeAsIso' }, { minWidth: 155 }],
  ['an amount', { field: 'a', title: 'Fee', unit: 'count:USDC', decimals: 2 }, { minWidth: 110 }],
  [
    'a bar beside its number',
    { field: 'a', title: 'Fees', decimals: 2, bar: highIsBad({ warn: 1, critical: 2 }) },
    { minWidth: 120 },
  ],
  ['its own width', { field: 'a', title: 'Side', width: 90 }, { width: 90 }],
  ['its own width, unless that would cut off its heading', { field: 'a', title: 'Outcome', width: 80 }, { width: 98 }],
])('a column has room for %s', (_name, column, { width, minWidth }) => {
  const properties = propertiesOf(column);
  expect([properties['custom.width'], properties['custom.minWidth']]).toEqual([width, minWidth]);
});

test('only columns of equal minimum width share the remaining space, because Grafana gives them equal shares', () => {
  const { overrides } = table('T', 'D', [
    { field: 'agent_id', title: 'Agent', width: 120 },
    { field: 'time', title: 'At', unit: 'dateTimeAsIso' },
    { field: 'a', title: 'A', decimals: 2 },
    { field: 'b', title: 'B', decimals: 2 },
    { field: 'c', title: 'C', decimals: 0 },
    { field: 'd', title: 'D', hidden: true },
  ]).build().fieldConfig ?? { overrides: [] };
  const widths = overrides.map(({ matcher, properties }) => [
    matcher.options,
    properties.find(({ id }) => id === 'custom.width' || id === 'custom.minWidth'),
  ]);
  expect(widths).toEqual([
    ['agent_id', { id: 'custom.width', value: 120 }],
    ['time', { id: 'custom.width', value: 155 }],
    ['a', { id: 'custom.minWidth', value: 84 }],
    ['b', { id: 'custom.minWidth', value: 84 }],
    ['c', { id: 'custom.width', value: 66 }],
  ]);
});

test('text columns share the remaining space before numbers do', () => {
  const { overrides } = table('T', 'D', [
    { field: 'from', title: 'From', unit: 'dateTimeAsIso' },
    { field: 'to', title: 'To', unit: 'dateTimeAsIso' },
    { field: 'text', title: 'Why' },
  ]).build().fieldConfig ?? { overrides: [] };
  const shared = overrides.filter(({ properties }) => properties.some(({ id }) => id === 'custom.minWidth'));
  expect(shared.map(({ matcher }) => matcher.options)).toEqual(['text']);
});

test('a number without a unit has thousands separators', () => {
  expect(propertiesOf({ field: 'a', title: 'Trades', decimals: 0 }).unit).toBe('locale');
  expect(propertiesOf({ field: 'a', title: 'Agent' }).unit).toBeUndefined();
});

test('an empty cell has no colour', () => {
  const { mappings } = propertiesOf({ field: 'a', title: 'Time left', cell: highIsBad({ warn: 1, critical: 2 }) });
  expect(mappings).toEqual([{ type: 'special', options: { match: 'null', result: { color: 'transparent' } } }]);
});

test('a text column has a filter, a number column has none', () => {
  expect(propertiesOf({ field: 'a', title: 'Agent' })['custom.filterable']).toBe(true);
  expect(propertiesOf({ field: 'a', title: 'Trades', decimals: 0 })['custom.filterable']).toBeUndefined();
});

test('a zero is shown as its text', () => {
  const { mappings } = propertiesOf({
    field: 'a',
    title: 'Left',
    cell: highIsBad({ warn: 1, critical: 2 }),
    zero: 'none',
  });
  expect(mappings).toContainEqual({ type: 'value', options: { '0': { text: 'none', index: 0 } } });
});

test('a hidden column is removed by a transformation and has no override', () => {
  const { fieldConfig, transformations } = table('T', 'D', [{ field: 'a', title: 'A', hidden: true }]).build();
  expect(fieldConfig?.overrides).toEqual([]);
  expect(transformations).toEqual([
    { id: 'organize', options: { excludeByName: { a: true }, indexByName: {}, renameByName: {} } },
  ]);
});
