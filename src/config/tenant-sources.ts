import { byKey } from '../diagnostics/order.ts';
import type { Diagnostic } from '../diagnostics/diagnostics.ts';
import type { Source } from '../define/sources.ts';
import type { Locate } from './load.ts';
import { SCOPE_HEADER, tenantSecret, tenantUser } from './tenant-identity.ts';

/** Types whose servers always separate tenants by a header. */
const SCOPED = new Set(['loki', 'tempo', 'grafana-pyroscope-datasource']);
/** Implementations behind a Prometheus or an Alertmanager that separate tenants by the header. */
const SCOPED_KINDS = new Set(['mimir', 'cortex']);
/** A hint that lists what separates tenants without further settings. */
export const SCOPES =
  "A Prometheus of flavour: 'Mimir', a Loki, a Tempo and a Pyroscope separate tenants by their scope.";
/** Generates random data, so tenants cannot see each other's. */
const TESTDATA = 'grafana-testdata-datasource';

/**
 * A data source as one tenant reads it: with the tenant's scope in the header if the server separates tenants by it, or
 * with the tenant's own user and password if it uses basic auth. Any other source stays unchanged and must be declared
 * by the tenant.
 */
export function sourceOfTenant(source: Source, id: string, scope: string): Source {
  const { type, facts } = source;
  if (facts.provision === false) return source;
  if (isScoped(source)) return { type, facts: { ...facts, headers: { ...facts.headers, [SCOPE_HEADER]: scope } } };
  const { user, jsonData = {}, secureJsonData = {} } = facts;
  const { username } = jsonData;
  if (user === undefined && typeof username !== 'string') return source;
  const { password } = secureJsonData;
  return {
    type,
    facts: {
      ...facts,
      ...(user === undefined ? {} : { user: tenantUser(user, id) }),
      ...(typeof username === 'string' ? { jsonData: { ...jsonData, username: tenantUser(username, id) } } : {}),
      ...(password ? { secureJsonData: { ...secureJsonData, password: tenantSecret(password, id) } } : {}),
    },
  };
}

type Sources = Readonly<Record<string, Source>>;

/** Reports data sources that two tenants, or a tenant and the project, would read with the same identity. */
export function sharedSources(
  shared: Sources,
  ofTenants: Readonly<Record<string, Sources>>,
  locate: Locate,
  hint: (id: string, handle: string) => string,
): Diagnostic[] {
  return Object.entries(shared).flatMap(([handle, source]) => {
    const owner = readerOf(source);
    const seen = new Map(owner === undefined ? [] : [[owner, 'the project']]);
    return Object.entries(ofTenants).flatMap(([id, sources]): Diagnostic[] => {
      const own = sources[handle];
      const reader = own && readerOf(own);
      if (reader === undefined) return [];
      const other = seen.get(reader);
      if (other === undefined) {
        seen.set(reader, `tenant "${id}"`);
        return [];
      }
      return [
        {
          severity: 'error',
          id: 'config/tenant',
          message: `Tenant "${id}" reads ${handle} exactly as ${other} does, so it would see the same data.`,
          hint: hint(id, handle),
          at: locate(['tenants', id, 'datasources', handle]),
        },
      ];
    });
  });
}

/**
 * Identifies server and user of a data source: equal values see the same data. Undefined if nothing is provisioned, or
 * if there is no data to protect.
 */
function readerOf({ type, facts }: Source): string | undefined {
  const { provision, uid: _uid, name: _name, isDefault: _isDefault, basicAuth, secureJsonData = {}, ...rest } = facts;
  if (provision === false || type === TESTDATA) return undefined;
  // The password is ignored: the same user sees the same data with any password.
  const { password: _password, ...secrets } = secureJsonData;
  return JSON.stringify(sorted({ ...rest, basicAuth: basicAuth?.user, secrets }));
}

function isScoped({ type, facts: { jsonData = {} } }: Source): boolean {
  const kind = jsonData['prometheusType'] ?? jsonData['implementation'];
  return SCOPED.has(type) || (typeof kind === 'string' && SCOPED_KINDS.has(kind.toLowerCase()));
}

/** Sorts object keys, so that equal values compare equal. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(byKey)
      .map(([key, member]) => [key, sorted(member)]),
  );
}
