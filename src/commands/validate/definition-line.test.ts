import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

import { expect, onTestFinished, test } from 'vitest';

import { lineOf } from './definition-line.ts';

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'pf-lines-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
  return folder;
}

test.each([
  ['single quotes', "rule(\n  'drawdown-critical',\n);", 2],
  ['double quotes', 'rule(\n  "drawdown-critical",\n);', 2],
  ['backticks', 'rule(\n  `drawdown-critical`,\n);', 2],
  ['the prefix too', 'rule(\n  "pf-drawdown-critical",\n);', 2],
  ['the key of a record', "rules({\n  'drawdown-critical': {},\n});", 2],
  ['another name that contains it', "rule(\n  'drawdown-critical-2', 'x-drawdown-critical',\n);", 1],
  ['several lines', "'drawdown-critical';\n'drawdown-critical';\n", 1],
])('a definition whose key is written in %s is found at its line', (_name, text, line) => {
  const folder = folderOf({ 'a.ts': text });
  const file = join(folder, 'a.ts');
  expect(lineOf('pf-drawdown-critical', { file, line: 1, column: 1 })?.line).toBe(line);
});

test('a key without quotes, as in records', () => {
  const file = join(
    folderOf({ 'a.ts': 'panels({\n  revenue: panel(),\n  costs: panel("revenue: high"),\n});' }),
    'a.ts',
  );
  expect(lineOf('costs', { file, line: 1, column: 1 })?.line).toBe(3);
});

test.each(["import x from './b.ts';", 'import x from "./b";', "import './b.js';", "const x = await import('./b.ts');"])(
  'the file imported by %s is searched too',
  (text) => {
    const folder = folderOf({ 'a.ts': `${text}\nimport y from './not-there.ts';\n`, 'b.ts': '\n\n"drawdown";\n' });
    expect(lineOf('drawdown', { file: join(folder, 'a.ts'), line: 1, column: 1 })).toEqual({
      file: relative(process.cwd(), join(folder, 'b.ts')),
      line: 3,
    });
  },
);
