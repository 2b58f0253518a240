import type { Diagnostic } from '../diagnostics/diagnostics.ts';
import { byKey } from '../diagnostics/order.ts';
import type { ConfiguredSources, HttpSource, Settings, Tenant } from '../define/settings.ts';
import { alertingProblems, resolveAlerting } from './alerting.ts';
import type { Config, TenantConfig } from './config.ts';
import type { Locate } from './load.ts';
import { SCOPE_HEADER, tenantSecret, tenantUser } from './tenant-identity.ts';

/** The data sources that the packs of the project bring. */
type Sources = Settings['datasources'];
type Project = Omit<Settings, 'tenants'>;
type Configured = readonly [id: string, tenant: TenantConfig];
/**
 * Identifies server and user of a data source: equal values see the same data. Undefined if it is not provisioned here.
 */
interface Reader {
  readonly reader: (sources: Sources) => readonly unknown[] | undefined;
  readonly sees: string;
  readonly hint: string;
}

const SCOPED_FLAVOURS: ReadonlySet<ConfiguredSources['prometheus']['flavour']> = new Set(['Mimir', 'Cortex']);
const READERS: Readonly<Record<keyof ConfiguredSources, Reader>> = {
  postgres: {
    reader: ({ postgres }) => (postgres?.provision ? [postgres.url, postgres.database, postgres.user] : undefined),
    sees: 'the same rows',
    hint: 'Give each tenant its own user or its own database.',
  },
  clickhouse: {
    reader: ({ clickhouse }) =>
      clickhouse?.provision ? [clickhouse.host, clickhouse.port, clickhouse.database, clickhouse.user] : undefined,
    sees: 'the same rows',
    hint: 'Give each tenant its own user or its own database.',
  },
  prometheus: {
    reader: ({ prometheus }) => httpReader(prometheus),
    sees: 'the same series',
    hint: `Prometheus itself does not separate tenants. Give each its own url, or use Mimir with flavour: 'Mimir', which separates them by ${SCOPE_HEADER}.`,
  },
  loki: { reader: ({ loki }) => httpReader(loki), sees: 'the same logs', hint: 'Give each tenant its own scope.' },
  tempo: {
    reader: ({ tempo }) => httpReader(tempo),
    sees: 'the same traces',
    hint: 'Give each tenant its own scope.',
  },
};

/** The tenants, including what they share with the project, sorted by org id. */
export function resolveTenants(config: Config, { datasources }: Omit<Settings, 'tenants'>): Tenant[] {
  const tenants = Object.entries(config.tenants ?? {}).map(([id, tenant]): Tenant => ({
    id,
    orgId: tenant.orgId ?? 0,
    name: tenant.name ?? id,
    datasources: tenantSources(id, tenant, datasources),
    alerting: resolveAlerting(tenant),
    options: Object.fromEntries(
      Object.entries(tenant.packs ?? {}).map(([pack, { options = {} }]) => [pack, { ...options }]),
    ),
  }));
  return tenants.sort((left, right) => left.orgId - right.orgId);
}

/**
 * Problems with tenants: orgs that are missing or taken, unknown names, and pack data sources that would show one
 * tenant another's data.
 */
export function tenantProblems(
  config: Config,
  project: Project,
  locate: Locate,
  severities?: ReadonlySet<string>,
): Diagnostic[] {
  const tenants = Object.entries(config.tenants ?? {});
  const problems = [
    ...tenants.flatMap((tenant) => orgProblem(tenant, locate)),
    ...nameProblem(tenants, project, locate),
    ...tenants.flatMap(([id, tenant]) => alertingProblems(tenant, locate, severities, ['tenants', id])),
    ...shared(
      tenants.flatMap(([id, { orgId }]) => (orgId === undefined ? [] : [{ id, key: String(orgId) }])),
      { id: 'the project', key: String(project.orgId) },
      (id, other) =>
        finding(
          locate,
          [id, 'orgId'],
          `Tenant "${id}" has the same org as ${other}, so each would see the other's data sources and alerts.`,
          'Give each tenant its own org.',
        ),
    ),
    ...shared(
      tenants.map(([id, { name = id }]) => ({ id, key: name })),
      undefined,
      (id, other) =>
        finding(
          locate,
          [id, 'name'],
          `Tenant "${id}" has the same org name as ${other}, which Grafana refuses.`,
          'Give each org its own name.',
        ),
    ),
  ];
  const sources = tenants.map(([id, tenant]) => ({ id, sources: tenantSources(id, tenant, project.datasources) }));
  return [
    ...problems,
    ...Object.entries(READERS).flatMap(([source, { reader, sees, hint }]) =>
      shared(
        sources.flatMap((one) => keyOf(one.id, reader(one.sources))),
        keyOf('the project', reader(project.datasources))[0],
        (id, other) =>
          finding(
            locate,
            [id, 'datasources', source],
            `Tenant "${id}" reads ${source} exactly as ${other} does, so it would see ${sees}.`,
            hint,
          ),
      ),
    ),
  ];
}

function httpReader(source: HttpSource | undefined): readonly unknown[] | undefined {
  return source?.provision
    ? [source.url, Object.entries(source.headers ?? {}).sort(byKey), source.basicAuth?.user]
    : undefined;
}

function keyOf(id: string, reader: readonly unknown[] | undefined): { id: string; key: string }[] {
  return reader ? [{ id, key: JSON.stringify(reader) }] : [];
}

function orgProblem([id, { orgId }]: Configured, locate: Locate): Diagnostic[] {
  if (orgId !== undefined) return [];
  return [
    finding(
      locate,
      [id],
      `Tenant "${id}" has no orgId, so it is not known which org its files are for.`,
      'Set the id of its org: an existing one, or the next one that Grafana will assign. Ids begin with 1, the org that a new Grafana has.',
    ),
  ];
}

/** The files of a tenant are named after its id, those of the project after the project's name. */
function nameProblem(tenants: readonly Configured[], { project }: Project, locate: Locate): Diagnostic[] {
  if (!tenants.some(([id]) => id === project.name)) return [];
  return [
    finding(
      locate,
      [project.name],
      `Tenant "${project.name}" has the same name as the project, so its files would replace those of the project.`,
      'Give the tenant another id.',
    ),
  ];
}

/** One finding for every entry whose key occurred before; linear in the number of entries. */
function shared(
  entries: readonly { readonly id: string; readonly key: string }[],
  first: { readonly id: string; readonly key: string } | undefined,
  say: (id: string, other: string) => Diagnostic,
): Diagnostic[] {
  const seen = new Map(first ? [[first.key, first.id]] : []);
  return entries.flatMap(({ id, key }) => {
    const other = seen.get(key);
    if (other !== undefined) return [say(id, other)];
    seen.set(key, `tenant "${id}"`);
    return [];
  });
}

function tenantSources(id: string, { scope = id, datasources: own = {} }: TenantConfig, brought: Sources): Sources {
  const scoped = (source: HttpSource | undefined) => ({ headers: { ...source?.headers, [SCOPE_HEADER]: scope } });
  const http = <Source extends HttpSource>(
    base: Source,
    mine: Partial<Source> | undefined,
    isScoped: boolean,
  ): Source => ({
    ...base,
    ...(isScoped ? scoped(base) : {}),
    ...mine,
    ...(mine?.headers
      ? { headers: { ...base.headers, ...(isScoped ? { [SCOPE_HEADER]: scope } : {}), ...mine.headers } }
      : {}),
  });
  const { postgres, clickhouse, prometheus, loki, tempo } = brought;
  return {
    ...(postgres
      ? {
          postgres: {
            ...postgres,
            user: tenantUser(postgres.user, id),
            password: tenantSecret(postgres.password, id),
            ...own.postgres,
          },
        }
      : {}),
    ...(clickhouse
      ? {
          clickhouse: {
            ...clickhouse,
            user: tenantUser(clickhouse.user, id),
            password: tenantSecret(clickhouse.password, id),
            ...own.clickhouse,
          },
        }
      : {}),
    ...(prometheus
      ? {
          prometheus: http(
            prometheus,
            own.prometheus,
            SCOPED_FLAVOURS.has(own.prometheus?.flavour ?? prometheus.flavour),
          ),
        }
      : {}),
    ...(loki ? { loki: http(loki, own.loki, true) } : {}),
    ...(tempo ? { tempo: http(tempo, own.tempo, true) } : {}),
  };
}

function finding(locate: Locate, path: readonly string[], message: string, hint: string): Diagnostic {
  return { severity: 'error', id: 'config/tenant', message, hint, at: locate(['tenants', ...path]) };
}
