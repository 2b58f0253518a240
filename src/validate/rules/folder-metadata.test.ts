import { expect, test } from 'vitest';

import { pointers } from '../../test/support/validated.ts';
import { folderMetadata } from './folder-metadata.ts';

test.each([
  ['a uid', { 'hosts/_folder.json': folder({ name: 'hosts' }) }, []],
  ['no uid', { 'hosts/_folder.json': folder({}) }, ['/metadata/name']],
  ['a uid with a space', { 'hosts/_folder.json': folder({ name: 'my hosts' }) }, ['/metadata/name']],
  [
    'one uid twice',
    { 'a/_folder.json': folder({ name: 'hosts' }), 'b/_folder.json': folder({ name: 'hosts' }) },
    ['/metadata/name'],
  ],
  ['another file', { 'hosts/folder.json': folder({}) }, []],
])('%s', (_name, files, expected) => {
  expect(pointers({ 'cpu.json': '{"title": "CPU", "panels": []}', ...files }, folderMetadata)).toEqual(expected);
});

function folder(metadata: object): string {
  return JSON.stringify({ apiVersion: 'folder.grafana.app/v1', kind: 'Folder', metadata, spec: { title: 'Hosts' } });
}
