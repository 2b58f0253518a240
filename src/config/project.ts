import type { Diagnostic } from '../diagnostics/diagnostics.ts';
import { UserError } from '../diagnostics/errors.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { factsIn, type ProjectBuild, type ProjectFacts } from '../define/project.ts';
import type { Settings } from '../define/settings.ts';
import type { Config } from './config.ts';
import type { ResolvedConfig } from './environments.ts';
import type { Locate } from './load.ts';
import { parseVersion, versionProblems } from './resolve.ts';

/** Resolves the environments of a project that `--env` asks for; what is wrong comes in one UserError. */
export function resolveProject(project: ProjectBuild, names: readonly string[], locate: Locate): ResolvedConfig[] {
  const environments = names.length === 0 ? [undefined] : names;
  const resolved = environments.map((environment) => {
    const facts = factsIn(project.facts, environment);
    return { facts, resolved: resolve(project, facts, environment) };
  });
  const problems = resolved.flatMap(({ facts, resolved: { settings } }) => [
    ...versionProblems(settings.grafana, locate),
    ...receiverProblems(facts, locate),
    ...uidProblems(settings, locate),
  ]);
  if (problems.length > 0) throw new UserError(problems);
  return resolved.map((one) => one.resolved);
}

function resolve(project: ProjectBuild, facts: ProjectFacts, environment: string | undefined): ResolvedConfig {
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
  const settings: Settings = {
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
    alerting: { receivers: {}, routes: {}, teams: {}, muteTimings: {}, policies: false, runbook: '' },
    tenants: [],
    options: { ...options },
  };
  return {
    ...(environment === undefined ? {} : { environment }),
    config: configOf(project, facts, sources),
    settings,
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

/** A source without provisioning needs its uid: the one we would make exists nowhere. */
function uidProblems({ sources }: Settings, locate: Locate): Diagnostic[] {
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
