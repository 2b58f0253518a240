import { byKey } from '../diagnostics/order.ts';
import type { Diagnostic } from '../diagnostics/diagnostics.ts';
import type { Source } from '../define/sources.ts';
import type { Locate } from './load.ts';
import { SCOPE_HEADER, tenantSecret, tenantUser } from './tenant-identity.ts';

/** Types whose servers separate tenants by a header, whatever their settings. */
const SCOPED = new Set(['loki', 'tempo', 'grafana-pyroscope-datasource']);
/** What answers behind a Prometheus or an Alertmanager, and separates tenants by it. */
const SCOPED_KINDS = new Set(['mimir', 'cortex']);
/** What separates tenants by itself, as a hint. */
export const SCOPES =
  "A Prometheus of flavour: 'Mimir', a Loki, a Tempo and a Pyroscope separate tenants by their scope.";
/** Generates its data, so it shows nobody's data. */
const TESTDATA = 'grafana-testdata-datasource';

/**
 * A source as one tenant reads it: with its scope in the header where the server separates tenants by one, with a user
 * and a password of its own where it signs in by name. Any other source stays what it is, and has to be declared.
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

/** Sources that two tenants, or a tenant and the project, would read as the same reader. */
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
 * Who queries a source, and where: two equal ones see the same data. Undefined if nothing is provisioned, and if there
 * is nothing to see.
 */
function readerOf({ type, facts }: Source): string | undefined {
  const { provision, uid: _uid, name: _name, isDefault: _isDefault, basicAuth, secureJsonData = {}, ...rest } = facts;
  if (provision === false || type === TESTDATA) return undefined;
  // With another password the same user sees the same data.
  const { password: _password, ...secrets } = secureJsonData;
  return JSON.stringify(sorted({ ...rest, basicAuth: basicAuth?.user, secrets }));
}

function isScoped({ type, facts: { jsonData = {} } }: Source): boolean {
  const kind = jsonData['prometheusType'] ?? jsonData['implementation'];
  return SCOPED.has(type) || (typeof kind === 'string' && SCOPED_KINDS.has(kind.toLowerCase()));
}

/** The same value whatever the order of its keys. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(byKey)
      .map(([key, member]) => [key, sorted(member)]),
  );
}
