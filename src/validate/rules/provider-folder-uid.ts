import type { Provider, ProvisioningFolder } from '../../folder/folder.ts';
import { scalar } from '../../folder/entities/scalars.ts';
import { placed } from '../../folder/placed.ts';
import { twins } from '../../folder/twins.ts';
import type { Report, Rule } from '../rule.ts';

/** A folder has the same title and uid wherever it is named. */
export const providerFolderUid: Rule = {
  id: 'provider/folder-uid',
  severity: 'warning',
  description: 'Providers and rule groups agree on the title and the uid of a folder.',
  why: 'Grafana finds a folder of a provider by its folderUid when it has one, and by its title otherwise; alerting, which is provisioned first, knows only titles. So a folder with two titles keeps the first, and a title that has a uid on only one side is created twice: the rules are in one folder and the dashboards in another folder with the same name.',
  bad: 'providers: [{name: a, folder: Infra, folderUid: infra, …}] and groups: [{folder: Infra, …}]',
  good: 'providers: [{name: a, folder: Infra, …}] and groups: [{folder: Infra, …}]',
  folder(folder, report) {
    const owned = folder.providers.flatMap((provider) => {
      const uid = scalar(provider.json['folderUid']) ?? '';
      return uid === '' || provider.folder === '' ? [] : [{ provider, uid }];
    });
    for (const { item, first } of twins(owned, ({ provider, uid }) => JSON.stringify([provider.orgId, uid])))
      if (item.provider.folder !== first.provider.folder)
        report({
          place: item.provider,
          at: ['folderUid'],
          message: `${item.provider.label} gives the folder "${item.provider.folder}" the uid "${item.uid}", which is that of "${first.provider.folder}" (${placed(first.provider)}), so its dashboards go there.`,
          hint: 'Give each folder its own uid.',
        });
    for (const { item, first } of twins(owned, ({ provider }) => JSON.stringify([provider.orgId, provider.folder])))
      if (item.uid !== first.uid)
        report({
          place: item.provider,
          at: ['folderUid'],
          message: `${item.provider.label} gives the folder "${item.provider.folder}" the uid "${item.uid}", and "${first.provider.name}" (${placed(first.provider)}) gives it "${first.uid}", so there are two folders with this title.`,
          hint: 'Write the same folderUid.',
        });
    reportRuleFolders(folder, owned, report);
  },
};

/** Reports folders that alerting creates by title before a provider looks them up by uid. */
function reportRuleFolders(
  { groups }: ProvisioningFolder,
  owned: readonly { readonly provider: Provider; readonly uid: string }[],
  report: Report,
): void {
  const reported = new Set<string>();
  for (const group of groups) {
    const key = JSON.stringify([group.orgId, group.folder]);
    const owner = owned.find(({ provider }) => provider.orgId === group.orgId && provider.folder === group.folder);
    if (!owner || reported.has(key)) continue;
    reported.add(key);
    report({
      place: owner.provider,
      at: ['folderUid'],
      message: `The folder "${group.folder}" is created twice: by alerting with a generated uid for ${group.label.charAt(0).toLowerCase()}${group.label.slice(1)} (${placed(group)}), and by ${owner.provider.label.charAt(0).toLowerCase()}${owner.provider.label.slice(1)} with the uid "${owner.uid}".`,
      hint: 'Remove folderUid, so that the provider finds the folder by its title, or give one of the two another title.',
    });
  }
}
