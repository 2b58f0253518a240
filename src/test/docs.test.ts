import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

import { expect, test } from 'vitest';

import { programFor } from '../cli.ts';
import { lineProblems } from './support/command-lines.ts';
import { anchorsOf, linksOf, typedLines, withoutCode } from './support/markdown.ts';
import { REPOSITORY } from './support/out-folder.ts';

const textOf = (path: string): string => readFileSync(join(REPOSITORY, path), 'utf8');
const top = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md'];
const below = readdirSync(join(REPOSITORY, 'docs'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.md'))
  .map((path) => join('docs', path));
const pages = [...top, ...below];
const program = await programFor(['--help']);

test.each(pages)('%s: links and anchors are valid', (page) => {
  expect(linksOf(textOf(page)).filter((target) => !leadsSomewhere(page, target))).toEqual([]);
});

test.each(pages)('%s: commands to type are valid command lines', (page) => {
  expect(typedLines(textOf(page)).flatMap((line) => lineProblems(program, line))).toEqual([]);
});

test('the pages contain command lines', () => {
  const calls = pages.flatMap((page) => typedLines(textOf(page))).filter((line) => /\bpf-grafana [a-z]/.test(line));
  expect(calls.length).toBeGreaterThan(40);
});

test.each(pages)('%s: the source files it names exist', (page) => {
  const named = [...textOf(page).matchAll(/`((?:src|docs|dashboards|alerting|datasources)\/[^`\s]*(?:\.\w+|\/))`/g)];
  // A pattern or a placeholder is not a path.
  const paths = named.map(([, path = '']) => path).filter((path) => !/[*<{…]|\.\.\./.test(path));
  expect(paths.filter((path) => !existsSync(join(REPOSITORY, path)))).toEqual([]);
});

test('every page is reached from the README', () => {
  const reached = new Set(['README.md']);
  // A loop over a Set also visits the members added on the way.
  for (const page of reached)
    for (const target of linksOf(textOf(page)).filter((link) => /^[^:#]+\.md(?:#|$)/.test(link)))
      reached.add(relative('.', join(dirname(page), target.replace(/#.*/, ''))));
  expect(pages.filter((page) => !reached.has(page))).toEqual([]);
});

const excerpts = pages.flatMap((page) =>
  [...textOf(page).matchAll(/^```ts excerpt (\S+)\n([^]*?)^```$/gm)].map(([, file = '', text = '']) => ({
    page,
    file,
    text,
  })),
);

test('the pages contain excerpts of the sources', () => expect(excerpts.length).toBeGreaterThan(3));

test.each(excerpts)('$page shows $file unchanged', ({ file, text }) => {
  expect(dedented(textOf(file))).toContain(dedented(text).trim());
});

test('the README is short', () => expect(textOf('README.md').split('\n').length).toBeLessThanOrEqual(150));

test.each<[string, string[]]>([
  ['[a](b.md) ![c](d.svg) [`e`](f.md#g)', ['b.md', 'd.svg', 'f.md#g']],
  ['`[a](b.md)`\n\n    [c](d.md)\n\n```md\n[e](f.md)\n```\n', []],
])('links of %j', (text, links) => expect(linksOf(text)).toEqual(links));

test('anchors match those of GitHub', () => {
  const page =
    "# What is in out/\n## `a/b`, and c\n## Run a panel's queries\n## 1. Register\n## Why\n## Why\n```\n# no\n```\n";
  expect([...anchorsOf(page)]).toEqual([
    'what-is-in-out',
    'ab-and-c',
    'run-a-panels-queries',
    '1-register',
    'why',
    'why-1',
  ]);
  expect(withoutCode(page)).not.toContain('# no');
});

test.each([
  ['README.md', 'docs/nothing.md'],
  ['README.md', 'docs/start.md#nothing'],
  ['docs/start.md', '#nothing'],
  ['docs/start.md', 'docs/start.md'],
])('in %s the link %s is broken', (page, target) => expect(leadsSomewhere(page, target)).toBe(false));

function leadsSomewhere(page: string, target: string): boolean {
  if (/^(?:https?|mailto):/.test(target)) return true;
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? page : join(dirname(page), path);
  if (!existsSync(join(REPOSITORY, file))) return false;
  return anchor === undefined || (file.endsWith('.md') && anchorsOf(textOf(file)).has(anchor));
}

/** A text without indentation. */
function dedented(text: string): string {
  return text.replaceAll(/^ +/gm, '');
}
