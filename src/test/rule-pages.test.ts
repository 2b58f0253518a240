import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { rules } from '../validate/rules/index.ts';
import { REPOSITORY } from './support/out-folder.ts';
import { rulePages } from './support/rule-pages.ts';

const DOCS = join(REPOSITORY, 'docs');

test('every rule has a page with its documentation, and there are no other pages', () => {
  const pages = rulePages();
  if (process.env['PF_WRITE_DOCS']) writePages(pages);
  const there = ['rules.md', ...readdirSync(join(DOCS, 'rules')).map((name) => `rules/${name}`)];
  const run = 'Run PF_WRITE_DOCS=1 npx vitest run --project unit src/test/rule-pages.test.ts.';
  expect(there.toSorted(), run).toEqual([...pages.keys()].toSorted());
  for (const [path, text] of pages) expect(readFileSync(join(DOCS, path), 'utf8'), `${path}: ${run}`).toBe(text);
});

test('a page explains why, and shows a wrong and a right example', () => {
  const page = rulePages().get('rules/alert-condition.md') ?? '';
  const rule = rules.find(({ id }) => id === 'alert/condition');
  for (const text of ['# `alert/condition`', '**error**', rule?.bad, rule?.good]) expect(page).toContain(text);
});

test('Markdown characters in a text are escaped', () => {
  const page = rulePages().get('rules/expansion-secret.md') ?? '';
  expect(page).toContain(String.raw`\${NAME}`);
});

function writePages(pages: ReadonlyMap<string, string>): void {
  rmSync(join(DOCS, 'rules'), { recursive: true, force: true });
  mkdirSync(join(DOCS, 'rules'));
  for (const [path, text] of pages) writeFileSync(join(DOCS, path), text);
}
