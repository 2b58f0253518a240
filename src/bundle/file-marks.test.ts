import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { compareMarks, markOf } from './file-marks.ts';

const LATER_MS = 10_000;
let folder = '';
const at = (name: string): string => join(folder, name);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pf-marks-'));
  writeFileSync(at('a.ts'), 'one');
  mkdirSync(at('x'));
  writeFileSync(at('x/index.ts'), 'x');
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true, force: true });
});

/** Marks of the file, of a missing file and of the folder's list of names. */
const marks = () => Object.fromEntries([at('a.ts'), at('none.ts'), `${folder}/`].map((path) => [path, markOf(path)]));

test('untouched files match, and a file changed just now is known only by its content', () => {
  const fresh = marks();
  expect(Object.values(fresh).map((mark) => mark.length)).toEqual([1, 1, 1]);
  expect(compareMarks(fresh)).toEqual({ renewed: undefined });
  vi.setSystemTime(Date.now() + LATER_MS);
  const renewed = compareMarks(fresh)?.renewed;
  expect(Object.values(renewed ?? {}).map((mark) => mark.length)).toEqual([5, 1, 5]);
  expect(compareMarks(renewed ?? {})).toEqual({ renewed: undefined });
});

test.each<[string, () => void]>([
  ['a file with another content', () => writeFileSync(at('a.ts'), 'two')],
  [
    'a file of the same size and time',
    () => {
      const { atime, mtime } = statSync(at('a.ts'));
      writeFileSync(at('a.ts'), 'eno');
      utimesSync(at('a.ts'), atime, mtime);
    },
  ],
  ['a removed file', () => rmSync(at('a.ts'))],
  ['a new file', () => writeFileSync(at('none.ts'), '')],
  ['a new folder', () => mkdirSync(at('none.ts'))],
  ['a source beside the others', () => writeFileSync(at('x.ts'), 'x')],
])('%s is noticed', (_, change) => {
  vi.setSystemTime(Date.now() + LATER_MS);
  const settled = marks();
  vi.useRealTimers();
  change();
  expect(compareMarks(settled)).toBeUndefined();
});

test('a file rewritten with the same content matches, and so does a folder with a new file that is not a source', () => {
  vi.setSystemTime(Date.now() + LATER_MS);
  const settled = marks();
  writeFileSync(at('b.tmp'), readFileSync(at('a.ts')));
  renameSync(at('b.tmp'), at('a.ts'));
  writeFileSync(at('notes.md'), '');
  const same = compareMarks(settled);
  expect(same).toBeDefined();
  expect(compareMarks(same?.renewed ?? {})).toEqual({ renewed: undefined });
});
