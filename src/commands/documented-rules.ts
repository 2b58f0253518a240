import { findConfig } from '../config/load.ts';
import { loadConfig } from '../config/load-file.ts';
import type { Rule } from '../validate/rule.ts';
import { rules } from '../validate/rules/index.ts';
import { sourceRules } from '../validate/source-rules.ts';
import { teamRules } from './team-rules.ts';

/** The option `--config`; without it no configuration is run, even if the working directory has one. */
export interface ConfigFlag {
  readonly config?: string;
}

/** Every documented rule: the tool's, and those of the configuration given by --config. */
export async function documentedRules({
  config,
}: ConfigFlag): Promise<readonly (Rule | (typeof sourceRules)[number])[]> {
  const loaded = config === undefined ? undefined : await loadConfig(findConfig(config));
  return [...rules, ...(loaded ? teamRules(loaded.config) : []), ...sourceRules];
}
