import { expect, test } from 'vitest';

import { UserError } from '../diagnostics/errors.ts';
import { memoryTree } from './file-tree.ts';
import { findFolders, openFolder } from './open-folder.ts';

test.each([
  ['something else', { 'boards/readme.md': '', 'boards/package.json': '{"name": "a"}' }],
  ['nothing', {}],
])('%s is not a provisioning folder', (_name, files) => {
  const find = () => findFolders(memoryTree(new Map(Object.entries(files)), ''), 'boards');
  expect(find).toThrow(UserError);
});

const board = '{"title": "CPU", "panels": [], "schemaVersion": 42}';

test.each([
  ['a file', { 'boards/cpu.json': board, 'boards/b.json': board }, 'boards/cpu.json', [['boards/cpu.json', 'boards']]],
  [
    'a folder of files, and of Git Sync',
    {
      'boards/cpu.json': board,
      'boards/Hosts/_folder.json':
        '{"apiVersion": "folder.grafana.app/v1", "kind": "Folder", "spec": {"title": "Hosts"}}',
      'boards/Hosts/disk.json': '{"title": "Disk", "panels": [],}',
      'boards/package.json': '{"name": "a"}',
      'boards/node_modules/a/b.json': board,
      'boards/.git/c.json': board,
    },
    'boards',
    [
      ['boards/Hosts/_folder.json', 'Hosts'],
      ['boards/Hosts/disk.json', 'Hosts'],
      ['boards/cpu.json', ''],
    ],
  ],
  ['a folder above', { 'boards/dashboards/cpu.json': board }, 'boards', [['boards/dashboards/cpu.json', 'dashboards']]],
])('%s can be read without a provider', (_name, files, path, expected) => {
  const tree = memoryTree(new Map(Object.entries(files)), '');
  expect(findFolders(tree, path)).toEqual([path]);
  const { dashboards, providers } = openFolder(tree, path);
  expect(dashboards.map(({ source, folder }) => [source.file, folder])).toEqual(expected);
  expect(providers).toEqual([]);
});

test.each([
  ['a map', { maps: new Map([['/srv', 'boards']]) }, '/srv', ['boards/cpu.json']],
  ['a map of a folder above it', { maps: new Map([['/srv', '.']]) }, '/srv/boards', ['boards/cpu.json']],
  ['one file', { maps: new Map([['/srv', 'boards']]) }, '/srv/cpu.json', ['boards/cpu.json']],
  ['a path that exists here unchanged', {}, 'boards', ['boards/cpu.json']],
  ["an absolute path, which is the server's disk", {}, `${process.cwd()}/boards`, []],
])('a provider is found by %s', (_name, options, path, expected) => {
  const files = {
    'provisioning/dashboards/p.yaml': `apiVersion: 1\nproviders: [{name: p, options: {path: ${path}}}]`,
    'boards/cpu.json': '{}',
    [`${process.cwd()}/boards/cpu.json`]: '{}',
  };
  expect(
    openFolder(memoryTree(new Map(Object.entries(files)), ''), 'provisioning', options).dashboards.map(
      ({ source }) => source.file,
    ),
  ).toEqual(expected);
});

test('providers in the oldest format, a list, serve their dashboards too', () => {
  const providers = '- name: boards\n  org_id: 2\n  folder: Hosts\n  options: {path: /d}\n';
  const files = { 'provisioning/dashboards/p.yaml': providers, 'd/cpu.json': board };
  const { providers: read, dashboards } = openFolder(memoryTree(new Map(Object.entries(files)), ''), 'provisioning', {
    maps: new Map([['/d', 'd']]),
  });
  expect(read).toMatchObject([{ name: 'boards', orgId: 2, folder: 'Hosts', path: [0], serverPath: '/d' }]);
  expect(dashboards.map(({ source }) => source.file)).toEqual(['d/cpu.json']);
});
