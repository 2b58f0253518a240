import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { testPermissions } from '../test/support/permissions.ts';
import { diskTree, placesOf } from './disk-tree.ts';
import { Unreadable } from './file-tree.ts';
import { openFolder } from './open-folder.ts';

const PROVIDER = 'apiVersion: 1\nproviders:\n  - {name: a, options: {path: /var/lib/grafana/dashboards}}\n';

let root: string;
let out: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'pf-reading-'));
  out = join(root, 'out');
  put('provisioning/dashboards/all.yaml', PROVIDER);
  put('provisioning/alerting/rules.yaml', 'groups: []\n');
  put('dashboards/a.json', '{"title": "A"}');
});
afterEach(() => {
  spawnSync('chmod', ['-R', 'u+rwx', root]);
  rmSync(root, { recursive: true, force: true });
});

function put(path: string, text: string): string {
  const file = join(out, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}
const open = (dir = out, ...named: string[]) =>
  openFolder(diskTree(placesOf(dir, named)), join(out, 'provisioning'), {});
/** Names of files that were not read, with the reason. */
const unread = (folder = open()) =>
  folder.sources
    .filter(({ problems }) => problems.some(({ id }) => id === 'file/unreadable'))
    .map(({ file, problems }) => [file.slice(root.length + 1), problems[0]?.message]);

test('every file of a valid folder is read', () => {
  expect(unread()).toEqual([]);
  expect(open().dashboards.map(({ title }) => title)).toEqual(['A']);
});

describe('links', () => {
  test.each([
    ['a file', 'out/provisioning/alerting/x.yaml', '/proc/self/environ'],
    ['a dashboard', 'out/dashboards/x.json', '/etc/hostname'],
    ['a folder of dashboards', 'out/dashboards/x', '/etc'],
    ['a folder of one kind', 'out/provisioning/datasources', '/etc'],
  ])('out of the folder are reported and not followed: %s', (_name, link, target) => {
    symlinkSync(target, join(root, link));
    expect(unread()).toEqual([[link, expect.stringContaining('outside the folder')]]);
    expect(JSON.stringify(open().sources.map(({ text }) => text))).not.toContain('PATH=');
  });
  test('beside the folder are not followed either', () => {
    rmSync(join(out, 'dashboards'), { recursive: true });
    symlinkSync('/etc', join(out, 'dashboards'));
    for (const dir of [out, join(out, 'provisioning')]) expect(open(dir).dashboards).toEqual([]);
  });
  test('inside the folder are followed', () => {
    symlinkSync('a.json', join(out, 'dashboards/b.json'));
    expect(unread()).toEqual([]);
    expect(open().dashboards).toHaveLength(2);
  });
  test('to a folder that the user names are followed', () => {
    mkdirSync(join(root, 'boards'));
    writeFileSync(join(root, 'boards/c.json'), '{"title": "C"}');
    symlinkSync(join(root, 'boards'), join(out, 'dashboards/more'));
    expect(unread()).toHaveLength(1);
    expect(unread(open(out, join(root, 'boards')))).toEqual([]);
    expect(open(out, join(root, 'boards')).dashboards).toHaveLength(2);
  });
  test('to each other, along 2^40 paths, do not hang', () => {
    for (let level = 0; level < 40; level += 1) {
      mkdirSync(join(out, `dashboards/${level}`));
      for (const name of ['left', 'right']) symlinkSync(`../${level + 1}`, join(out, `dashboards/${level}/${name}`));
    }
    mkdirSync(join(out, 'dashboards/40'));
    symlinkSync('..', join(out, 'dashboards/40/back'));
    writeFileSync(join(out, 'dashboards/40/deep.json'), '{"title": "Deep"}');
    expect(
      open()
        .dashboards.map(({ title }) => title)
        .sort(),
    ).toEqual(['A', 'Deep']);
  });
  test('that lead nowhere, or form a cycle, are reported', () => {
    symlinkSync('nothing.json', join(out, 'dashboards/x.json'));
    symlinkSync('y.yaml', join(out, 'provisioning/alerting/y.yaml'));
    expect(unread().map(([file]) => file)).toEqual(['out/provisioning/alerting/y.yaml', 'out/dashboards/x.json']);
  });
});

test.each(['../../../../../../../etc', '/var/lib/grafana/dashboards/../../..'])(
  'the path of a provider leads out: %s',
  (path) => {
    put('provisioning/dashboards/all.yaml', PROVIDER.replace('/var/lib/grafana/dashboards', path));
    writeFileSync(join(root, 'secret.json'), '{"title": "Secret"}');
    expect(open().dashboards).toEqual([]);
  },
);

describe('what is not a file is reported without waiting for it', () => {
  test.each(['provisioning/alerting/x.yaml', 'provisioning/datasources/x.yaml', 'dashboards/x.json'])('%s', (path) => {
    mkdirSync(dirname(join(out, path)), { recursive: true });
    spawnSync('mkfifo', [join(out, path)]);
    expect(unread()).toEqual([[`out/${path}`, expect.stringContaining('pipe')]]);
  });
  test('a device', () => {
    symlinkSync('/dev/zero', join(out, 'dashboards/x.json'));
    expect(unread()).toHaveLength(1);
  });
});

test('a name that is not UTF-8 is reported', () => {
  spawnSync('sh', ['-c', `printf '{}' > "$(printf '${out}/dashboards/a\\377.json')"`]);
  expect(unread()).toEqual([[expect.stringContaining('a\uFFFD.json'), expect.stringContaining('not UTF-8')]]);
});

testPermissions('a folder that cannot be listed is reported', () => {
  put('dashboards/closed/b.json', '{}');
  chmodSync(join(out, 'dashboards/closed'), 0);
  expect(unread()).toEqual([['out/dashboards/closed', expect.stringContaining('EACCES')]]);
});

test('a file beyond the limit is reported and not read', () => {
  truncateSync(put('dashboards/b.json', ''), 2 ** 33);
  expect(open().sources.flatMap(({ problems }) => problems.map(({ id }) => id))).toEqual(['file/size']);
});

test('of an untrusted folder, only as much is read as real folders have', () => {
  const folder = root;
  writeFileSync(join(folder, 'small.json'), '{}');
  writeFileSync(join(folder, 'large.json'), '');
  // A sparse file takes no space on disk.
  truncateSync(join(folder, 'large.json'), 2 ** 26 + 1);
  const stranger = diskTree(placesOf(folder), { isLinkFollowed: false });
  expect(() => stranger.read(join(folder, 'large.json'))).toThrow(Unreadable);
  const other = diskTree(placesOf(folder), { isLinkFollowed: false });
  for (let index = 0; index < 10_000; index += 1) other.read(join(folder, 'small.json'));
  expect(() => other.read(join(folder, 'small.json'))).toThrow(Unreadable);
  const own = diskTree(placesOf(folder));
  expect(own.read(join(folder, 'small.json'))).toHaveLength(2);
});
