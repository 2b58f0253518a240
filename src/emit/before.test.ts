import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, onTestFinished, test } from 'vitest';

import { UserError } from '../diagnostics/errors.ts';
import { readBefore } from './before.ts';
import { planWrite } from './plan.ts';
import { writeFolder } from './write.ts';

const IDENTITIES = { 'contact-point/1/pager': { name: 'Pager' } };

/** A folder that a project built. */
async function builtBy(project: string): Promise<string> {
  const out = mkdtempSync(join(tmpdir(), 'pf-before-'));
  onTestFinished(() => rmSync(out, { recursive: true, force: true }));
  const before = readBefore(out, false, project);
  await writeFolder(planWrite(new Map([['a.json', '1']]), IDENTITIES, out, before, false), out, before);
  return out;
}

function problemsOf(read: () => unknown): readonly string[] {
  try {
    read();
    return [];
  } catch (error) {
    if (error instanceof UserError) return error.diagnostics.map(({ id }) => id);
    throw error;
  }
}

test('a manifest says whose it is, and its project builds on', async () => {
  const out = await builtBy('payments');
  expect(JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8'))).toMatchObject({ project: 'payments' });
  expect(readBefore(out, false, 'payments').manifest.identities).toMatchObject(IDENTITIES);
});

test('the history of another project is refused, with and without force', async () => {
  const out = await builtBy('payments');
  for (const force of [false, true])
    expect(problemsOf(() => readBefore(out, force, 'orders'))).toEqual(['output/other-project']);
  const manifest = join(out, 'manifest.json');
  writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('"payments"', '"orders"'));
  expect(readBefore(out, false, 'orders').manifest.identities).toMatchObject(IDENTITIES);
});

test('so is what a killed build of another project left', async () => {
  const out = await builtBy('payments');
  const journal = join(out, '.pf-grafana-journal.json');
  writeFileSync(journal, JSON.stringify({ project: 'orders', files: {}, identities: IDENTITIES }));
  expect(problemsOf(() => readBefore(out, false, 'payments'))).toEqual(['output/other-project']);
  writeFileSync(journal, JSON.stringify({ project: ['orders'], files: {}, identities: {} }));
  expect(problemsOf(() => readBefore(out, false, 'payments'))).toEqual(['output/journal']);
});

test('a manifest of an older release is of nobody, and gets its name', async () => {
  const out = await builtBy('payments');
  const manifest = join(out, 'manifest.json');
  writeFileSync(manifest, readFileSync(manifest, 'utf8').replace(/ *"project": "payments",\n/, ''));
  const before = readBefore(out, false, 'orders');
  const { folder } = planWrite(new Map([['a.json', '1']]), IDENTITIES, out, before, false);
  expect(folder.get('manifest.json')).toContain('"project": "orders"');
});
