import { expect, test } from 'vitest';

import { dashboards, pointers } from '../../test/support/validated.ts';
import { providerFolder } from './provider-folder.ts';

test.each([
  ['folders from directories', dashboards({}), []],
  ['and a folder', dashboards({}, { folder: 'Team' }), ['/providers/0/folder']],
  ['and one uid for all', dashboards({}, { folderUid: 'team' }), ['/providers/0/folderUid']],
  ['only a folder', dashboards({}, { folder: 'Team', folderUid: 'team', options: { path: '/x' } }), []],
  [
    'the uid of the root',
    dashboards({}, { folder: 'Team', folderUid: 'general', options: { path: '/x' } }),
    ['/providers/0/folderUid'],
  ],
  ['a negative interval', dashboards({}, { updateIntervalSeconds: -1 }), ['/providers/0/updateIntervalSeconds']],
])('%s', (_name, files, expected) => {
  expect(pointers(files, providerFolder)).toEqual(expected);
});
