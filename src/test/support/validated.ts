import { memoryTree } from '../../validate/file-tree.ts';
import { findFolders, type FolderOptions, openFolder } from '../../validate/open-folder.ts';
import type { Rule } from '../../validate/rule.ts';
import { validateFolder, type ValidateOptions } from '../../validate/validate.ts';

/** What the validator says of files given by path (`provisioning/alerting/a.yaml`): `file:line:column id`, one a finding. For tests of rules. */
export function validated(files: Readonly<Record<string, string>>, rules: readonly Rule[], options: ValidateOptions & FolderOptions = {}): string[] {
  const tree = memoryTree(new Map(Object.entries(files)), '');
  return findFolders(tree, '').flatMap((root) =>
    validateFolder(openFolder(tree, root, options), { ...options, rules }).map(({ at, id }) => `${at?.file}:${at?.line ?? ''}:${at?.column ?? ''} ${id}`));
}
