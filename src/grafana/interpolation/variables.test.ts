import { expect, test } from 'vitest';

import { env, file } from './refs.ts';
import { collectRefs, collectWrittenRefs } from './variables.ts';

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

test('distinguishes a map of labels from a reference by the kind of file', () => {
  const value = { groups: [{ rules: [{ labels: { env: 'prod' } }, { labels: { env: env('STAGE') } }] }] };
  expect(collectRefs(value)).toHaveLength(2);
  expect(collectRefs(value, [], 'alerting')).toStrictEqual([
    { ref: { env: 'STAGE' }, path: ['groups', 0, 'rules', 1, 'labels', 'env'] },
  ]);
});

test('finds exactly the references that Grafana reads in a hand-written file', () => {
  const value = {
    contactPoints: [
      { name: '$POINT', receivers: [{ type: 'slack', settings: { url: 'https://${HOST}/x', title: 'US$$5 of $1' } }] },
    ],
    groups: [
      {
        interval: '${HOSTNAME}',
        rules: [
          {
            labels: { team: '$__env{TEAM}', note: '$$labels' },
            annotations: { summary: '{{ $labels.job }} $__file{/run/note}' },
            data: [{ model: { rawSql: 'SELECT $__timeFilter(t) $NOT' } }],
          },
        ],
      },
    ],
    templates: [{ template: '{{ $x := 1 }}' }],
  };
  const rule = ['groups', 0, 'rules', 0];
  expect(collectWrittenRefs(value, 'alerting')).toStrictEqual([
    { ref: { env: 'POINT' }, path: ['contactPoints', 0, 'name'] },
    { ref: { env: 'HOST' }, path: ['contactPoints', 0, 'receivers', 0, 'settings', 'url'], isPart: true },
    { ref: { env: 'TEAM' }, path: [...rule, 'labels', 'team'] },
    { ref: { file: '/run/note' }, path: [...rule, 'annotations', 'summary'], isPart: true },
  ]);
});
