import { expect, test } from 'vitest';

import { diagnosticsOf, panels, pointers } from '../../test/support/validated.ts';
import { panelOverride } from './panel-override.ts';

const MATCHER = { id: 'byName', options: 'cpu' };
const override = (...ids: readonly string[]) =>
  panels({
    type: 'timeseries',
    fieldConfig: { overrides: [{ matcher: MATCHER, properties: ids.map((id) => ({ id, value: 1 })) }] },
  });
const AT = '/panels/0/fieldConfig/overrides/0';

test.each([
  ['properties of every field', override('unit', 'color', 'displayName', 'custom.lineWidth'), []],
  ['a misspelt property', override('unit', 'unitt'), [`${AT}/properties/1/id`]],
  ['a property of the panel without custom.', override('lineWidth'), [`${AT}/properties/0/id`]],
  ['no matcher', panels({ type: 'stat', fieldConfig: { overrides: [{ properties: [] }] } }), [AT]],
  ['a matcher without an id', panels({ type: 'stat', fieldConfig: { overrides: [{ matcher: {} }] } }), [AT]],
  ['no override', panels({ type: 'stat' }), []],
])('%s', (_name, files, expected) => {
  expect(pointers(files, panelOverride)).toEqual(expected);
});

test.each([
  ['unitt', 'Did you mean "unit"?'],
  ['lineWidth', 'Did you mean "custom.lineWidth"?'],
  ['custom_lineWidth', 'Did you mean "custom.lineWidth"?'],
])('%s: %s', (id, hint) => {
  expect(diagnosticsOf(override(id), [panelOverride]).map((found) => found.hint)).toEqual([hint]);
});
