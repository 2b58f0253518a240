import { join } from 'node:path';

import { resolveEnvironments } from '../../config/environments.ts';
import type { LoadedConfig } from '../../config/load.ts';
import { changesAnything } from '../../emit/plan.ts';
import { inEachEnvironment } from '../each-environment.ts';
import { buildFolder, type FolderBuild, type FolderJob } from './build-folder.ts';
import type { BuildTarget, FolderResult } from './cache.ts';
import { retireFolder } from './retire-folder.ts';

/** The permitted actions on the folders. */
type Permission = Pick<FolderJob, 'check' | 'force'>;

/**
 * Builds the folder of each selected environment, `out/<name>`, or `out` without environments; writes nothing unless
 * all of them can be built. A build of all environments removes what an earlier build without environments left in
 * `out`, because Grafana must not find two versions side by side.
 */
export async function buildEnvironments(
  loaded: LoadedConfig,
  target: Pick<BuildTarget, 'out' | 'env'>,
  { check, force }: Permission,
): Promise<(FolderResult & FolderBuild)[]> {
  const environments = resolveEnvironments(loaded, target.env);
  const build = (onlyCheck: boolean) =>
    inEachEnvironment(environments, async (resolved) => {
      const { environment } = resolved;
      const out = environment === undefined ? target.out : join(target.out, environment);
      return {
        ...(environment === undefined ? {} : { environment }),
        out,
        ...(await buildFolder({ resolved, out, check: onlyCheck, force, ancestor: target.out })),
      };
    });
  const all = loaded.project ? loaded.project.facts.environments : loaded.config.environments;
  if (all === undefined || environments.length < Object.keys(all).length) return build(check);
  const checked = await build(true);
  const built = check || !checked.some(({ plan }) => changesAnything(plan)) ? checked : await build(false);
  return [
    ...built,
    ...(await retireFolder({ out: target.out, check, force, project: environments[0]?.settings.project.name })),
  ];
}
