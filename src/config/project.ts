import { UserError } from '../diagnostics/errors.ts';
import { factsIn, type ProjectBuild, type ProjectFacts } from '../define/project.ts';
import type { ConfiguredSources, Settings } from '../define/settings.ts';
import type { Config } from './config.ts';
import { receiverProblems } from './project-alerting.ts';
import { tenantFactProblems, tenantSourcesOf } from './project-tenants.ts';
import { tenantOptionProblems } from './tenant-options.ts';
import { resolveTenants, tenantProblems } from './tenants.ts';
import { environmentUses, inEnvironment, type ResolvedConfig } from './resolved.ts';
import type { LoadedConfig } from './load.ts';
import { type ResolvedPack, resolvePacks, withBrought } from './packs.ts';
import { parseVersion, uidProblems, versionProblems } from './resolve.ts';

/** Resolves the environments of a project that `--env` selects; throws one UserError with every problem. */
export function resolveProject(
  { project, packs, locate }: LoadedConfig & { readonly project: ProjectBuild },
  names: readonly string[],
): ResolvedConfig[] {
  const environments = names.length === 0 ? [undefined] : names;
  const resolved = environments.map((environment) => {
    const facts = factsIn(project.facts, environment);
    const settings = settingsOf(facts, environment);
    const own = environment === undefined ? undefined : project.facts.environments?.[environment];
    const used = resolvePacks(environmentUses(packs, environment, own?.packs, locate), {
      name: facts.name,
      sources: settings.sources,
      described: facts.datasources ?? {},
      handles: handlesOf(project.facts),
      receivers: receiverTypes(facts),
      hasPolicies: hasTree(facts),
      ...(facts.severities ? { severities: facts.severities } : {}),
      ...(facts.teams ? { teams: facts.teams } : {}),
    });
    const connected = withConnections(settings, used.packs);
    const tenants = tenantOrgs(facts);
    const found = inEnvironment(environment, [
      ...versionProblems(settings.grafana, locate),
      ...receiverProblems(facts, locate),
      ...uidProblems(settings.sources, locate),
      ...used.problems,
      ...tenantProblems(tenants, withBrought(connected, used.packs), locate),
      ...tenantOptionProblems(tenants, packs, locate),
      ...tenantFactProblems(facts, locate),
    ]);
    const whole = { ...connected, tenants: resolveTenants(tenants, connected) };
    return { found, resolved: resolvedConfig(project, facts, whole, used.packs) };
  });
  const problems = resolved.flatMap(({ found }) => found);
  if (problems.length > 0) throw new UserError(problems);
  return resolved.map((one) => one.resolved);
}

/** The tenants of a project in the shape of a configuration, without their data sources and routes. */
function tenantOrgs({ tenants = {} }: ProjectFacts): Config {
  const orgs = Object.entries(tenants).map(([id, { orgId, name, scope, packs, receivers = {} }]) => [
    id,
    {
      receivers: Object.fromEntries(
        Object.entries(receivers).map(([receiver, places]) => [receiver, 'type' in places ? places : places[0]]),
      ),
      ...(orgId === undefined ? {} : { orgId }),
      ...(name === undefined ? {} : { name }),
      ...(scope === undefined ? {} : { scope }),
      ...(packs ? { packs } : {}),
    },
  ]);
  return { tenants: Object.fromEntries(orgs) as NonNullable<Config['tenants']> };
}

/** Handles of the project's data sources by object identity, including those of environments. */
function handlesOf({ datasources = {}, environments = {} }: ProjectFacts): ReadonlyMap<unknown, string> {
  const all = [datasources, ...Object.values(environments).map((own) => own.datasources ?? {})];
  return new Map(
    all.flatMap((sources) => Object.entries(sources).map(([handle, source]) => [source, handle] as const)),
  );
}

/** Whether the project has notification policies. */
function hasTree({ policies, routes = {}, teamAlerts = {} }: ProjectFacts): boolean {
  const all = [routes, ...Object.values(teamAlerts).map((own) => own?.routes ?? {})];
  return policies !== undefined || all.flatMap((own) => Object.values(own).flat()).length > 0;
}

function receiverTypes({ receivers = {} }: ProjectFacts): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(receivers).map(([name, places]) => [
      name,
      'type' in places ? places.type : [...new Set(places.map(({ type }) => type))].join(', '),
    ]),
  );
}

/** Adds the connections that packs bring to the settings. */
function withConnections(settings: Settings, packs: readonly ResolvedPack[]): Settings {
  const connections = packs.map(({ content }) => {
    const { tempo: _, ...sources } = content.connections ?? ({} as Partial<ConfiguredSources>);
    return sources;
  });
  return { ...settings, datasources: Object.assign({}, ...connections) as Settings['datasources'] };
}

function settingsOf(facts: ProjectFacts, environment: string | undefined): Settings {
  const {
    name,
    title = name,
    orgId = 1,
    uidPrefix = `${name.slice(0, 19)}-`,
    selector = {},
    settings: options = {},
  } = facts;
  const sources = Object.fromEntries(
    Object.entries(facts.datasources ?? {}).map(([handle, { type, facts: source }]) => [
      handle,
      { type, uid: source.uid ?? `${name}-${handle}`, provision: source.provision !== false },
    ]),
  );
  return {
    project: {
      name,
      title,
      ...(facts.severities ? { severities: facts.severities } : {}),
      ...(facts.teams ? { teams: facts.teams } : {}),
    },
    ...(environment === undefined ? {} : { environment }),
    grafana: parseVersion(facts.grafana?.version),
    folder: facts.folder ?? title,
    orgId,
    uidPrefix,
    datasources: {},
    sources,
    selector,
    alerting: { receivers: {}, routes: {}, teams: {}, muteTimings: {}, policies: false },
    tenants: [],
    options: { ...options },
  };
}

function resolvedConfig(
  project: ProjectBuild,
  facts: ProjectFacts,
  settings: Settings,
  packs: readonly ResolvedPack[],
): ResolvedConfig {
  const { environment, sources } = settings;
  return {
    ...(environment === undefined ? {} : { environment }),
    config: configOf(project, facts, sources),
    settings,
    packs,
    sources: facts.datasources ?? {},
    tenantSources: tenantSourcesOf(facts),
    project,
  };
}

/** The configuration as the validator and its commands need it. */
function configOf({ parts }: ProjectBuild, facts: ProjectFacts, sources: Settings['sources']): Config {
  return {
    ...(facts.grafana ? { grafana: facts.grafana } : {}),
    datasources: Object.fromEntries(
      Object.entries(sources).map(([handle, { uid, provision }]) => [handle, { uid, provision }]),
    ),
    ...(parts.validate ? { validate: parts.validate } : {}),
  };
}
