import { expect, test } from 'vitest';

import { validated } from '../../test/support/validated.ts';
import { fileIgnored } from './file-ignored.ts';
import { uncheckedFolder } from './unchecked-folder.ts';

test.each([
  ['a folder with something in it', { 'provisioning/alerting/a.yaml': 'groups: []' }, []],
  [
    'only Terraform',
    { 'provisioning/alerting/a.tf': 'resource "grafana_contact_point" "a" {}' },
    ['provisioning:: unchecked/folder', 'provisioning/alerting/a.tf:: file/ignored'],
  ],
  ['other files', { 'README.md': '# a' }, ['.:: unchecked/folder']],
  [
    'Terraform alone',
    { 'main.tf': 'resource "grafana_dashboard" "a" {}' },
    ['.:: unchecked/folder', 'main.tf:: file/ignored'],
  ],
])('%s', (_name, files, expected) => {
  expect(validated(files as Record<string, string>, [uncheckedFolder, fileIgnored])).toEqual(expected);
});
