import type { Diagnostic } from '../diagnostics/diagnostics.ts';
import type { UsedPack } from '../define/pack.ts';
import type { PackUse } from '../define/pack-use.ts';
import type { ProjectBuild } from '../define/project.ts';
import type { Settings } from '../define/settings.ts';
import type { Source } from '../define/sources.ts';
import type { Config, PackEnvironment } from './config.ts';
import type { Locate } from './load.ts';
import { merged, type PlacedUse, type ResolvedPack } from './packs.ts';

/** A configuration as resolved for one environment; unnamed if the configuration has no environments. */
export interface ResolvedConfig {
  readonly environment?: string;
  readonly config: Config;
  readonly settings: Settings;
  readonly packs: readonly ResolvedPack[];
  /** The project's own sources, by handle. */
  readonly sources: Readonly<Record<string, Source>>;
  /** The same data sources as each tenant reads them, by tenant id. */
  readonly tenantSources?: Readonly<Record<string, Readonly<Record<string, Source>>>>;
  /** Set if the configuration is a project. */
  readonly project?: ProjectBuild;
}

/** The packs as one environment uses them: its own settings for a pack override the project's. */
export function environmentUses(
  packs: readonly UsedPack[],
  environment: string | undefined,
  own: Readonly<Record<string, PackEnvironment>> | undefined,
  locate: Locate,
): PlacedUse[] {
  return packs.map((used, index) => {
    const { name } = used.content;
    const change = own !== undefined && Object.hasOwn(own, name) ? own[name] : undefined;
    return {
      used: change === undefined ? used : { ...used, use: changedUse(used.use, change) },
      locate: (path) =>
        environment !== undefined && change !== undefined && hasPath(change, path)
          ? locate(['environments', environment, 'packs', name, ...path])
          : locate(['packs', String(index), ...path]),
    };
  });
}

/** A data source is replaced as a whole, not merged key by key. */
function changedUse(use: PackUse, { options, sources }: PackEnvironment): PackUse {
  return {
    ...use,
    ...(options === undefined ? {} : { options: merged(use.options ?? {}, options) as object }),
    ...(sources === undefined ? {} : { sources: { ...use.sources, ...sources } }),
  };
}

/** Adds the environment's name to the messages of findings. */
export function inEnvironment(environment: string | undefined, findings: readonly Diagnostic[]): readonly Diagnostic[] {
  return environment === undefined
    ? findings
    : findings.map((finding) => ({ ...finding, message: `Environment "${environment}": ${finding.message}` }));
}

/** Whether a value has something at a path. */
export function hasPath(value: unknown, path: readonly string[]): boolean {
  const [key, ...rest] = path;
  if (key === undefined) return true;
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.hasOwn(value, key) &&
    hasPath((value as Readonly<Record<string, unknown>>)[key], rest)
  );
}
