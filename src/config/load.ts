import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';

import type { Position } from '../diagnostics/diagnostics.ts';
import { UserError } from '../diagnostics/errors.ts';
import type { ProjectBuild } from '../define/project.ts';
import type { UsedPack } from '../define/pack.ts';
import type { Config } from './config.ts';

/** Names of the config file, in the order of the search. */
const CONFIG_FILES = [
  'pf-grafana.config.ts',
  'pf-grafana.config.js',
  'pf-grafana.config.mjs',
  'pf-grafana.config.yaml',
  'pf-grafana.config.yml',
];

/** Finds the position of a path in the config file; only the file if it has no positions. */
export type Locate = (path: readonly string[]) => Position;

/** A configuration and where it came from. */
export interface LoadedConfig {
  readonly config: Config;
  /** The packs it uses, loaded. */
  readonly packs: readonly UsedPack[];
  /** The result of `defineProject`, if the configuration is a project. */
  readonly project?: ProjectBuild;
  readonly locate: Locate;
  /** Absolute paths of every file it was made from. */
  readonly dependencies: readonly string[];
  /** Absolute paths that decide how its imports resolve, including files that do not exist. */
  readonly lookedFor?: readonly string[];
  /** False if it may change without a change to its files, for example because it reads the environment. */
  readonly pure: boolean;
}

/** Names of the config files in the working directory. */
export function configFiles(): string[] {
  return CONFIG_FILES.filter((name) => existsSync(resolve(name)));
}

/** The path of the configuration: the given one, or the first of the known names in the working directory. */
export function findConfig(given?: string): string | undefined {
  if (given !== undefined) {
    const path = resolve(given);
    if (!statSync(path, { throwIfNoEntry: false })?.isFile())
      throw new UserError({
        severity: 'error',
        id: 'config/file',
        message: `There is no config file ${given}.`,
        hint: 'Check the path after --config.',
      });
    return path;
  }
  const [first, second] = configFiles();
  if (first !== undefined && second !== undefined)
    throw new UserError({
      severity: 'error',
      id: 'config/two',
      message: `There are two configurations here, ${first} and ${second}, so it is not clear which one to use.`,
      hint: `Choose one with --config ${first}, or remove the other.`,
    });
  return first === undefined ? undefined : resolve(first);
}

/** The same, for a command that requires a configuration. */
export function requiredConfig(given?: string): string {
  const path = findConfig(given);
  if (path === undefined)
    throw new UserError({
      severity: 'error',
      id: 'config/none',
      message: `There is no configuration in ${process.cwd()}: none of ${CONFIG_FILES.join(', ')}.`,
      hint: 'Start one with `pf-grafana init`, or give its path with --config.',
    });
  return path;
}
