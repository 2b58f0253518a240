import { join } from 'node:path';

import type { ResolvedConfig } from '../../config/resolved.ts';
import type { Diagnostic } from '../../diagnostics/diagnostics.ts';
import { withoutSourceMaps } from '../../diagnostics/source-maps.ts';
import { checkProject, readBefore } from '../../emit/before.ts';
import { readManifest } from '../../emit/manifest.ts';
import { MANIFEST } from '../../emit/own-files.ts';
import { changesAnything, planWrite, type WritePlan } from '../../emit/plan.ts';
import type { RenderedFolder } from '../../emit/render.ts';
import { writeChanges } from '../../emit/write.ts';
import type { Identities } from '../../grafana/identities.ts';
import { showProgress } from '../progress.ts';
import { compileProject, renderProject } from '../project.ts';

/** One output folder: its path, its configuration, and the permitted actions. */
export interface FolderJob {
  readonly out: string;
  readonly resolved: ResolvedConfig;
  /** Writes nothing. */
  readonly check: boolean;
  /** Replaces and removes files that were edited by hand. */
  readonly force: boolean;
  /** The folder from which Grafana was provisioned before; a first build in `out` takes over its objects. */
  readonly ancestor?: string;
}

/** The rendered folder, and the changes to get there; with `check` nothing was written. */
export interface FolderBuild {
  /** Every file with its text, including the manifest. */
  readonly folder: RenderedFolder;
  /** The hash of every file of the folder except the manifest. */
  readonly hashes: Readonly<Record<string, string>>;
  readonly plan: WritePlan;
  /** Objects renamed or newly in a delete list, one line each. */
  readonly changes: readonly string[];
  readonly warnings: readonly Diagnostic[];
}

/**
 * Compiles, renders and, unless it only checks, writes one output folder; throws a UserError for wrong definitions or
 * files.
 */
export async function buildFolder({ out, resolved, check, force, ancestor }: FolderJob): Promise<FolderBuild> {
  const { name } = resolved.settings.project;
  showProgress(`Compiling: ${out}`);
  const before = readBefore(out, force, name);
  const inherited =
    before.manifest.text === undefined && ancestor !== undefined ? inheritedFrom(ancestor, force, name) : {};
  const project = await compileProject(resolved, {
    ...inherited,
    ...before.journal?.identities,
    ...before.manifest.identities,
  });
  const rendered = await renderProject(project);
  const { compiled, succession } = project;
  const { identities, changes, warnings } = succession;
  const planned = planWrite(rendered, identities, out, before, force);
  if (changesAnything(planned.plan)) {
    const { passGate } = await withoutSourceMaps(() => import('./gate.ts'));
    const { config, settings } = resolved;
    await passGate({ out, folder: planned.folder, config, settings, compiled });
  }
  if (!check) showProgress(`Writing: ${out}`);
  if (!check) await writeChanges(planned, out, before);
  return { ...planned, changes, warnings };
}

function inheritedFrom(ancestor: string, force: boolean, name: string): Identities {
  const { identities, project } = readManifest(ancestor, force);
  checkProject(project, name, join(ancestor, MANIFEST));
  return identities;
}
