import type { Dashboard, ProvisioningFolder } from '../../folder/folder.ts';
import { uniqueDashboards } from '../../folder/open-folder.ts';
import type { Rule } from '../rule.ts';

/** Every org that shares dashboards has the data sources that they use. */
export const providerDatasource: Rule = {
  id: 'provider/datasource',
  severity: 'error',
  description: 'Every org that shares dashboards with other orgs has the data sources that they use.',
  why: 'One dashboard file can serve several orgs because a uid is unique only within an org: each org needs a source with the same uid. Where one is missing, the panels of that org show "Datasource … was not found".',
  bad: '# org 1 has the sources prometheus and loki, org 2 only prometheus; both serve\n"datasource": {"type": "loki", "uid": "loki"}',
  good: '# org 2\ndatasources: [{uid: prometheus, orgId: 2, …}, {uid: loki, orgId: 2, …}]',
  folder(folder, report) {
    const asked = askedByDirectory(folder);
    const provisioned = new Map<number, Set<string>>();
    for (const { orgId, uid } of folder.datasources)
      if (uid !== undefined) provisioned.set(orgId, (provisioned.get(orgId) ?? new Set()).add(uid));
    const anywhere = new Set([...provisioned.values()].flatMap((uids) => [...uids]));
    for (const provider of folder.providers) {
      const own = provisioned.get(provider.orgId);
      // An org without any source here gets them from elsewhere.
      if (own === undefined) continue;
      const missing = [...(asked.get(provider.directory ?? '') ?? [])].filter(
        (uid) => anywhere.has(uid) && !own.has(uid),
      );
      if (missing.length > 0)
        report({
          place: provider,
          at: ['orgId'],
          message: `${provider.label} serves dashboards that use ${missing.join(', ')}, which org ${provider.orgId} does not have, unlike other orgs.`,
          hint: `Add the source to org ${provider.orgId} with the same uid.`,
        });
    }
  },
};

/** The uids that the dashboards of a directory use, for directories that several orgs share. */
function askedByDirectory({ providers, dashboards }: ProvisioningFolder): Map<string, Set<string>> {
  const orgs = new Map<string, Set<number>>();
  for (const { directory = '', orgId } of providers) orgs.set(directory, (orgs.get(directory) ?? new Set()).add(orgId));
  const asked = new Map<string, Set<string>>();
  for (const dashboard of uniqueDashboards(dashboards)) {
    const { directory = '' } = dashboard.provider;
    if ((orgs.get(directory)?.size ?? 0) < 2) continue;
    const uids = asked.get(directory) ?? new Set();
    asked.set(directory, uids);
    for (const uid of uidsOf(dashboard)) uids.add(uid);
  }
  return asked;
}

function uidsOf({ panels, variables, annotations }: Dashboard): string[] {
  return [...panels.flatMap(({ targets }) => targets), ...variables, ...annotations].flatMap(
    ({ datasource }) => datasource?.uid ?? [],
  );
}
