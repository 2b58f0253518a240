/** The JSON Schema of a tenant's org, shared by all kinds of configuration. */
export const tenantOrg = {
  orgId: { type: 'integer', minimum: 1 },
  name: { type: 'string', minLength: 1, maxLength: 190 },
  scope: { type: 'string', pattern: '^[A-Za-z0-9!_.*()-]{1,150}$' },
} as const;

/** Ids are file names: "dashboards" is taken by the provider, and a leading 0 could sort before the delete lists. */
export const tenantIds = { pattern: '^(?!dashboards$|0)[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$' } as const;
