import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { progressLine } from './progress.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A stream that records its output, and a clock set by the test. */
function setUp(isTTY: boolean, environment: Record<string, string> = {}) {
  const written: string[] = [];
  const stream = { isTTY, columns: 12, write: (text: string) => written.push(text) };
  return { written, line: progressLine(stream, environment, () => Date.now()) };
}

test('work below a second shows nothing; longer work shows its progress at most ten times a second, and is cleared at the end', () => {
  const { written, line } = setUp(true);
  line.show('early');
  line.clear();
  vi.setSystemTime(Date.now() + 1_000);
  for (const at of ['first', 'second', 'third and too long']) {
    line.show(at);
    vi.setSystemTime(Date.now() + 60);
  }
  line.clear();
  line.clear();
  expect(written).toEqual(['\r\u001B[Kfirst', '\r\u001B[Kthird and t', '\r\u001B[K']);
});

test('waiting work is shown once, after a second, unless it has ended by then', () => {
  const { written, line } = setUp(true);
  line.show('asking');
  vi.advanceTimersByTime(999);
  expect(written).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(written).toEqual(['\r\u001B[Kasking']);
  line.show('again');
  line.clear();
  vi.advanceTimersByTime(1_000);
  expect(written).toEqual(['\r\u001B[Kasking', '\r\u001B[K']);
});

test.each([
  ['a pipe', false, {}],
  ['CI', true, { CI: 'true' }],
  ['a terminal that cannot erase', true, { TERM: 'dumb' }],
])('%s shows no progress', (_, isTTY, environment) => {
  const { written, line } = setUp(isTTY, environment);
  line.show('at work');
  vi.advanceTimersByTime(5_000);
  line.show('at work');
  line.clear();
  expect(written).toEqual([]);
});
