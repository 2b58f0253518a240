import type { Config } from '../config/config.ts';
import { changesAnything, planWrite, type WritePlan } from '../emit/plan.ts';
import type { RenderedFolder } from '../emit/render.ts';
import { writeFolder } from '../emit/write.ts';
import type { Settings } from '../settings.ts';
import { compileProject, renderProject } from './project.ts';

/** One output folder: where it is, what it is made from, and whether it may be written. */
export interface FolderJob {
  readonly out: string;
  /** The user's own definitions. */
  readonly config: Config;
  readonly settings: Settings;
  readonly check: boolean;
}

/** A folder as it should be, and what that takes; under `check` nothing was done. */
export interface FolderBuild {
  readonly folder: RenderedFolder;
  readonly plan: WritePlan;
}

/** Compiles, renders and, unless it only checks, writes one output folder; a definition or file that is wrong is a UserError. */
export async function buildFolder({ out, config, settings, check }: FolderJob): Promise<FolderBuild> {
  const folder = renderProject(await compileProject(config, settings));
  const plan = await planWrite(folder, out);
  if (!check && changesAnything(plan)) await writeFolder(folder, plan, out);
  return { folder, plan };
}
