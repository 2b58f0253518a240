import { objectOf } from '../../folder/json.ts';
import type { Rule } from '../rule.ts';

/** A provider that takes folders from directories has no dashboards beside them. */
export const providerRoot: Rule = {
  id: 'provider/root',
  severity: 'warning',
  description: 'With foldersFromFilesStructure every dashboard lies in a directory.',
  why: 'A file directly in the provider\'s path lands in the root, "General", whatever the provider is called.',
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
      message: `${label} lies in no directory of ${provider.label.charAt(0).toLowerCase()}${provider.label.slice(1)}, so it lands in General.`,
      hint: 'Move it into a directory named as its folder.',
    });
  },
};
