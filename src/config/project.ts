import type { Diagnostic } from '../diagnostics/diagnostics.ts';
import { UserError } from '../diagnostics/errors.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { factsIn, type ProjectBuild, type ProjectFacts } from '../define/project.ts';
import type { ConfiguredSources, Settings } from '../define/settings.ts';
import type { Config } from './config.ts';
import { environmentUses, inEnvironment, type ResolvedConfig } from './resolved.ts';
import type { LoadedConfig, Locate } from './load.ts';
import { type ResolvedPack, resolvePacks } from './packs.ts';
import { parseVersion, uidProblems, versionProblems } from './resolve.ts';

/** Resolves the environments of a project that `--env` asks for; what is wrong comes in one UserError. */
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
      hasPolicies: facts.policies !== undefined || Object.values(facts.routes ?? {}).flat().length > 0,
      ...(facts.severities ? { severities: facts.severities } : {}),
      ...(facts.teams ? { teams: facts.teams } : {}),
    });
    const found = inEnvironment(environment, [
      ...versionProblems(settings.grafana, locate),
      ...receiverProblems(facts, locate),
      ...uidProblems(settings.sources, locate),
      ...used.problems,
    ]);
    return { found, resolved: resolvedConfig(project, facts, withConnections(settings, used.packs), used.packs) };
  });
  const problems = resolved.flatMap(({ found }) => found);
  if (problems.length > 0) throw new UserError(problems);
  return resolved.map((one) => one.resolved);
}

/** Handles of the project's sources by their values, those of environments too. */
function handlesOf({ datasources = {}, environments = {} }: ProjectFacts): ReadonlyMap<unknown, string> {
  const all = [datasources, ...Object.values(environments).map((own) => own.datasources ?? {})];
  return new Map(
    all.flatMap((sources) => Object.entries(sources).map(([handle, source]) => [source, handle] as const)),
  );
}

function receiverTypes({ receivers = {} }: ProjectFacts): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(receivers).map(([name, places]) => [
      name,
      'type' in places ? places.type : [...new Set(places.map(({ type }) => type))].join(', '),
    ]),
  );
}

/** The settings with how the packs reach the sources that they bring. */
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
    project,
  };
}

/** What the validator and its commands ask a configuration for. */
function configOf({ parts }: ProjectBuild, facts: ProjectFacts, sources: Settings['sources']): Config {
  return {
    ...(facts.grafana ? { grafana: facts.grafana } : {}),
    datasources: Object.fromEntries(
      Object.entries(sources).map(([handle, { uid, provision }]) => [handle, { uid, provision }]),
    ),
    ...(parts.validate ? { validate: parts.validate } : {}),
  };
}

/** Routes that name a receiver which the project does not have. */
function receiverProblems({ receivers = {}, routes = {}, severities }: ProjectFacts, locate: Locate): Diagnostic[] {
  const known = Object.keys(receivers);
  return Object.entries(routes).flatMap(([severity, names]) => [
    ...(severities === undefined || severities.includes(severity)
      ? []
      : [
          unknown(
            'config/severity',
            locate(['routes', severity]),
            `routes has the severity "${severity}"`,
            severity,
            severities,
          ),
        ]),
    ...names
      .filter((name) => !known.includes(name))
      .map((name) =>
        unknown(
          'config/receiver',
          locate(['routes', severity]),
          `routes.${severity} names the receiver "${name}"`,
          name,
          known,
        ),
      ),
  ]);
}

function unknown(id: string, at: Diagnostic['at'], what: string, word: string, known: readonly string[]): Diagnostic {
  const [near] = nearest(word, known);
  return {
    severity: 'error',
    id,
    message: `${what}, which the project does not declare, so nobody would be told.`,
    hint: near === undefined ? `Declared are: ${known.join(', ') || 'none'}.` : `Did you mean "${near}"?`,
    ...(at ? { at } : {}),
  };
}
