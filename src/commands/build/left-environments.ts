import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import type { LoadedConfig } from '../../config/load.ts';
import type { Diagnostic } from '../../diagnostics/diagnostics.ts';
import { shellWord } from '../../diagnostics/shell-word.ts';
import { readManifest } from '../../emit/manifest.ts';
import { MANIFEST } from '../../emit/own-files.ts';

/**
 * Folders below the output folder that a build of this project wrote for an environment which the configuration no
 * longer has: nothing updates them, and everything that reads the output folder still finds them.
 */
export function leftEnvironments(out: string, { config, project }: LoadedConfig): Diagnostic[] {
  const environments = (project ? project.facts.environments : config.environments) ?? {};
  const owner = project ? project.facts.name : config.name;
  if (owner === undefined || !existsSync(out)) return [];
  return readdirSync(out, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !Object.hasOwn(environments, entry.name))
    .map(({ name }) => ({ name, folder: join(out, name) }))
    .filter(({ folder }) => existsSync(join(folder, MANIFEST)) && readManifest(folder, true).project === owner)
    .map(({ name, folder }) => ({
      severity: 'warning',
      id: 'output/left-environment',
      message: `${folder} was built for the environment "${name}", which the configuration does not have, so nothing updates it any more.`,
      hint: `If no Grafana reads it any more, remove it: rm -r ${shellWord(folder)}`,
    }));
}
