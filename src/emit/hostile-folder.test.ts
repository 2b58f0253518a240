import { spawnSync } from 'node:child_process';
import {
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { UserError } from '../diagnostics/errors.ts';
import { readBefore } from './before.ts';
import { contentHash } from './content-hash.ts';
import { takeLock } from './lock.ts';
import { changesAnything, planWrite } from './plan.ts';
import { writeFolder } from './write.ts';

let root: string;
let out: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'pf-hostile-'));
  out = join(root, 'out');
  mkdirSync(out);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

type Files = Readonly<Record<string, string>>;
async function build(files: Files, force = false) {
  const before = readBefore(out, force);
  const planned = planWrite(new Map(Object.entries(files)), { 'rule/1/x': {} }, out, before, force);
  if (changesAnything(planned.plan)) await writeFolder(planned, out, before);
  return planned.plan;
}
async function failure(files: Files) {
  const error: unknown = await build(files).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(UserError);
  return (error as UserError).diagnostics[0];
}
function put(path: string, text: string) {
  mkdirSync(dirname(join(out, path)), { recursive: true });
  writeFileSync(join(out, path), text);
}
const read = (path: string) => readFileSync(join(out, path), 'utf8');

describe('a build never writes through a link', () => {
  test.each(['a.txt', 'x/y/a.txt', 'manifest.json', '.pf-grafana-journal.json'])(
    'at the temporary path of %s',
    async (path) => {
      const temporary = join(out, dirname(path), `.pf-grafana-${path.split('/').at(-1)}.tmp`);
      for (const make of [symlinkSync, linkSync]) {
        const target = join(root, 'precious');
        writeFileSync(target, 'precious');
        mkdirSync(dirname(temporary), { recursive: true });
        make(target, temporary);
        await build({ 'a.txt': make.name, 'x/y/a.txt': make.name });
        expect(readFileSync(target, 'utf8')).toBe('precious');
        expect([read('a.txt'), read('x/y/a.txt')]).toEqual([make.name, make.name]);
        expect(existsSync(temporary)).toBe(false);
      }
    },
  );
  test('a hard-linked file is replaced, not rewritten', async () => {
    await build({ 'a.txt': '1' });
    linkSync(join(out, 'a.txt'), join(root, 'precious'));
    await build({ 'a.txt': '2' });
    expect([readFileSync(join(root, 'precious'), 'utf8'), read('a.txt')]).toEqual(['1', '2']);
  });
  test('a folder at a temporary path fails with a clear message', async () => {
    mkdirSync(join(out, '.pf-grafana-a.txt.tmp'));
    expect((await failure({ 'a.txt': '1' }))?.id).toBe('output/write');
  });
});

describe('a manifest or journal cannot remove files that no build writes', () => {
  const hostile = [
    '.git',
    'sub/.git',
    '.env',
    '.git/config',
    'node_modules/a/index.js',
    'x/.hidden.json',
    'key.pem',
    '../outside.txt',
    '/etc/hostname',
    'x//a.txt',
  ];
  test.each(hostile)('%s', async (path) => {
    await build({ 'a.txt': '1' });
    writeFileSync(join(root, 'outside.txt'), '1');
    if (!path.startsWith('/') && !path.includes('//')) put(path, '1');
    const manifest = JSON.parse(read('manifest.json')) as { files: Record<string, string> };
    const text = JSON.stringify({ ...manifest, files: { ...manifest.files, [path]: contentHash('1') } });
    put('manifest.json', text);
    const found = await failure({ 'a.txt': '1' });
    expect([found?.id, found?.message.includes(JSON.stringify(path))]).toEqual(['output/manifest', true]);
    put('manifest.json', JSON.stringify(manifest));
    put('.pf-grafana-journal.json', JSON.stringify({ files: { [path]: [contentHash('1')] }, identities: {} }));
    expect((await failure({ 'a.txt': '1' }))?.id).toBe('output/journal');
    await build({ 'a.txt': '2' }, true);
    if (!path.startsWith('/') && !path.includes('//')) expect(read(path)).toBe('1');
    expect(existsSync(join(root, 'outside.txt'))).toBe(true);
  });
  test('nor a path that has become a link or a folder', async () => {
    await build({ 'a.txt': '1', 'b.txt': '1', 'target.txt': '1' });
    rmSync(join(out, 'a.txt'));
    symlinkSync('target.txt', join(out, 'a.txt'));
    expect((await build({ 'target.txt': '1' })).kept).toEqual(['a.txt']);
    expect(lstatSync(join(out, 'a.txt')).isSymbolicLink()).toBe(true);
  });
  test('nor one that becomes a link between the check and the removal', async () => {
    await build({ 'a.txt': '1', 'b.txt': '1' });
    const before = readBefore(out, false);
    const planned = planWrite(new Map([['b.txt', '2']]), {}, out, before, false);
    rmSync(join(out, 'a.txt'));
    symlinkSync('b.txt', join(out, 'a.txt'));
    await expect(writeFolder(planned, out, before)).rejects.toMatchObject({ diagnostics: [{ id: 'output/remove' }] });
    expect(read('b.txt')).toBe('1');
  });
  test('and a file that a later build could not remove is not written', async () => {
    for (const path of ['.gitignore', 'x/.env', 'node_modules/a.js', 'a.exe'])
      expect((await failure({ [path]: '1' }))?.id).toBe('output/path');
  });
});

describe('a malformed manifest or journal is an error that names what is wrong, and nothing is forgotten', () => {
  const hash = contentHash('1');
  test.each<[string, unknown]>([
    ['files', { files: [] }],
    ['files', { files: 'a.txt' }],
    ['files', { files: null, identities: null }],
    ['a.txt', { files: { 'a.txt': 1 } }],
    ['a.txt', { files: { 'a.txt': 'abc' } }],
    ['a.txt', { files: { 'a.txt': null } }],
    ['identities', { identities: [] }],
    ['rule/1/x', { identities: { 'rule/1/x': null } }],
    ['rule/1/x', { identities: { 'rule/1/x': { title: 7 } } }],
    ['rule/1/x', { identities: { 'rule/1/x': { gone: 'yes' } } }],
    ['rule/1/x', { identities: { 'rule/1/x': { title: '\ud800' } } }],
    ['rule/1/x', { identities: { 'rule/1/x': { deep: { deeper: {} } } } }],
    ['constructor/1/x', { identities: { 'constructor/1/x': {} } }],
    ['rule/a/x', { identities: { 'rule/a/x': {} } }],
    ['__proto__', { identities: JSON.parse('{"__proto__": {}}') as unknown }],
    ['version', { version: 'two' }],
    ['version', { version: null }],
  ])('%s in the manifest: %j', async (name, text) => {
    await build({ 'a.txt': '1' });
    put('manifest.json', JSON.stringify(text));
    const found = await failure({ 'a.txt': '2' });
    expect([found?.id, found?.message]).toEqual(['output/manifest', expect.stringContaining(name)]);
    expect(read('a.txt')).toBe('1');
    expect((await build({ 'a.txt': '2' }, true)).changed).toContain('a.txt');
  });
  test.each<[unknown]>([
    [null],
    [[]],
    [{}],
    [{ files: {} }],
    [{ files: [], identities: {} }],
    [{ files: { 'a.txt': hash }, identities: {} }],
    [{ files: { 'a.txt': [1] }, identities: {} }],
    [{ files: {}, identities: { 'rule/1/x': null } }],
  ])('in the journal: %j', async (text) => {
    await build({ 'a.txt': '1' });
    put('.pf-grafana-journal.json', JSON.stringify(text));
    expect((await failure({ 'a.txt': '2' }))?.id).toBe('output/journal');
    expect(read('a.txt')).toBe('1');
    await build({ 'a.txt': '2' }, true);
    expect(readdirSync(out).sort()).toEqual(['a.txt', 'manifest.json']);
  });
  test.each(['', '{', '{"files":{"a.txt":["', '\0\0\0'])('in a truncated journal: %j', async (text) => {
    await build({ 'a.txt': '1' });
    put('.pf-grafana-journal.json', text);
    expect((await failure({ 'a.txt': '2' }))?.id).toBe('output/journal');
  });
  test.each(['toString', 'constructor', '__proto__', 'valueOf', 'hasOwnProperty'])(
    'a file may be named %s',
    async (name) => {
      const named = (text: string) => Object.fromEntries([[name, text]]) as Files;
      put('.pf-grafana-journal.json', JSON.stringify({ files: {}, identities: {} }));
      expect((await build(named('1'))).created).toContain(name);
      expect((await build(named('2'))).changed).toContain(name);
      expect((await build({})).removed).toEqual([name]);
    },
  );
});

describe('only regular files are read', () => {
  test.each(['a.txt', 'manifest.json', '.pf-grafana-journal.json'])('a pipe at %s does not block', async (path) => {
    spawnSync('mkfifo', [join(out, path)]);
    expect(await failure({ 'a.txt': '1' })).toMatchObject({
      id: 'output/read',
      message: expect.stringContaining('not a file') as string,
    });
  });
  test('a file larger than any build writes is not read', async () => {
    put('a.txt', '');
    truncateSync(join(out, 'a.txt'), 2 ** 31 + 1);
    expect((await failure({ 'a.txt': '1' }))?.message).toMatch(/larger than 256 MiB/);
  });
});

describe('a malformed lock is reported as busy', () => {
  test.each<[string, (lock: string) => void]>([
    ['a folder', (lock) => mkdirSync(lock)],
    ['a pipe', (lock) => void spawnSync('mkfifo', [lock])],
    ['an empty file', (lock) => writeFileSync(lock, '')],
    ['a large file', (lock) => (writeFileSync(lock, ''), truncateSync(lock, 2 ** 33))],
    ['a file with other content', (lock) => writeFileSync(lock, 'something')],
    ['process 0', (lock) => symlinkSync('0@x:', lock)],
    ['a process id out of range', (lock) => symlinkSync('99999999999999999999@x:1', lock)],
    ['control characters', (lock) => symlinkSync('1@\u001b[31m\n::error::x:1', lock)],
  ])('%s', async (_name, make) => {
    make(join(out, '.pf-grafana.lock'));
    const found = await failure({ 'a.txt': '1' });
    expect([found?.id, found?.hint]).toEqual(['output/busy', expect.stringContaining('.pf-grafana.lock')]);
    expect(found?.message).not.toMatch(/\p{Cc}/u);
    expect(existsSync(join(out, 'a.txt'))).toBe(false);
  });
});

describe('where links are not supported, the lock is a file', () => {
  const lock = () => join(out, '.pf-grafana.lock');
  const take = () => takeLock(lock(), () => Promise.reject(Object.assign(new Error('EPERM'), { code: 'EPERM' })));
  test('that other builds respect, and that is removed', async () => {
    const release = await take();
    expect(readFileSync(lock(), 'utf8')).toMatch(`${process.pid}@${hostname()}:`);
    await expect(take()).rejects.toMatchObject({ diagnostics: [{ id: 'output/busy' }] });
    expect((await failure({ 'a.txt': '1' }))?.id).toBe('output/busy');
    await release();
    expect(readdirSync(out)).toEqual([]);
  });
  test('left by a dead process is taken over', async () => {
    writeFileSync(lock(), `4194305@${hostname()}:1`);
    const release = await take();
    expect(readFileSync(lock(), 'utf8')).toMatch(`${process.pid}@`);
    await release();
    expect(readdirSync(out)).toEqual([]);
  });
});

describe('file names that fail on Windows or macOS', () => {
  test.each([
    'CON.json',
    'x/con/a.json',
    'aux',
    'x/COM1.yaml',
    'lpt9.txt',
    'x./a.json',
    'x /a.json',
    'a?.json',
    'x/a:b.json',
    'x/"a".json',
  ])('%s is refused when it is new', async (path) => {
    expect(await failure({ [path]: '1' })).toMatchObject({ id: 'output/name' });
  });
  test.each([[['x/a.json', 'x/A.json']], [['Ops/a.json', 'ops/b.json']], [['x/\u00e9.json', 'x/e\u0301.json']]])(
    '%j are the same name there',
    async (paths) => {
      const files = Object.fromEntries(paths.map((path) => [path, '1']));
      const found = await failure(files);
      expect([found?.id, found?.message]).toEqual([
        'output/name',
        expect.stringMatching(/same name on Windows and macOS/),
      ]);
    },
  );
  test('names from an earlier build are accepted', async () => {
    await build({ 'a.txt': '1' });
    const known = ['CON.json', 'x/a.json', 'x/A.json'];
    const files = Object.fromEntries(known.map((path) => [path, contentHash('0')]));
    put('manifest.json', JSON.stringify({ version: 2, files, identities: {} }));
    for (const path of known) put(path, '0');
    expect((await build(Object.fromEntries(known.map((path) => [path, '1'])))).changed).toEqual(
      expect.arrayContaining(known),
    );
  });
  test.each(['console.json', 'x/nullable.json', 'com10.json', 'x/a b.json', 'Ärger/ü.json'])(
    '%s is fine',
    async (path) => {
      expect((await build({ [path]: '1' })).created).toContain(path);
    },
  );
});
