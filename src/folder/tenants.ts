import { basename } from 'node:path';

import type { ProvisioningFolder } from './folder.ts';

/** An org that has files of its own. */
export interface Tenant {
  readonly name: string;
  readonly orgId: number;
}

/**
 * Returns a function that finds the tenant of a file. A folder has tenants when several provider files serve one org
 * each: `dashboards/acme.yaml` belongs to tenant acme, and so do `datasources/acme.yaml` and
 * `alerting/acme-rules.yaml`.
 */
export function tenantFinder({ providers }: ProvisioningFolder): (file: string) => Tenant | undefined {
  const orgs = new Map<string, Set<number>>();
  for (const { source, orgId } of providers)
    orgs.set(stem(source.file), (orgs.get(stem(source.file)) ?? new Set()).add(orgId));
  const alone = [...orgs].flatMap(([name, ids]) =>
    ids.size === 1 ? [...ids].map((orgId): [string, Tenant] => [name, { name, orgId }]) : [],
  );
  const tenants = new Map(new Set(alone.map(([, { orgId }]) => orgId)).size > 1 ? alone : []);
  return (file) => {
    // The longest name first: `a-b-rules` is a file of tenant a-b, not of a.
    for (let name = stem(file); name !== ''; name = name.slice(0, Math.max(name.lastIndexOf('-'), 0))) {
      const tenant = tenants.get(name);
      if (tenant) return tenant;
    }
    return undefined;
  };
}

function stem(file: string): string {
  return basename(file).replace(/\.(?:ya?ml|json)$/, '');
}
