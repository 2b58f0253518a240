import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { expect, onTestFinished, test } from 'vitest';

import { noticeText } from './notice.ts';

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'pf-notice-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

const packageFile = (name: string, license?: string) => JSON.stringify({ name, version: '1.0.0', license });

test('each package is named once, with the text of its licence, sorted', () => {
  const folder = folderOf({
    'node_modules/b/package.json': packageFile('b', 'MIT'),
    'node_modules/b/LICENSE': 'Permission is granted\r\nto b.\n',
    'node_modules/b/lib/licenses.js': '',
    'node_modules/@a/a/package.json': packageFile('@a/a', 'Apache-2.0'),
    'node_modules/@a/a/LICENSE.md': 'Licence of a.',
    'node_modules/@a/a/NOTICE': 'Notice of a.',
    'node_modules/b/node_modules/c/package.json': packageFile('c', 'ISC'),
  });
  const inputs = ['node_modules/b/lib/x.js', 'src/cli.ts', 'node_modules/@a/a/x.js', 'node_modules/b/y.js'];
  const text = noticeText(folder, [...inputs, 'node_modules/b/node_modules/c/z.js']);
  expect(text.match(/^\S+ 1\.0\.0 .*$/gm)).toEqual(['@a/a 1.0.0 (Apache-2.0)', 'b 1.0.0 (MIT)', 'c 1.0.0 (ISC)']);
  expect(text).toContain('Licence of a.\n\nNotice of a.');
  expect(text).toContain('Permission is granted\nto b.');
  expect(text).toContain('c 1.0.0 (ISC)\n\nThe package comes without');
  expect(noticeText(folder, [...inputs, 'node_modules/b/node_modules/c/z.js'].reverse())).toBe(text);
});

test('a package without a licence fails the bundle', () => {
  const folder = folderOf({ 'node_modules/b/package.json': packageFile('b') });
  expect(() => noticeText(folder, ['node_modules/b/x.js'])).toThrow('b 1.0.0 is bundled and has no licence.');
});
