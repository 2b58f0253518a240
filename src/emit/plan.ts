import type { Identities } from '../grafana/identities.ts';
import type { Before } from './before.ts';
import { contentHash } from './content-hash.ts';
import { fileHashes, type Manifest, manifestText } from './manifest.ts';
import { foreignFiles, MANIFEST } from './own-files.ts';
import { checkNewNames, checkPaths, isRegularFile, readIfThere } from './paths.ts';
import type { RenderedFolder } from './render.ts';

/** What a build will do to each file of the output folder, by path. */
export interface WritePlan {
  readonly created: readonly string[];
  readonly changed: readonly string[];
  /** Files of earlier builds that this one no longer produces. */
  readonly removed: readonly string[];
  /** Files whose content no build wrote: they stay, and the new content is not written. */
  readonly edited: readonly string[];
  /** Files no longer produced but edited by hand: they stay. */
  readonly kept: readonly string[];
  /** Files that Grafana would load but no build wrote: they stay, and `--check` fails. */
  readonly foreign: readonly string[];
  readonly unchanged: readonly string[];
  /** An earlier build was killed: its leftovers are removed. */
  readonly interrupted: boolean;
}

/** A plan and the resulting folder, including the manifest. */
export interface Planned {
  readonly plan: WritePlan;
  readonly folder: RenderedFolder;
  /** The hash of every file of the folder except the manifest. */
  readonly hashes: Readonly<Record<string, string>>;
  readonly identities: Identities;
}

/**
 * Compares the rendered files with the disk. A file with the hash of the last build, or of one planned by a killed
 * build, is ours to replace or remove. Anything else was edited by hand and stays unless `force` is set.
 */
export function planWrite(
  rendered: RenderedFolder,
  identities: Identities,
  out: string,
  before: Before,
  force: boolean,
): Planned {
  const { manifest, journal } = before;
  checkPaths(out, [...rendered.keys()]);
  checkNewNames([...rendered.keys()], (path) => manifest.files[path] !== undefined);
  const isOurs = (path: string, text: string) =>
    [manifest.files[path], ...(journal?.files[path] ?? [])].includes(contentHash(text));
  const plan = {
    created: [] as string[],
    changed: [] as string[],
    removed: [] as string[],
    edited: [] as string[],
    kept: [] as string[],
    unchanged: [] as string[],
  };
  for (const [path, text] of rendered) {
    const present = readIfThere(out, path);
    if (present === undefined) plan.created.push(path);
    else if (present === text) plan.unchanged.push(path);
    else (force || isOurs(path, present) ? plan.changed : plan.edited).push(path);
  }
  const gone = [...new Set([...Object.keys(manifest.files), ...Object.keys(journal?.files ?? {})])].filter(
    (path) => !rendered.has(path) && path !== MANIFEST,
  );
  checkPaths(out, gone);
  for (const path of gone.sort()) {
    const present = readIfThere(out, path);
    if (present === undefined) continue;
    const isRemovable = isRegularFile(out, path) && (force || isOurs(path, present));
    (isRemovable ? plan.removed : plan.kept).push(path);
  }
  const hashes = fileHashes(rendered);
  const owned = ownedFiles(hashes, [...plan.edited, ...plan.kept], manifest);
  const text = manifestText(owned, identities, before.project);
  plan[manifest.text === undefined ? 'created' : manifest.text === text ? 'unchanged' : 'changed'].push(MANIFEST);
  const known = new Set([...rendered.keys(), ...gone]);
  return {
    plan: { ...plan, foreign: foreignFiles(out, known), interrupted: journal !== undefined },
    folder: new Map([...rendered, [MANIFEST, text]]),
    hashes,
    identities,
  };
}

/** True when the plan would touch the disk. */
export function changesAnything(plan: WritePlan): boolean {
  return plan.interrupted || plan.created.length + plan.changed.length + plan.removed.length > 0;
}

/**
 * For an edited file the manifest keeps the hash of our last version, not of the edit, so that undoing the edit makes
 * the file ours again.
 */
function ownedFiles(
  hashes: Readonly<Record<string, string>>,
  edited: readonly string[],
  manifest: Manifest,
): Record<string, string> {
  const files = { ...hashes };
  for (const path of edited) {
    const hash = manifest.files[path];
    if (hash === undefined) delete files[path];
    else files[path] = hash;
  }
  return files;
}
