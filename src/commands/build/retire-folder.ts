import { readBefore } from '../../emit/before.ts';
import { MANIFEST } from '../../emit/own-files.ts';
import { changesAnything, planWrite } from '../../emit/plan.ts';
import { writeFolder } from '../../emit/write.ts';
import type { FolderBuild, FolderJob } from './build-folder.ts';
import type { FolderResult } from './cache.ts';

/**
 * Removes the files of a folder that is no longer built, including its manifest; does nothing if no build wrote it. A
 * file edited by hand stays, and then the manifest does too.
 */
export async function retireFolder({
  out,
  check,
  force,
  project,
}: Pick<FolderJob, 'out' | 'check' | 'force'> & { readonly project: string | undefined }): Promise<
  (FolderResult & FolderBuild)[]
> {
  const before = readBefore(out, force, project);
  if (before.manifest.text === undefined) return [];
  const planned = planWrite(new Map(), {}, out, before, force);
  const { created, changed, removed, unchanged, kept } = planned.plan;
  const others = (paths: readonly string[]) => paths.filter((path) => path !== MANIFEST);
  // The manifest is removed last, so that a killed build still knows which files are ours.
  const plan =
    kept.length > 0
      ? planned.plan
      : {
          ...planned.plan,
          created: others(created),
          changed: others(changed),
          unchanged: others(unchanged),
          removed: [...removed, MANIFEST],
        };
  const retired = {
    plan,
    folder: kept.length > 0 ? planned.folder : new Map<string, string>(),
    hashes: planned.hashes,
    identities: planned.identities,
  };
  if (!check && changesAnything(plan)) await writeFolder(retired, out, before);
  return [{ out, plan, folder: retired.folder, hashes: {}, changes: [], warnings: [] }];
}
