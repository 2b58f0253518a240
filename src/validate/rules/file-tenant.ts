import { withRoutes } from '../../folder/entities/alerting.ts';
import type { Entity, ProvisioningFolder } from '../../folder/folder.ts';
import type { Rule } from '../rule.ts';
import { tenantFinder } from '../../folder/tenants.ts';

/** A tenant's files contain only objects of its org, and use no receiver of another org. */
export const fileTenant: Rule = {
  id: 'file/tenant',
  severity: 'error',
  description: "A tenant's files contain only objects of its own org, and use no receiver of another org.",
  why: 'When each org has its own provider file, the files with that name belong to that tenant. An entry with another orgId shows the data of one tenant to another, or sends its alerts there; a contact point of another org is not found, and Grafana refuses to start.',
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
        message: `${entity.label} is in a file of tenant ${tenant.name}, whose org is ${tenant.orgId}, but belongs to org ${entity.orgId}.`,
        hint: `Write orgId: ${tenant.orgId}, or move it to a file of the right tenant.`,
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
        message: `${route.label} of tenant ${tenant.name} names the contact point "${route.receiver}", which exists only in org ${[...orgs].slice(0, 3).join(', ')}.`,
        hint: 'Use a contact point of the same org.',
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
