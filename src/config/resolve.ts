import type { Diagnostic, Position } from '../diagnostics/diagnostics.ts';
import { UserError } from '../diagnostics/errors.ts';
import { didYouMean } from '../diagnostics/nearest.ts';
import { pluginOf, type SourceEntry, sourceOfEntry } from '../define/named-source.ts';
import type { ConfiguredSource, ConfiguredSources, GrafanaVersion, Settings } from '../define/settings.ts';
import type { Source } from '../define/sources.ts';
import { NEWEST } from '../grafana/release.ts';
import { alertingProblems, resolveAlerting } from './alerting.ts';
import type { Config, SourceConfig } from './config.ts';
import type { Locate } from './load.ts';
import { severityWords } from './pack-words.ts';
import { type PlacedUse, type ResolvedPack, resolvePacks, withBrought } from './packs.ts';
import { tenantOptionProblems } from './tenant-options.ts';
import { SCOPES, sharedSources, sourceOfTenant } from './tenant-sources.ts';
import { resolveTenants, tenantProblems } from './tenants.ts';

/** The oldest release whose provisioning loader was studied. */
const OLDEST = { major: 10, minor: 1 };

/** A configuration with its defaults filled in, and the packs it uses. */
export interface ResolvedSettings {
  readonly settings: Settings;
  readonly packs: readonly ResolvedPack[];
  /** The data sources that the configuration describes with their types, by handle. */
  readonly sources: Readonly<Record<string, Source>>;
  /** The same data sources as each tenant reads them, by tenant id. */
  readonly tenantSources: Readonly<Record<string, Readonly<Record<string, Source>>>>;
}

/** Fills a checked configuration with the defaults; throws one UserError for all names that do not exist. */
export function resolveSettings(config: Config, uses: readonly PlacedUse[], locate: Locate): ResolvedSettings {
  const version = parseVersion(config.grafana?.version);
  const { name = '', title = name } = config;
  const used = uses.map((one) => one.used);
  const connections = Object.assign(
    {},
    ...used.map(({ content }) => content.connections ?? {}),
  ) as Partial<ConfiguredSources>;
  const sources = typedSources(config);
  const datasources = connected(config, connections);
  const refs = Object.fromEntries(
    Object.entries(sources).map(([handle, { type, facts }]) => [
      handle,
      { type, uid: facts.uid ?? `${name}-${handle}`, provision: facts.provision !== false },
    ]),
  );
  const { packs, problems: packProblems } = resolvePacks(uses, {
    name,
    sources: refs,
    described: sources,
    handles: new Map(Object.entries(config.datasources ?? {}).map(([handle, source]) => [source, handle])),
    receivers: Object.fromEntries(Object.entries(config.receivers ?? {}).map(([key, { type }]) => [key, type])),
    // With `policies: false` the org's own tree has the routes.
    hasPolicies: true,
  });
  const severities = severityWords(used);
  const own = {
    project: { name, title },
    grafana: version,
    folder: config.folder ?? title,
    orgId: config.orgId ?? 1,
    uidPrefix: config.uidPrefix ?? `${name.slice(0, 19)}-`,
    datasources,
    sources: refs,
    selector: config.selector ?? {},
    alerting: resolveAlerting(config),
    options: {},
  };
  const tenantSources = Object.fromEntries(
    Object.entries(config.tenants ?? {}).map(([id, { scope = id }]) => [
      id,
      Object.fromEntries(
        Object.entries(sources).map(([handle, source]) => [handle, sourceOfTenant(source, id, scope)]),
      ),
    ]),
  );
  const problems = [
    ...versionProblems(version, locate),
    ...sourceProblems(config, connections, locate),
    ...uidProblems(refs, locate),
    ...alertingProblems(config, locate, severities),
    ...tenantProblems(config, withBrought(own, packs), locate, severities),
    ...sharedSources(
      sources,
      tenantSources,
      locate,
      (_id, handle) =>
        `${SCOPES} A source with a user gets one for each tenant. Leave the type out where a pack provides "${handle}"; with defineProject a tenant declares how it reads a source.`,
    ),
    ...tenantOptionProblems(config, used, locate),
    ...packProblems,
  ];
  if (problems.length > 0) throw new UserError(problems);
  return { settings: { ...own, tenants: resolveTenants(config, own) }, packs, sources, tenantSources };
}

/** Entries of `datasources` that have a type or were made in TypeScript. */
function typedSources({ datasources = {} }: Config): Readonly<Record<string, Source>> {
  return Object.fromEntries(
    Object.entries(datasources).flatMap(([handle, entry]) => {
      const source = isSource(entry) ? entry : isTyped(entry) ? sourceOfEntry(entry) : undefined;
      return source ? [[handle, source]] : [];
    }),
  );
}

/**
 * The connections of the data sources that packs bring, overridden by the configuration's keys. Tempo is optional and
 * exists only if the configuration names it.
 */
function connected(
  { datasources = {} }: Config,
  { tempo, ...sources }: Partial<ConfiguredSources>,
): Settings['datasources'] {
  const over = (handle: string) => {
    const entry = datasources[handle];
    return entry === undefined || isTyped(entry) ? {} : entry;
  };
  return {
    ...Object.fromEntries(
      Object.entries(sources).map(([handle, source]) => {
        const own = over(handle);
        const unsaid = Object.keys(source).filter((key) => !Object.hasOwn(own, key));
        return [handle, { ...source, ...own, ...(own['provision'] === false ? { unsaid } : {}) }];
      }),
    ),
    ...(tempo && datasources['tempo'] && !isTyped(datasources['tempo'])
      ? { tempo: { ...tempo, ...over('tempo') } }
      : {}),
    // Safe: the schema has checked the keys of each.
  } as Settings['datasources'];
}

function isTyped(entry: SourceConfig): entry is Source | SourceEntry {
  return 'type' in entry;
}
function isSource(entry: SourceConfig): entry is Source {
  return 'type' in entry && 'facts' in entry;
}

/** The release that a configuration names; by default the newest known. */
export function parseVersion(text: string | undefined): GrafanaVersion {
  if (text === undefined) return NEWEST;
  const [major = 0, minor = 0] = text.split('.').map(Number);
  return { major, minor };
}

/** Reports a release whose file formats are not known. */
export function versionProblems(version: GrafanaVersion, locate: Locate): Diagnostic[] {
  const tooOld = version.major < OLDEST.major || (version.major === OLDEST.major && version.minor < OLDEST.minor);
  if (!tooOld) return [];
  return [
    problem(
      locate(['grafana', 'version']),
      'config/grafana-version',
      `grafana.version ${version.major}.${version.minor} is older than ${OLDEST.major}.${OLDEST.minor}, the oldest release that pf-grafana supports.`,
      'Use 10.1 or newer.',
    ),
  ];
}

function sourceProblems(config: Config, connections: Partial<ConfiguredSources>, locate: Locate): Diagnostic[] {
  const known = Object.keys(connections);
  return Object.entries(config.datasources ?? {}).flatMap(([name, source]) => {
    if (!isTyped(source) && !known.includes(name))
      return [
        problem(
          locate(['datasources', name]),
          'config/source-type',
          `datasources.${name} has no type, and no pack provides a source of this name.`,
          `Give it a type, as type: ${pluginOf('prometheus')}${known.length > 0 ? `, or use the name of a source of a pack: ${known.join(', ')}` : ''}.${didYouMean(name, known)}`,
        ),
      ];
    const facts = isSource(source) ? source.facts : source;
    if (facts['provision'] !== false || facts['uid'] !== undefined) return [];
    return [
      problem(
        locate(['datasources', name]),
        'config/source-uid',
        `datasources.${name} is not provisioned and has no uid, so no panel would find it.`,
        'Add the uid that the source has in your Grafana.',
      ),
    ];
  });
}

/** Reports uids that Grafana would refuse. */
export function uidProblems(sources: Readonly<Record<string, ConfiguredSource>>, locate: Locate): Diagnostic[] {
  return Object.entries(sources).flatMap(([handle, { uid }]): Diagnostic[] =>
    /^[A-Za-z0-9_-]{1,40}$/.test(uid)
      ? []
      : [
          {
            severity: 'error',
            id: 'datasource/uid',
            message: `Data source "${handle}" has the uid ${JSON.stringify(uid)}, which Grafana refuses.`,
            hint: 'Use 1 to 40 letters, digits, "-" and "_".',
            at: locate(['datasources', handle]),
          },
        ],
  );
}

function problem(at: Position, id: string, message: string, hint: string): Diagnostic {
  return { severity: 'error', id, message, hint, at };
}
