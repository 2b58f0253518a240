import type { Diagnostic } from '../diagnostics/diagnostics.ts';
import { UserError } from '../diagnostics/errors.ts';
import { isRef } from '../grafana/interpolation/refs.ts';
import type { Config, EnvironmentConfig } from './config.ts';
import { resolveProject } from './project.ts';
import type { LoadedConfig, Locate } from './load.ts';
import { resolveSettings } from './resolve.ts';
import { environmentUses, hasPath, inEnvironment, type ResolvedConfig } from './resolved.ts';
import { unknownPack } from './tenant-options.ts';

/** The value of `--env` for all environments, the same as leaving it out. */
const ALL = 'all';

/** Keys of a data source that decide which server is queried, and as which user. */
const CONNECTION = ['url', 'host', 'password'] as const;

/** Maps whose keys the user chooses: a key that looks like a reference, such as a label `env`, is not one. */
const FREE_KEYS = new Set(['selector', 'headers', 'receivers', 'muteTimings', 'tenants']);

/** Maps whose entries are replaced as a whole: a receiver of another type shares no keys with the one it replaces. */
const WHOLE_ENTRIES = new Set(['receivers', 'muteTimings']);

/** Resolves the environments that `--env` selects; throws one UserError with all their problems. */
export function resolveEnvironments(loaded: LoadedConfig, chosen: string | undefined): ResolvedConfig[] {
  const { config, packs, project, locate } = loaded;
  if (project)
    return resolveProject({ ...loaded, project }, chosenNames(Object.keys(project.facts.environments ?? {}), chosen));
  const { environments, ...base } = config;
  const names = chosenNames(Object.keys(environments ?? {}), chosen);
  if (environments === undefined)
    return [{ config, ...resolveSettings(config, environmentUses(packs, undefined, undefined, locate), locate) }];
  const known = packs.map(({ content }) => content.name);
  const problems: Diagnostic[] = names.flatMap((environment) =>
    Object.keys(environments[environment]?.packs ?? {})
      .filter((pack) => !known.includes(pack))
      .map((pack) => unknownPack(['environments', environment, 'packs', pack], pack, known, locate)),
  );
  const all = names.flatMap((environment) => {
    const { packs: ofPacks, ...own } = environments[environment] ?? {};
    // Safe: merging two Configs key by key gives a Config.
    const whole = merge(base, own, []) as Config;
    const place: Locate = (path) =>
      hasPath(own, path) ? locate(['environments', environment, ...path]) : locate(path);
    problems.push(...missingHandles(base, environments, environment, locate));
    try {
      const uses = environmentUses(packs, environment, ofPacks, locate);
      const { settings, ...resolved } = resolveSettings(whole, uses, place);
      return [{ environment, config: whole, settings: { ...settings, environment }, ...resolved }];
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      problems.push(...inEnvironment(environment, error.diagnostics));
      return [];
    }
  });
  if (problems.length > 0) throw new UserError(problems);
  return all;
}

function chosenNames(known: readonly string[], chosen: string | undefined): readonly string[] {
  if (chosen === undefined || known.includes(chosen)) return chosen === undefined ? known : [chosen];
  if (known.length === 0)
    throw new UserError({
      severity: 'error',
      id: 'config/environment',
      message: `The configuration has no environments, so --env ${chosen} cannot choose one.`,
      hint: 'Add `environments` to the configuration, or leave --env out.',
    });
  if (chosen === ALL) return known;
  throw new UserError({
    severity: 'error',
    id: 'config/environment',
    message: `The configuration has no environment "${chosen}".`,
    hint: `Use one of: ${known.join(', ')}, or ${ALL}.`,
  });
}

/** Merges the environment's value into the base's: maps key by key, everything else replaced. */
function merge(base: unknown, own: unknown, path: readonly string[]): unknown {
  if (!isMap(base, path) || !isMap(own, path) || WHOLE_ENTRIES.has(path.at(-2) ?? '')) return own;
  return {
    ...base,
    ...Object.fromEntries(Object.entries(own).map(([key, value]) => [key, merge(base[key], value, [...path, key])])),
  };
}

function isMap(value: unknown, path: readonly string[]): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    (FREE_KEYS.has(path.at(-1) ?? '') || !isRef(value))
  );
}

type Sources = Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>;

/** Reports a connection key that only another environment sets, because this one would use the default by mistake. */
function missingHandles(
  base: Omit<EnvironmentConfig, 'packs'>,
  environments: Readonly<Record<string, EnvironmentConfig>>,
  name: string,
  locate: Locate,
): Diagnostic[] {
  const sourcesOf = (config: Pick<EnvironmentConfig, 'datasources'> | undefined): Sources =>
    (config?.datasources ?? {}) as Sources;
  const [general, own] = [sourcesOf(base), sourcesOf(environments[name])];
  const others = Object.entries(environments).filter(([other]) => other !== name);
  const sources = [...new Set(others.flatMap(([, other]) => Object.keys(sourcesOf(other))))];
  return sources.flatMap((source) => {
    const here = { ...general[source], ...own[source] };
    // Tempo that only some environments have, or a source that is not provisioned here, needs no address.
    if (here['provision'] === false || (source === 'tempo' && !general[source] && !own[source])) return [];
    return CONNECTION.filter((key) => here[key] === undefined).flatMap((key): Diagnostic[] => {
      const [elsewhere] = others.find(([, other]) => sourcesOf(other)[source]?.[key] !== undefined) ?? [];
      if (elsewhere === undefined) return [];
      return [
        {
          severity: 'error',
          id: 'config/handle',
          message: `datasources.${source}.${key} has a value in environment "${elsewhere}" and none in environment "${name}", which would silently use the default.`,
          hint: `Set it in environments.${name}, or for all environments at the top.`,
          at: locate(['environments', name]),
        },
      ];
    });
  });
}
