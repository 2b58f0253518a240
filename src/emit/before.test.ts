import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, onTestFinished, test } from 'vitest';

import { UserError } from '../diagnostics/errors.ts';
import { readBefore } from './before.ts';
import { planWrite } from './plan.ts';
import { writeFolder } from './write.ts';

const IDENTITIES = { 'contact-point/1/pager': { name: 'Pager' } };

/** An output folder built by a project. */
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

test('a manifest names its project, and that project can build on it', async () => {
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

test('the journal of a killed build of another project is refused too', async () => {
  const out = await builtBy('payments');
  const journal = join(out, '.pf-grafana-journal.json');
  writeFileSync(journal, JSON.stringify({ project: 'orders', files: {}, identities: IDENTITIES }));
  expect(problemsOf(() => readBefore(out, false, 'payments'))).toEqual(['output/other-project']);
  writeFileSync(journal, JSON.stringify({ project: ['orders'], files: {}, identities: {} }));
  expect(problemsOf(() => readBefore(out, false, 'payments'))).toEqual(['output/journal']);
});

test('a manifest of an older release has no project name and gets one', async () => {
  const out = await builtBy('payments');
  const manifest = join(out, 'manifest.json');
  writeFileSync(manifest, readFileSync(manifest, 'utf8').replace(/ *"project": "payments",\n/, ''));
  const before = readBefore(out, false, 'orders');
  const { folder } = planWrite(new Map([['a.json', '1']]), IDENTITIES, out, before, false);
  expect(folder.get('manifest.json')).toContain('"project": "orders"');
});
