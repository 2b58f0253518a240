import { isRef } from '../grafana/interpolation/refs.ts';
import type { Secret, Text } from '../define/settings.ts';

/** Loki, Tempo and Mimir separate tenants by this header; Prometheus and Thanos do not know it. */
export const SCOPE_HEADER = 'X-Scope-OrgID';

/** `grafana_reader_acme` for `grafana_reader`; a user that is a reference must be given per tenant. */
export function tenantUser(user: string, id: string): string;
export function tenantUser(user: Text, id: string): Text;
export function tenantUser(user: Text, id: string): Text {
  return `${isRef(user) ? 'grafana_reader' : user}_${id.replaceAll('-', '_')}`;
}

/** `PG_GRAFANA_PASSWORD_ACME` for the variable of the fleet, `/run/secrets/pg-acme` for its file. */
export function tenantSecret(secret: Secret, id: string): Secret {
  return 'env' in secret
    ? { env: `${secret.env}_${id.replaceAll('-', '_').toUpperCase()}` }
    : { file: `${secret.file}-${id}` };
}
