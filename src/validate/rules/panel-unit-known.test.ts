import { expect, test } from 'vitest';

import { diagnosticsOf, panels, pointers } from '../../test/support/validated.ts';
import { panelUnitKnown } from './panel-unit-known.ts';

test.each([
  ['a unit of Grafana', panels({ type: 'stat', fieldConfig: { defaults: { unit: 'ms' } } }), []],
  ['a custom unit', panels({ type: 'stat', fieldConfig: { defaults: { unit: 'suffix:USDC' } } }), []],
  [
    'a word',
    panels({ type: 'stat', fieldConfig: { defaults: { unit: 'milliseconds' } } }),
    ['/panels/0/fieldConfig/defaults/unit'],
  ],
  [
    'a word in an override',
    panels({ type: 'stat', fieldConfig: { overrides: [{ properties: [{ id: 'unit', value: 'secs' }] }] } }),
    ['/panels/0/fieldConfig/overrides/0/properties/0/value'],
  ],
  ['none', panels({ type: 'stat', fieldConfig: { defaults: {} } }), []],
])('%s', (_name, files, expected) => {
  expect(pointers(files, panelUnitKnown)).toEqual(expected);
});

test.each([
  ['milliseconds', '"ms"'],
  ['ReqPs', '"reqps"'],
  ['MS', '"ms"'],
  ['celcius', '"celsius"'],
  ['cpu', undefined],
])('%s means %s', (unit, expected) => {
  const [found] = diagnosticsOf(panels({ type: 'stat', fieldConfig: { defaults: { unit } } }), [panelUnitKnown]);
  expect(/Did you mean (.+)\?/.exec(found?.hint ?? '')?.[1]).toBe(expected);
});
