import { expect, test } from 'vitest';

import { nearest } from './nearest.ts';

test.each<[string, string[], string[]]>([
  ['metricz', ['logs', 'metrics'], ['metrics']],
  ['mertics', ['metrics'], ['metrics']],
  ['Target Dwon', ['Target Down'], ['Target Down']],
  ['cpu', ['memory'], []],
  // A shared word does not make two names alike.
  ['Telegram Notifications', ['Email Notifications'], []],
  ['Rocket Notifications', ['Email Notifications', 'Roket Notifications'], ['Roket Notifications']],
  ['PagerDuty Team A', ['Slack Team A'], []],
])('%s among %j', (word, known, near) => expect(nearest(word, known)).toEqual(near));
