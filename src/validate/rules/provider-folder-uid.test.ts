import { stringify } from 'yaml';
import { expect, test } from 'vitest';

import { alerting, pointers } from '../../test/support/validated.ts';
import { providerFolderUid } from './provider-folder-uid.ts';

const providers = (...list: readonly Readonly<Record<string, unknown>>[]) => ({
  'provisioning/dashboards/p.yaml': stringify({
    apiVersion: 1,
    providers: list.map((one, index) => ({ name: `p${index}`, options: { path: `/d${index}` }, ...one })),
  }),
});
const rules = (folder: string, orgId = 1) =>
  alerting({ groups: [{ orgId, name: 'g', folder, interval: '1m', rules: [] }] });

test.each([
  [
    'one title and one uid',
    providers({ folder: 'Infra', folderUid: 'infra' }, { folder: 'Infra', folderUid: 'infra' }),
    [],
  ],
  [
    'two titles',
    providers({ folder: 'Infra', folderUid: 'infra' }, { folder: 'Apps', folderUid: 'infra' }),
    ['/providers/1/folderUid'],
  ],
  [
    'two uids',
    providers({ folder: 'Infra', folderUid: 'infra' }, { folder: 'Infra', folderUid: 'infra2' }),
    ['/providers/1/folderUid'],
  ],
  [
    'another org',
    providers({ folder: 'Infra', folderUid: 'infra' }, { orgId: 2, folder: 'Apps', folderUid: 'infra' }),
    [],
  ],
  ['rules by title', { ...providers({ folder: 'Infra' }), ...rules('Infra') }, []],
  [
    'rules beside a uid',
    { ...providers({ folder: 'Infra', folderUid: 'infra' }), ...rules('Infra') },
    ['/providers/0/folderUid'],
  ],
  ['rules in another folder', { ...providers({ folder: 'Infra', folderUid: 'infra' }), ...rules('Apps') }, []],
  ['rules of another org', { ...providers({ folder: 'Infra', folderUid: 'infra' }), ...rules('Infra', 2) }, []],
])('%s', (_name, files, expected) => {
  expect(pointers(files, providerFolderUid)).toEqual(expected);
});
