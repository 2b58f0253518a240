/** What every configuration may say of a tenant's org, as JSON Schema. */
export const tenantOrg = {
  orgId: { type: 'integer', minimum: 1 },
  name: { type: 'string', minLength: 1, maxLength: 190 },
  scope: { type: 'string', pattern: '^[A-Za-z0-9!_.*()-]{1,150}$' },
} as const;

/** Ids name files: those of the provider are taken, and from 0 on they would come before the delete lists. */
export const tenantIds = { pattern: '^(?!dashboards$|0)[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$' } as const;
