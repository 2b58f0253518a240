import { expect, test } from 'vitest';

import { panels, pointers } from '../../test/support/validated.ts';
import { panelMapping } from './panel-mapping.ts';

const mapped = (type: string, options: unknown) =>
  panels({ type: 'stat', fieldConfig: { defaults: { mappings: [{ type, options }] } } });
const AT = '/panels/0/fieldConfig/defaults/mappings/0/options';

test.each([
  ['a regular expression', mapped('regex', { pattern: '/^up/', result: {} }), []],
  ['an invalid regular expression', mapped('regex', { pattern: '/^(up/', result: {} }), [AT]],
  ['a range', mapped('range', { from: 1, to: 2, result: {} }), []],
  ['a range that is open', mapped('range', { from: 1, to: null, result: {} }), []],
  ['a range of one number', mapped('range', { from: 1, to: 1, result: {} }), []],
  ['an empty range', mapped('range', { from: 2, to: 1, result: {} }), [AT]],
  ['a value', mapped('value', { 1: { text: 'up' } }), []],
])('%s', (_name, files, expected) => {
  expect(pointers(files, panelMapping)).toEqual(expected);
});
