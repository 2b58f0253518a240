import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { UserError } from '../errors.ts';
import { changesAnything, planWrite } from './plan.ts';
import { renderFolder } from './render.ts';
import { writeFolder } from './write.ts';

let out: string;
beforeEach(() => {
  out = join(mkdtempSync(join(tmpdir(), 'pf-write-')), 'out');
});
afterEach(() => rmSync(join(out, '..'), { recursive: true, force: true }));

const folder = (files: Record<string, string>) => renderFolder([], [], files);
async function build(files: Record<string, string>) {
  const rendered = folder(files);
  const plan = await planWrite(rendered, out);
  await writeFolder(rendered, plan, out);
  return plan;
}
const read = (path: string) => readFileSync(join(out, path), 'utf8');

describe('a build writes what changed and nothing else', () => {
  test('first everything, then nothing', async () => {
    expect((await build({ 'a/b.txt': '1' })).created).toEqual(['a/b.txt', 'env.example', 'manifest.json']);
    expect(changesAnything(await build({ 'a/b.txt': '1' }))).toBe(false);
  });
  test('an unchanged file keeps its time, because Grafana reloads what changes', async () => {
    await build({ a: '1', b: '1' });
    utimesSync(join(out, 'a'), 1000, 1000);
    expect((await build({ a: '1', b: '2' })).changed).toEqual(['b', 'manifest.json']);
    expect(statSync(join(out, 'a')).mtimeMs).toBe(1_000_000);
    expect(read('b')).toBe('2');
  });
  test('a file that is no longer made is removed, and the folders it leaves empty', async () => {
    await build({ 'x/y/a': '1', b: '1' });
    expect((await build({ b: '1' })).removed).toEqual(['x/y/a']);
    expect(existsSync(join(out, 'x'))).toBe(false);
  });
  test('not when somebody edited it, and never a file that is not in the manifest', async () => {
    await build({ 'x/a': '1', b: '1' });
    writeFileSync(join(out, 'x/a'), 'mine');
    writeFileSync(join(out, 'x/foreign'), 'theirs');
    expect((await build({ b: '1' })).kept).toEqual(['x/a']);
    expect([read('x/a'), read('x/foreign')]).toEqual(['mine', 'theirs']);
  });
  test('a manifest that names a path outside removes nothing there', async () => {
    await build({ a: '1' });
    const outside = join(out, '..', 'outside');
    writeFileSync(outside, '1');
    const manifest = JSON.parse(read('manifest.json')) as { files: Record<string, string> };
    manifest.files['../outside'] = '6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b';
    writeFileSync(join(out, 'manifest.json'), JSON.stringify(manifest));
    expect((await build({ a: '1' })).removed).toEqual([]);
    expect(existsSync(outside)).toBe(true);
  });
  test('a broken manifest owns nothing', async () => {
    await build({ a: '1', b: '1' });
    writeFileSync(join(out, 'manifest.json'), '{');
    expect((await build({ a: '1' })).removed).toEqual([]);
    expect(read('b')).toBe('1');
  });
  test('no temporary file stays', async () => {
    await build({ 'x/a': '1' });
    expect(readdirSync(out, { recursive: true }).filter((name) => String(name).endsWith('.tmp'))).toEqual([]);
  });
});

describe('what cannot be written is said in one sentence', () => {
  const failure = async (files: Record<string, string>) => {
    const error: unknown = await build(files).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(UserError);
    return (error as UserError).message;
  };
  test('a file where a folder should be', async () => {
    mkdirSync(out);
    writeFileSync(join(out, 'a'), '');
    expect(await failure({ 'a/b': '1' })).toMatch(/a file stands where a folder should be/);
  });
  test('a folder where a file should be', async () => {
    mkdirSync(join(out, 'a'), { recursive: true });
    expect(await failure({ a: '1' })).toMatch(/a folder stands where a file should be/);
  });
  test('a link that leads in a circle', async () => {
    mkdirSync(out);
    symlinkSync('a', join(out, 'a'));
    expect(await failure({ a: '1' })).toMatch(/circle/);
  });
  test.skipIf(process.getuid?.() === 0)('a read-only folder', async () => {
    mkdirSync(out);
    chmodSync(out, 0o555);
    expect(await failure({ a: '1' })).toMatch(/permission denied/);
  });
});
