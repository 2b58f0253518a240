import { expect, test } from 'vitest';

import { alerting, pointers } from '../../test/support/validated.ts';
import { groupInterval } from './group-interval.ts';

test.each([
  ['minutes', alerting({ groups: [{ name: 'g', interval: '1m30s' }] }), []],
  ['not a multiple of ten seconds', alerting({ groups: [{ name: 'g', interval: '15s' }] }), ['/groups/0/interval']],
  ['zero', alerting({ groups: [{ name: 'g', interval: '0s' }] }), ['/groups/0/interval']],
  ['decimals', alerting({ groups: [{ name: 'g', interval: '1.5m' }] }), ['/groups/0/interval']],
  ['a variable', alerting({ groups: [{ name: 'g', interval: '$EVERY' }] }), []],
  ['none, which the schema reports', alerting({ groups: [{ name: 'g' }] }), []],
])('%s', (_name, files, expected) => {
  expect(pointers(files, groupInterval)).toEqual(expected);
});
