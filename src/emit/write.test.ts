import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { testPermissions } from '../test/support/permissions.ts';
import { UserError } from '../diagnostics/errors.ts';
import { readBefore } from './before.ts';
import { contentHash } from './content-hash.ts';
import { type Disk, disk } from './disk.ts';
import { readJournal } from './journal.ts';
import { changesAnything, planWrite } from './plan.ts';
import { writeChanges, writeFolder } from './write.ts';

let out: string;
beforeEach(() => {
  out = join(mkdtempSync(join(tmpdir(), 'pf-write-')), 'out');
});
afterEach(() => rmSync(join(out, '..'), { recursive: true, force: true }));

type Files = Readonly<Record<string, string>>;
function plan(files: Files, force = false) {
  const before = readBefore(out, force);
  return { before, planned: planWrite(new Map(Object.entries(files)), { 'rule/1/x': {} }, out, before, force) };
}
async function build(files: Files, { force = false, on = disk }: { force?: boolean; on?: Disk } = {}) {
  const { before, planned } = plan(files, force);
  if (changesAnything(planned.plan)) await writeFolder(planned, out, before, on);
  return planned.plan;
}
async function failure(files: Files, on = disk) {
  const error: unknown = await build(files, { on }).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(UserError);
  return (error as UserError).diagnostics[0];
}
const read = (path: string) => readFileSync(join(out, path), 'utf8');
/** Every file, hidden ones included, with its text. */
const everything = () =>
  Object.fromEntries(
    readdirSync(out, { recursive: true, withFileTypes: true }).flatMap((entry) => {
      const path = join(entry.parentPath, entry.name);
      return entry.isDirectory()
        ? []
        : [[path.slice(out.length + 1), entry.isSymbolicLink() ? 'a link' : readFileSync(path, 'utf8')]];
    }),
  );
const error = (code: string) => Object.assign(new Error(code), { code });

describe('a build writes what changed and nothing else', () => {
  test('first everything, then nothing', async () => {
    expect((await build({ 'a/b.txt': '1' })).created).toEqual(['a/b.txt', 'manifest.json']);
    const before = statSync(join(out, 'manifest.json')).mtimeMs;
    expect(changesAnything(await build({ 'a/b.txt': '1' }))).toBe(false);
    expect(statSync(join(out, 'manifest.json')).mtimeMs).toBe(before);
  });
  test('an unchanged file keeps its modification time, because Grafana reloads changed files', async () => {
    await build({ a: '1', b: '1' });
    utimesSync(join(out, 'a'), 1000, 1000);
    expect((await build({ a: '1', b: '2' })).changed).toEqual(['b', 'manifest.json']);
    expect(statSync(join(out, 'a')).mtimeMs).toBe(1_000_000);
    expect(read('b')).toBe('2');
  });
  test('a file no longer produced is removed, with the folders it leaves empty', async () => {
    await build({ 'x/y/a': '1', b: '1' });
    expect((await build({ b: '1' })).removed).toEqual(['x/y/a']);
    expect(existsSync(join(out, 'x'))).toBe(false);
  });
  test('no temporary file is left behind', async () => {
    await build({ 'x/a': '1', b: '1' });
    await build({ 'x/a': '2' });
    expect(Object.keys(everything()).sort()).toEqual(['manifest.json', 'x/a']);
  });
  test('a version 1 manifest has files and no identities', async () => {
    await build({ a: '1', b: '1' });
    const { files } = JSON.parse(read('manifest.json')) as { files: object };
    writeFileSync(join(out, 'manifest.json'), JSON.stringify({ version: 1, files }));
    expect(await build({ a: '2' })).toMatchObject({ changed: ['a', 'manifest.json'], removed: ['b'], edited: [] });
    expect(JSON.parse(read('manifest.json'))).toMatchObject({ version: 2, identities: { 'rule/1/x': {} } });
  });
});

describe('files edited by hand stay and are reported', () => {
  test('a file that is still produced', async () => {
    await build({ a: '1', b: '1' });
    writeFileSync(join(out, 'a'), 'mine');
    expect(await build({ a: '2', b: '2' })).toMatchObject({ edited: ['a'], changed: ['b', 'manifest.json'] });
    expect(read('a')).toBe('mine');
    expect(await build({ a: '2', b: '2' })).toMatchObject({ edited: ['a'], changed: [] });
  });
  test('undoing the edit makes it ours again', async () => {
    await build({ a: '1' });
    writeFileSync(join(out, 'a'), 'mine');
    await build({ a: '2' });
    writeFileSync(join(out, 'a'), '1');
    expect(await build({ a: '2' })).toMatchObject({ edited: [], changed: ['a', 'manifest.json'] });
    expect(read('a')).toBe('2');
  });
  test('a file no longer produced, while one that is not in the manifest is ignored', async () => {
    await build({ 'x/a': '1', b: '1' });
    writeFileSync(join(out, 'x/a'), 'mine');
    writeFileSync(join(out, 'x/foreign'), 'theirs');
    expect((await build({ b: '1' })).kept).toEqual(['x/a']);
    expect((await build({ b: '1' })).kept).toEqual(['x/a']);
    expect([read('x/a'), read('x/foreign')]).toEqual(['mine', 'theirs']);
  });
  test('a foreign file at the path of one of ours', async () => {
    mkdirSync(out);
    writeFileSync(join(out, 'a'), 'theirs');
    expect(await build({ a: '1' })).toMatchObject({ edited: ['a'] });
    expect(read('a')).toBe('theirs');
    expect((await build({})).kept).toEqual([]);
  });
  test('with force it is replaced or removed', async () => {
    await build({ a: '1', b: '1' });
    for (const path of ['a', 'b']) writeFileSync(join(out, path), 'mine');
    expect(await build({ a: '2' }, { force: true })).toMatchObject({
      edited: [],
      kept: [],
      changed: ['a', 'manifest.json'],
      removed: ['b'],
    });
    expect(Object.keys(everything()).sort()).toEqual(['a', 'manifest.json']);
  });
  test.each([
    [
      'foreign files are those that Grafana would load',
      ['provisioning/alerting/mine.yaml', 'dashboards/purpleflea/A/b.json', 'dashboards/purpleflea/.hidden.json'],
      true,
    ],
    [
      'other files are not reported',
      ['notes.txt', 'provisioning/README.md', 'dashboards/other/a.json', 'provisioning/datasources/.gitkeep'],
      false,
    ],
  ])('%s', async (_name, paths, isForeign) => {
    await build({ 'provisioning/alerting/rules.yaml': '1' });
    for (const path of paths) {
      mkdirSync(join(out, path, '..'), { recursive: true });
      writeFileSync(join(out, path), 'theirs');
    }
    const { foreign } = await build({
      'provisioning/alerting/rules.yaml': '2',
      'dashboards/purpleflea/A/a.json': '{}',
    });
    expect([...foreign].sort()).toEqual(isForeign ? [...paths].sort() : []);
    for (const path of paths) expect(read(path)).toBe('theirs');
  });
});

describe('a build never writes outside the folder', () => {
  test.each(['../a', 'x/../../a', '/a', 'x//a', 'x\\..\\a', 'x/a\u0000', 'x/a\nb', '', './a'])(
    'not for the path %j',
    async (path) => {
      expect((await failure({ [path]: '1' }))?.id).toBe('output/path');
      expect(existsSync(out)).toBe(false);
    },
  );
  test.each<[string, string, string]>([
    ['the parent folder', 'x', 'x/a'],
    ['a folder higher up', 'x', 'x/y/z/a'],
    ['the file itself', 'a', 'a'],
  ])('not through a link: %s', async (_name, link, path) => {
    const outside = join(out, '..', 'outside');
    mkdirSync(outside);
    mkdirSync(out);
    symlinkSync(outside, join(out, link));
    expect(await failure({ [path]: '1', b: '1' })).toMatchObject({
      id: 'output/link',
      message: expect.stringContaining(join(out, link)) as string,
    });
    expect([readdirSync(outside), existsSync(join(out, 'b'))]).toEqual([[], false]);
  });
  test('a link that stays inside is followed', async () => {
    mkdirSync(join(out, 'y'), { recursive: true });
    symlinkSync('y', join(out, 'x'));
    await build({ 'x/a': '1' });
    expect(read('y/a')).toBe('1');
  });
});

describe('an unreadable manifest stops the build, because it records what Grafana must delete', () => {
  test.each(['{', '[]', '<<<<<<< HEAD\n{}', '{"version": 3}'])('%s', async (text) => {
    await build({ a: '1', b: '1' });
    writeFileSync(join(out, 'manifest.json'), text);
    expect((await failure({ a: '2' }))?.id).toBe('output/manifest');
    expect(await build({ a: '2' }, { force: true })).toMatchObject({ changed: ['a', 'manifest.json'], removed: [] });
  });
});

describe('a failed write is reported in one sentence, and existing files stay', () => {
  test.each<[string, (out: string) => void, Files, RegExp]>([
    [
      'a file where a folder should be',
      (at) => writeFileSync(join(at, 'a'), ''),
      { 'a/b': '1' },
      /there is a file where a folder should be/,
    ],
    [
      'a folder where a file should be',
      (at) => mkdirSync(join(at, 'a')),
      { a: '1' },
      /there is a folder where a file should be/,
    ],
    ['a circular link', (at) => symlinkSync('a', join(at, 'a')), { a: '1' }, /circle/],
    ['a name that is too long', () => {}, { [`a/${'x'.repeat(300)}`]: '1' }, /longer than the file system allows/],
  ])('%s', async (_name, prepare, files, message) => {
    mkdirSync(out);
    prepare(out);
    const before = readdirSync(out);
    expect((await failure(files))?.message).toMatch(message);
    expect(readdirSync(out)).toEqual(before);
  });
  testPermissions('a read-only folder', async () => {
    mkdirSync(out);
    chmodSync(out, 0o555);
    expect((await failure({ a: '1' }))?.message).toMatch(/permission denied/);
  });

  const old = { 'x/a': '1', b: '1', c: '1' };
  const next = { 'x/a': '2', b: '2', 'new/d': '2' };
  test.each([0, 1, 2, 3])('the disk is full at write %i', async (writes) => {
    await build(old);
    const before = everything();
    let left = writes;
    const full: Disk = {
      ...disk,
      writeFile: async (path, text) =>
        left-- > 0
          ? disk.writeFile(path, text)
          : disk.writeFile(path, text.slice(0, 1)).then(() => Promise.reject(error('ENOSPC'))),
    };
    expect(await failure(next, full)).toMatchObject({
      id: 'output/write',
      message: expect.stringMatching(/the disk is full\.$/) as string,
    });
    expect(everything()).toEqual(before);
    expect(existsSync(join(out, 'new'))).toBe(false);
    await build(next);
    expect(everything()).toMatchObject(next);
  });
  test.each<[string, (code: string) => Partial<Disk>]>([
    ['writing', (code) => ({ writeFile: () => Promise.reject(error(code)) })],
    ['making a folder', (code) => ({ makeFolder: () => Promise.reject(error(code)) })],
  ])('permission is denied for %s', async (_name, fault) => {
    await build(old);
    const before = everything();
    expect((await failure(next, { ...disk, ...fault('EACCES') }))?.message).toMatch(/permission denied\.$/);
    expect(everything()).toEqual(before);
  });
  test.each([1, 2, 3, 4])('rename %i fails: every file is whole, and the next build finishes', async (nth) => {
    await build(old);
    let renames = 0;
    const broken: Disk = {
      ...disk,
      rename: (from, to) => (++renames === nth + 1 ? Promise.reject(error('EROFS')) : disk.rename(from, to)),
    };
    expect(await failure(next, broken)).toMatchObject({
      id: 'output/replace',
      message: expect.stringMatching(/the file system is read-only\.$/) as string,
    });
    for (const path of ['x/a', 'b']) expect(['1', '2']).toContain(read(path));
    expect((await build(next)).edited).toEqual([]);
    expect(Object.keys(everything()).sort()).toEqual(['b', 'manifest.json', 'new/d', 'x/a']);
    expect(everything()).toMatchObject(next);
  });
  test('a bug is not reported as a user error', async () => {
    await expect(
      build(old, { on: { ...disk, writeFile: () => Promise.reject(new TypeError('bug')) } }),
    ).rejects.toThrow(TypeError);
  });
});

describe('a build that was killed', () => {
  /** Dies at a rename: any clean-up after it fails too. */
  const dying = (renames: number): Disk => {
    let left = renames;
    const die = () => Promise.reject(error('KILLED'));
    const unlessDead =
      <Argument extends string[]>(work: (...of: Argument) => Promise<void>) =>
      (...of: Argument) =>
        left > 0 ? work(...of) : die();
    return {
      ...disk,
      removeFile: unlessDead(disk.removeFile),
      rename: (from, to) => (left-- > 0 ? disk.rename(from, to) : die()),
      removeFolder: () => Promise.resolve(false),
    };
  };
  test.each([1, 2, 3])(
    'after %i renames is completed by the next build, which removes its temporary files',
    async (renames) => {
      await build({ a: '1', b: '1', c: '1' });
      await expect(build({ a: '2', b: '2', d: '2' }, { on: dying(renames) })).rejects.toThrow('KILLED');
      expect(readJournal(out, false)).toEqual({
        files: { a: [contentHash('2')], b: [contentHash('2')], d: [contentHash('2')] },
        identities: { 'rule/1/x': {} },
      });
      expect(await build({ a: '2', b: '2', d: '2' })).toMatchObject({ interrupted: true, edited: [], kept: [] });
      expect(everything()).toMatchObject({ a: '2', b: '2', d: '2' });
      expect(Object.keys(everything()).sort()).toEqual(['a', 'b', 'd', 'manifest.json']);
    },
  );
  test('has its files recognised as ours, also by a build of other files', async () => {
    await build({ a: '1' });
    await expect(build({ a: '2', b: '2', c: '2' }, { on: dying(3) })).rejects.toThrow('KILLED');
    expect(await build({ a: '3' })).toMatchObject({ edited: [], kept: [], removed: ['b', 'c'] });
    expect(Object.keys(everything()).sort()).toEqual(['a', 'manifest.json']);
  });
  test('twice has both builds in the journal', async () => {
    await build({ a: '1' });
    await expect(build({ a: '2', b: '2' }, { on: dying(2) })).rejects.toThrow('KILLED');
    await expect(build({ a: '3', b: '3' }, { on: dying(1) })).rejects.toThrow('KILLED');
    expect(readJournal(out, false)?.files['a']).toEqual([contentHash('2'), contentHash('3')]);
    expect(await build({ a: '4' })).toMatchObject({ edited: [], kept: [], changed: ['a', 'manifest.json'] });
  });
  test('does not claim an edit made since', async () => {
    await build({ a: '1' });
    await expect(build({ a: '2' }, { on: dying(1) })).rejects.toThrow('KILLED');
    writeFileSync(join(out, 'a'), 'mine');
    expect((await build({ a: '2' })).edited).toEqual(['a']);
    expect(read('a')).toBe('mine');
  });
});

describe('two builds at once', () => {
  test('one wins, the others report it and write nothing', async () => {
    await build({ a: '1' });
    const ends = await Promise.allSettled(['2', '3', '4'].map((text) => build({ a: text, b: text })));
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const end of ends)
      if (end.status === 'rejected') expect((end.reason as UserError).diagnostics[0]?.id).toBe('output/busy');
    expect(read('a')).toBe(read('b'));
    expect(existsSync(join(out, '.pf-grafana.lock'))).toBe(false);
  });
  test('a folder changed by another build since the comparison is left alone', async () => {
    const { before, planned } = plan({ a: '1' });
    await build({ a: '2' });
    await expect(writeFolder(planned, out, before)).rejects.toMatchObject({ diagnostics: [{ id: 'output/busy' }] });
    expect(read('a')).toBe('2');
  });
  test.each<[string, string, boolean]>([
    ['of a dead process is taken over', `4194305@${hostname()}:1`, true],
    ['of a reused process id is taken over', `${process.pid}@${hostname()}:1`, true],
    ['of this process is respected', `${process.pid}@${hostname()}:`, false],
    ['of another machine is respected', '1@elsewhere:1', false],
    ['of an unknown owner is respected', 'something', false],
  ])('a lock %s', async (_name, owner, isTakenOver) => {
    mkdirSync(out);
    symlinkSync(owner, join(out, '.pf-grafana.lock'));
    if (isTakenOver) {
      const ends = await Promise.allSettled([build({ a: '1' }), build({ a: '1' })]);
      expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(Object.keys(everything()).sort()).toEqual(['a', 'manifest.json']);
    } else {
      expect((await failure({ a: '1' }))?.id).toBe('output/busy');
      expect(Object.keys(everything())).toEqual(['.pf-grafana.lock']);
    }
  });
});

test('the lock of a build killed after its last write is removed by the next build, even if that writes nothing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pf-dead-mark-'));
  const write = async (): Promise<void> => {
    const before = readBefore(folder, false);
    await writeChanges(planWrite(new Map([['a.json', '1']]), {}, folder, before, false), folder, before);
  };
  await write();
  symlinkSync(`4194304@${hostname()}:1`, join(folder, '.pf-grafana.lock'));
  await write();
  expect(readdirSync(folder).sort()).toEqual(['a.json', 'manifest.json']);
  rmSync(folder, { recursive: true });
});
