import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import type { Diagnostic } from '../diagnostics/diagnostics.ts';
import { verdictsIn } from './verdict-store.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pf-verdicts-'));
  file = join(folder, 'cache/judged');
});
afterEach(() => rmSync(folder, { recursive: true }));

const FINDING: Diagnostic = { severity: 'error', id: 'a/b', message: 'line\nbreak', at: { file: 'x', line: 1 } };

function remember(entries: Readonly<Record<string, readonly Diagnostic[]>>): void {
  const store = verdictsIn(file);
  for (const [digest, found] of Object.entries(entries)) store.set(digest, found);
  store.save();
}

test('the next run knows the verdicts of the last one, including empty ones', () => {
  remember({ one: [FINDING] });
  remember({ two: [] });
  const next = verdictsIn(file);
  expect([next.get('one'), next.get('two'), next.get('three')]).toEqual([[FINDING], [], undefined]);
});

test('a run without new verdicts writes nothing', () => {
  remember({ one: [] });
  writeFileSync(file, `${readFileSync(file, 'utf8')} `);
  const store = verdictsIn(file);
  expect(store.get('one')).toBeUndefined();
  store.save();
  expect(readFileSync(file, 'utf8')).toMatch(/ $/);
});

test.each([0, 1, 60, -1])('a file truncated to %i characters is ignored', (length) => {
  remember({ one: [FINDING], two: [] });
  writeFileSync(file, readFileSync(file, 'utf8').slice(0, length));
  const store = verdictsIn(file);
  expect([store.get('one'), store.get('two')]).toEqual([undefined, undefined]);
});

test('a file that cannot be written does not fail the run', () => {
  writeFileSync(join(folder, 'cache'), 'a file in place of the folder');
  expect(() => remember({ one: [] })).not.toThrow();
  expect(verdictsIn(file).get('one')).toBeUndefined();
});

test('when the size limit is reached, the most recently used entries stay', () => {
  const long = (letter: string): Diagnostic[] => [{ ...FINDING, message: letter.repeat(12 * 1024 * 1024) }];
  remember({ a: long('a'), b: long('b') });
  const store = verdictsIn(file);
  store.get('a');
  store.set('c', long('c'));
  store.save();
  const next = verdictsIn(file);
  expect(['a', 'b', 'c'].map((digest) => next.get(digest) !== undefined)).toEqual([true, false, true]);
});
