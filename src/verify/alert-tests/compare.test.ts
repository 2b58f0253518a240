import { expect, test } from 'vitest';

import type { Instance } from '../states/state.ts';
import { compare } from './compare.ts';

const failed: Instance = {
  key: 'k',
  labels: { alertname: 'A' },
  annotations: { Error: 'looks like time series data' },
  state: 'Alerting',
  reason: 'Error',
  startsAt: 0,
  lastEvaluation: 0,
  resultKey: '',
  values: {},
  captures: [],
};
const snapshot = { instances: [failed], templateProblems: new Map<string, string[]>(), sent: [], outcomes: new Map() };

test.each([
  ['labels that an error does not have', { labels: { job: 'x' } }, ['label job', 'error']],
  [
    'labels and the error',
    { labels: { job: 'x' }, annotations: { Error: 'other' } },
    ['label job', 'annotation Error'],
  ],
  ['the actual state', { state: 'Alerting' as const }, []],
])('a failed evaluation, expecting %s, shows these differences', (_name, expectation, parts) => {
  const found = compare([expectation], snapshot, () => []);
  expect(found.flatMap(({ differences }) => differences.map(({ part }) => part))).toEqual(parts);
});
