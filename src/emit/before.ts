import { join } from 'node:path';

import { UserError } from '../diagnostics/errors.ts';
import { type Journal, readJournal } from './journal.ts';
import { type Manifest, readManifest } from './manifest.ts';
import { JOURNAL, MANIFEST } from './own-files.ts';

/** The starting point of a plan: what the last build left, and any builds killed since. */
export interface Before {
  readonly manifest: Manifest;
  readonly journal: Journal | undefined;
  /** Name of the project that owns the folder from now on. */
  readonly project?: string;
}

/**
 * Reads what earlier builds left in a folder. Throws a UserError when it is not valid, unless `force` discards it, and
 * when it belongs to another project.
 */
export function readBefore(out: string, force: boolean, project?: string): Before {
  const before = { manifest: readManifest(out, force), journal: readJournal(out, force) };
  checkProject(before.manifest.project, project, join(out, MANIFEST));
  checkProject(before.journal?.project, project, join(out, JOURNAL));
  const name = project ?? before.manifest.project;
  return { ...before, ...(name === undefined ? {} : { project: name }) };
}

/** Throws a UserError when another project built the folder: this project must not delete that project's objects. */
export function checkProject(owner: string | undefined, project: string | undefined, file: string): void {
  if (owner === undefined || project === undefined || owner === project) return;
  throw new UserError({
    severity: 'error',
    id: 'output/other-project',
    at: { file },
    message: `This folder was built by the project ${JSON.stringify(owner)}, but the configuration is of the project ${JSON.stringify(project)}: a build would remove its files and list everything that it ever emitted for deletion in your Grafana.`,
    hint: `Build into another folder with --out. If the project was renamed, write "project": ${JSON.stringify(project)} into this file and build again: what it emitted under the old name is then deleted.`,
  });
}
