import { expect, test } from 'vitest';

import { dashboards, diagnosticsOf } from '../../test/support/validated.ts';
import { schemaType } from '../rules/schema-type.ts';
import { schemaUnknownKey } from '../rules/schema-unknown-key.ts';
import { schemaValue } from '../rules/schema-value.ts';

const overriding = (id: string, value: unknown, type = 'timeseries') =>
  dashboards({
    'f/a.json': {
      uid: 'a',
      title: 'A',
      schemaVersion: 39,
      panels: [{ type, options: {}, fieldConfig: { overrides: [{ properties: [{ id, value }] }] } }],
    },
  });
const AT = '/panels/0/fieldConfig/overrides/0/properties/0';

test.each([
  ['a number', 'custom.lineWidth', 2, []],
  ['a string in place of a number', 'custom.lineWidth', 'thick', [`error ${AT}/value`]],
  ['a number in quotes', 'custom.lineWidth', '2', [`warning ${AT}/value`]],
  ['an unknown value', 'custom.axisPlacement', 'lef', [`error ${AT}/value`]],
  ['a member of a property', 'custom.hideFrom.viz', 'yes', [`error ${AT}/value`]],
  ['a map', 'custom.stacking', { mode: 'normal', group: 'A' }, []],
  ['a value that a migration of Grafana writes', 'custom.stacking', { mode: 'normal', group: false }, []],
  ['an unknown property', 'custom.lineWidht', 2, [`warning ${AT}/id`]],
  ['a unit', 'unit', 's', []],
  ['a number in place of a unit', 'unit', 3, [`error ${AT}/value`]],
  ['a colour without a map', 'color', '#56A64B', [`error ${AT}/value`]],
  ['a list as mappings', 'mappings', [{ type: 'value', options: { 1: { text: 'up' } } }], []],
  ['a map as mappings', 'mappings', { 1: 'up' }, [`error ${AT}/value`]],
  [
    'below a list',
    'thresholds',
    { mode: 'absolute', steps: [{ color: 3, value: null }] },
    [`error ${AT}/value/steps/0/color`],
  ],
  ['a variable', 'decimals', '$decimals', []],
  ['nothing', 'unit', null, []],
])('%s', (_name, id, value, expected) => {
  const found = diagnosticsOf(overriding(id, value), [schemaType, schemaValue, schemaUnknownKey]);
  expect(found.map(({ severity, pointer }) => `${severity} ${pointer}`)).toEqual(expected);
});

test('a cell type of newer tables', () => {
  const files = overriding('custom.cellOptions', { type: 'pill' }, 'table');
  expect(diagnosticsOf(files, [schemaValue, schemaUnknownKey])).toEqual([]);
});

test.each(['custom.hidden', 'custom.hideFrom.viz'])('a column that is hidden by %s', (id) => {
  expect(diagnosticsOf(overriding(id, true, 'table'), [schemaType, schemaValue, schemaUnknownKey])).toEqual([]);
});

test('suggests the property that was meant', () => {
  const [found] = diagnosticsOf(overriding('custom.lineWidht', 2), [schemaUnknownKey]);
  expect(found?.hint).toBe('Did you mean custom.lineWidth?');
});
