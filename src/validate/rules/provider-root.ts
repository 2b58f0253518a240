import { objectOf } from '../../folder/json.ts';
import type { Rule } from '../rule.ts';

/** With folders from directories, every dashboard is in a directory. */
export const providerRoot: Rule = {
  id: 'provider/root',
  severity: 'warning',
  description: 'With foldersFromFilesStructure every dashboard is in a directory.',
  why: 'A file directly in the path of the provider goes to the root, "General", whatever the name of the provider.',
  bad: 'dashboards/cpu.json',
  good: 'dashboards/Hosts/cpu.json',
  dashboard(dashboard, report) {
    const { provider, folder, label } = dashboard;
    if (
      objectOf(provider.json['options'])['foldersFromFilesStructure'] !== true ||
      provider.isAssumed ||
      provider.folder !== '' ||
      folder !== ''
    )
      return;
    report({
      message: `${label} is not in a directory of ${provider.label.charAt(0).toLowerCase()}${provider.label.slice(1)}, so it goes to General.`,
      hint: 'Move it into a directory with the name of its folder.',
    });
  },
};
