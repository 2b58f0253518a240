import { expect, test } from 'vitest';

import { env, file } from './refs.ts';
import { collectRefs } from './variables.ts';

test('finds every reference with its path, in order', () => {
  const value = { url: env('URL'), list: [1, { key: file('/run/key') }, env('URL')], text: '$NOT', none: null };
  expect(collectRefs(value)).toStrictEqual([
    { ref: { env: 'URL' }, path: ['url'] },
    { ref: { file: '/run/key' }, path: ['list', 1, 'key'] },
    { ref: { env: 'URL' }, path: ['list', 2] },
  ]);
  expect(collectRefs(env('A'), ['start'])).toStrictEqual([{ ref: { env: 'A' }, path: ['start'] }]);
  expect(collectRefs('text')).toStrictEqual([]);
});

test('knows a map of labels from a reference once the kind of file is known', () => {
  const value = { groups: [{ rules: [{ labels: { env: 'prod' } }, { labels: { env: env('STAGE') } }] }] };
  expect(collectRefs(value)).toHaveLength(2);
  expect(collectRefs(value, [], 'alerting')).toStrictEqual([
    { ref: { env: 'STAGE' }, path: ['groups', 0, 'rules', 1, 'labels', 'env'] },
  ]);
});
