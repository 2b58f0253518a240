import { expect, test } from 'vitest';

import { UserError } from '../diagnostics/errors.ts';
import { memoryTree } from './file-tree.ts';
import { findFolders, openFolder } from './open-folder.ts';

test.each([
  [
    'dashboards alone',
    { 'boards/cpu.json': '{}' },
    /^Dashboards alone need a provider: .* --map \/dashboards=boards\.$/,
  ],
  ['dashboards in a folder of their name', { 'boards/dashboards/cpu.json': '{}' }, /^Dashboards alone need a provider/],
  ['something else', { 'boards/readme.md': '' }, /^Name a folder with YAML files/],
])('%s are no provisioning folder', (_name, files, hint) => {
  const find = () => findFolders(memoryTree(new Map(Object.entries(files)), ''), 'boards');
  expect(find).toThrow(UserError);
  try {
    find();
  } catch (error) {
    expect((error as UserError).diagnostics[0]?.hint).toMatch(hint);
  }
});

test.each([
  ['a map', { maps: new Map([['/srv', 'boards']]) }, '/srv', ['boards/cpu.json']],
  ['a map of a folder above it', { maps: new Map([['/srv', '.']]) }, '/srv/boards', ['boards/cpu.json']],
  ['one file', { maps: new Map([['/srv', 'boards']]) }, '/srv/cpu.json', ['boards/cpu.json']],
  ['a path that is the same here', {}, 'boards', ['boards/cpu.json']],
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
