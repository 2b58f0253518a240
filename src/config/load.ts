import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';

import type { Position } from '../diagnostics/diagnostics.ts';
import { UserError } from '../diagnostics/errors.ts';
import type { ProjectBuild } from '../define/project.ts';
import type { UsedPack } from '../define/pack.ts';
import type { Config } from './config.ts';

/** Names of the config file, in the order they are looked for. */
const CONFIG_FILES = [
  'pf-grafana.config.ts',
  'pf-grafana.config.js',
  'pf-grafana.config.mjs',
  'pf-grafana.config.yaml',
  'pf-grafana.config.yml',
];

/** Finds the place of a path in the config file; the file alone when it has no positions. */
export type Locate = (path: readonly string[]) => Position;

/** A configuration and where it came from. */
export interface LoadedConfig {
  readonly config: Config;
  /** The packs that it uses, loaded. */
  readonly packs: readonly UsedPack[];
  /** What `defineProject` made, where the configuration is a project's. */
  readonly project?: ProjectBuild;
  readonly locate: Locate;
  /** Absolute paths of every file it was made from. */
  readonly dependencies: readonly string[];
  /** Absolute paths that decide where its imports lead, also of what is not there. */
  readonly lookedFor?: readonly string[];
  /** False if it may change although its files do not, for example because it reads the environment. */
  readonly pure: boolean;
}

/** Names of the configurations in the working directory. */
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

/** The same, for a command that cannot do without a configuration. */
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
