import type { Schema } from './schema.ts';
import { alertingSchema } from './alerting.ts';
import { datasourcesSchema } from './datasources.ts';
import { pluginsSchema } from './plugins.ts';
import { providersSchema } from './providers.ts';

/** A folder below `provisioning/` that Grafana reads. */
export type ProvisioningKind = 'datasources' | 'dashboards' | 'alerting' | 'plugins';

/** The schema of each kind of provisioning file. */
export const provisioningSchemas: Readonly<Record<ProvisioningKind, Schema>> = {
  datasources: datasourcesSchema,
  dashboards: providersSchema,
  alerting: alertingSchema,
  plugins: pluginsSchema,
};
