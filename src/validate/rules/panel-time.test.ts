import { expect, test } from 'vitest';

import { panels, pointers } from '../../test/support/validated.ts';
import { panelTime } from './panel-time.ts';

test.each([
  ['a relative time', panels({ type: 'stat', timeFrom: '6h', timeShift: '1d/d', interval: '1m' }), []],
  ['the beginning of a day', panels({ type: 'stat', timeFrom: 'now/d' }), []],
  ['variables', panels({ type: 'stat', timeFrom: '$range', interval: '$step' }), []],
  ['none', panels({ type: 'stat', timeFrom: null, timeShift: '', interval: '' }), []],
  ['the minimum step of older panels', panels({ type: 'stat', interval: '>10s' }), []],
  ['seconds', panels({ type: 'stat', interval: '15' }), []],
  ['an unknown unit', panels({ type: 'stat', timeFrom: '6hours' }), ['/panels/0/timeFrom']],
  ['a word', panels({ type: 'stat', timeShift: 'yesterday' }), ['/panels/0/timeShift']],
  ['a minimum step with a word', panels({ type: 'stat', interval: '1 min' }), ['/panels/0/interval']],
])('%s', (_name, files, expected) => {
  expect(pointers(files, panelTime)).toEqual(expected);
});
