import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { type ApprovalContext, savedApprovals } from './approvals.ts';
import type { Expression } from './expression.ts';
import { mappedText } from './mapped-text.ts';

const context: ApprovalContext = { version: 'v', catalog: undefined, target: '13.2', preset: 'recommended' };
const expression = (text: string): Expression => ({
  language: 'promql',
  role: 'panel',
  sourceUid: undefined,
  isInstant: false,
  choice: 'now',
  isGuess: false,
  macroProblems: [],
  mapped: mappedText(text),
});
const FILE = 'approved-queries';
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pf-approvals-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Approves texts as a run would. */
function remember(texts: readonly string[]): void {
  const approvals = savedApprovals(context, folder);
  for (const text of texts) approvals.add(expression(text));
  approvals.save();
}

test('the next run knows what a run approved', () => {
  remember(['up']);
  remember(['down']);
  const next = savedApprovals(context, folder);
  expect([next.has(expression('up')), next.has(expression('down')), next.has(expression('left'))]).toEqual([
    true,
    true,
    false,
  ]);
});

test.each<[string, Partial<ApprovalContext>]>([
  ['other rules', { version: 'w' }],
  ['another catalog', { catalog: {} }],
  ['another release', { target: '10.1' }],
  ['another preset', { preset: 'mixin' }],
])('%s: approved anew', (_name, other) => {
  remember(['up']);
  expect(savedApprovals({ ...context, ...other }, folder).has(expression('up'))).toBe(false);
});

test('a folder that cannot be written costs only repeated work', () => {
  writeFileSync(join(folder, 'taken'), '');
  const approvals = savedApprovals(context, join(folder, 'taken', 'below'));
  approvals.add(expression('up'));
  expect(() => approvals.save()).not.toThrow();
});

test('a broken file is ignored and replaced', () => {
  mkdirSync(join(folder, FILE, '..'), { recursive: true });
  writeFileSync(join(folder, FILE), '\0\0nonsense\n'.repeat(10));
  expect(savedApprovals(context, folder).has(expression('up'))).toBe(false);
  remember(['up']);
  expect(readFileSync(join(folder, FILE), 'utf8')).toMatch(/^[0-9a-f]{16}\n$/);
});
