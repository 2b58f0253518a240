import { withRoutes } from '../../folder/entities/alerting.ts';
import type { Entity, ProvisioningFolder } from '../../folder/folder.ts';
import type { Rule } from '../rule.ts';
import { tenantFinder } from '../../folder/tenants.ts';

/** A tenant's files hold what is of its org, and name no other org's receivers. */
export const fileTenant: Rule = {
  id: 'file/tenant',
  severity: 'error',
  description: "A tenant's files hold what is of its org, and name no receiver of another.",
  why: "Where each org has a provider file of its own, the files of that name are that tenant's. An entry with another orgId shows one tenant's data, or sends its alerts, to another; a contact point of another org is not found, and stops Grafana.",
  bad: '# datasources/acme.yaml, beside dashboards/acme.yaml with orgId 2\ndatasources: [{name: Metrics, orgId: 3, …}]',
  good: '# datasources/acme.yaml\ndatasources: [{name: Metrics, orgId: 2, …}]',
  folder(folder, report) {
    const tenantOf = tenantFinder(folder);
    for (const entity of owned(folder)) {
      const tenant = tenantOf(entity.source.file);
      if (tenant === undefined || entity.orgId === tenant.orgId) continue;
      report({
        place: entity,
        at: ['orgId'],
        message: `${entity.label} stands in a file of tenant ${tenant.name}, whose org is ${tenant.orgId}, and is of org ${entity.orgId}.`,
        hint: `Write orgId: ${tenant.orgId}, or move it to a file of its own tenant.`,
      });
    }
    const owners = receiverOwners(folder);
    for (const route of folder.policies.flatMap(withRoutes)) {
      const orgs = owners.get(route.receiver ?? '');
      const tenant = tenantOf(route.source.file);
      if (tenant === undefined || orgs === undefined || orgs.has(route.orgId)) continue;
      report({
        place: route,
        at: ['receiver'],
        message: `${route.label} of tenant ${tenant.name} names the contact point "${route.receiver}", which only org ${[...orgs].slice(0, 3).join(', ')} has.`,
        hint: 'Name a contact point of the same org.',
      });
    }
  },
};

type Owned = Entity & { readonly orgId: number };

function owned(folder: ProvisioningFolder): Owned[] {
  return [
    folder.datasources,
    folder.groups,
    folder.contactPoints,
    folder.policies,
    folder.muteTimings,
    folder.templates,
    folder.deletions,
  ].flatMap((list): readonly Owned[] => list);
}

function receiverOwners({ contactPoints }: ProvisioningFolder): Map<string, Set<number>> {
  const owners = new Map<string, Set<number>>();
  for (const { name, orgId } of contactPoints) owners.set(name, (owners.get(name) ?? new Set()).add(orgId));
  return owners;
}
