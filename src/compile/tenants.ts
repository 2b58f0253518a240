import type { DatasourceSpec, FileValue, NotificationSpec } from '../define/definitions.ts';
import type { ProjectNames, Tenant } from '../define/settings.ts';
import { datasourceFile, notificationFiles, providerFile } from './provisioning.ts';
import type { TargetFacts } from './target.ts';

type FileObject = Readonly<Record<string, FileValue | undefined>>;

/** A provisioning file of one tenant. */
export interface TenantFile {
  /** Path relative to `provisioning/`, without the suffix. */
  readonly path: string;
  readonly tenant: string;
  readonly value: FileObject;
  /** A file of the fleet with the same content for another org. */
  readonly sameAs?: string;
}

/** What a tenant's files are made from. */
export interface TenantParts {
  readonly datasources: readonly DatasourceSpec[];
  readonly notifications: NotificationSpec;
  /** The fleet's rule groups: uids are unique per org, so each tenant's org has the same ones. */
  readonly groups: readonly FileObject[];
  readonly groupsPath: string;
  readonly hasDashboards: boolean;
}

/**
 * A tenant's data sources, its provider of the shared dashboards, its rules and its notification settings, each in a
 * file of its own.
 */
export function tenantFiles(
  { id: tenant, orgId }: Tenant,
  project: ProjectNames,
  { datasources, notifications, groups, groupsPath, hasDashboards }: TenantParts,
  facts: TargetFacts,
): TenantFile[] {
  return [
    // Without `prune`, because the first-start tree, which is loaded again for each new tenant, contains no tenant
    // sources.
    { tenant, path: `datasources/${tenant}`, value: datasourceFile(datasources, orgId, facts) },
    // Two providers with the same name delete each other's dashboards.
    ...(hasDashboards
      ? [
          {
            tenant,
            path: `dashboards/${tenant}`,
            value: providerFile({ ...project, title: `${project.title}: ${tenant}` }, orgId),
          },
        ]
      : []),
    {
      tenant,
      path: `alerting/${tenant}-rules`,
      value: { apiVersion: 1, groups: groups.map((group) => ({ ...group, orgId })) },
      sameAs: groupsPath,
    },
    ...Object.entries(notificationFiles(notifications, orgId, tenant)).map(([name, value]) => ({
      tenant,
      path: `alerting/${name}`,
      value,
    })),
  ];
}
