import { basename, dirname, join } from 'node:path';

import { diffLines } from 'diff';

import { type FileTree, Unreadable } from '../folder/file-tree.ts';
import type { ProvisioningFolder } from '../folder/folder.ts';
import type { Change, ObjectDiff } from './change.ts';
import { leafChanges } from './leaves.ts';
import { isRuleFile, prometheusRuleChanges } from './prometheus-rules.ts';
import { memberChange } from './secrets.ts';
import { sqlChanges } from './sql.ts';

/** A provisioning folder with the files beside it: rule files, SQL, the example environment. */
export interface FolderFiles {
  readonly folder: ProvisioningFolder;
  /** Bytes of every file as text, by path from the folder above `provisioning/`. */
  readonly texts: ReadonlyMap<string, string>;
  /** The displayed form of each path in `texts`. */
  readonly shown: ReadonlyMap<string, string>;
}

/** How many differences of one JSON file are reported one by one. */
const MOST = 20;
/** Lists the hashes of all other files, so beside their changes it adds nothing. */
const MANIFEST = 'manifest.json';

/** Reads everything in and beside a provisioning folder; a missing folder has no files. */
export function folderFiles(tree: FileTree, root: string | undefined, folder: ProvisioningFolder): FolderFiles {
  const texts = new Map<string, string>();
  const shown = new Map<string, string>();
  if (root === undefined) return { folder, texts, shown };
  const top = basename(root) === 'provisioning' ? dirname(root) : root;
  const known = new Map(folder.sources.map(({ file, text }) => [file, text]));
  const seen = new Set<string>();
  const walk = (path: string, below: string): void => {
    // Links may lead to a folder in several ways.
    const identity = tree.identity(path);
    if (seen.has(identity)) return;
    seen.add(identity);
    for (const { name, kind } of tree.list(path) ?? []) {
      const [inner, relative] = [join(path, name), below === '' ? name : `${below}/${name}`];
      if (kind === 'folder') walk(inner, relative);
      else {
        const file = tree.shown(inner);
        texts.set(relative, known.get(file) ?? textAt(tree, inner));
        shown.set(relative, file);
      }
    }
  };
  walk(top, '');
  return { folder, texts, shown };
}

/** Content that cannot be read, such as a pipe's, counts as empty, so only the path is compared. */
function textAt(tree: FileTree, path: string): string {
  try {
    return Buffer.from(tree.read(path)).toString('utf8');
  } catch (error) {
    if (error instanceof Unreadable) return '';
    throw error;
  }
}

/**
 * Every differing file that no object covers: rule files and SQL by their meaning, the rest as a plain difference. A
 * changed file is never left out.
 */
export function diffFiles(before: FolderFiles, after: FolderFiles, told: readonly ObjectDiff[]): ObjectDiff[] {
  const said = new Set([
    ...pathsOf(
      told.filter(({ change }) => change === 'removed'),
      before,
    ),
    ...pathsOf(
      told.filter(({ change }) => change !== 'removed'),
      after,
    ),
  ]);
  // The example lists the variables, whose changes are reported with what needs them.
  if (told.some(({ kind }) => kind === 'variables')) said.add('env.example');
  const differing = [...new Set([...before.texts.keys(), ...after.texts.keys()])]
    .sort()
    .filter((path) => !said.has(path) && before.texts.get(path) !== after.texts.get(path));
  const loaded = new Set([...loadedPaths(before), ...loadedPaths(after)]);
  const objects = differing
    .filter((path) => path !== MANIFEST)
    .map((path) => fileDiff(path, before, after, loaded.has(path)));
  const isOnlyManifest = objects.length + told.length === 0 && differing.includes(MANIFEST);
  return isOnlyManifest ? [fileDiff(MANIFEST, before, after, false)] : objects;
}

/** Paths of the files that objects are in. */
function pathsOf(objects: readonly ObjectDiff[], { shown }: FolderFiles): string[] {
  const files = new Set(objects.flatMap(({ at }) => (at ? [at.file] : [])));
  return [...shown].flatMap(([path, file]) => (files.has(file) ? [path] : []));
}

/** Paths of the files that Grafana reads. */
function loadedPaths({ folder, shown }: FolderFiles): string[] {
  const files = new Set(folder.sources.map(({ file }) => file));
  return [...shown].flatMap(([path, file]) => (files.has(file) ? [path] : []));
}

function fileDiff(path: string, before: FolderFiles, after: FolderFiles, isLoaded: boolean): ObjectDiff {
  const [old, now] = [before.texts.get(path), after.texts.get(path)];
  const change = old === undefined ? 'added' : now === undefined ? 'removed' : 'changed';
  const file = (change === 'removed' ? before : after).shown.get(path) ?? path;
  const text = old ?? now ?? '';
  const at = { at: { file }, orgId: 1, identity: path, change } as const;
  if (isRuleFile(path, now ?? text)) {
    const changes = prometheusRuleChanges(old ?? '', now ?? '', after.folder);
    if (changes.length > 0) return { kind: 'prometheus rules', label: `Prometheus rules ${path}`, ...at, changes };
  }
  if (path.endsWith('.sql')) {
    const changes = sqlChanges(path, old ?? '', now ?? '', after.folder);
    if (changes.length > 0) return { kind: 'sql', label: `SQL file ${path}`, ...at, changes };
  }
  return {
    kind: 'file',
    label: `File ${path}`,
    ...at,
    changes: plainChanges(path, change, old ?? '', now ?? '', isLoaded),
  };
}

function plainChanges(
  path: string,
  change: ObjectDiff['change'],
  old: string,
  now: string,
  isLoaded: boolean,
): readonly Change[] {
  const id = `file/${change}`;
  if (isLoaded)
    return [{ id, text: `${change}, but it means the same to Grafana: only comments, order or white space differ` }];
  if (change !== 'changed') return [{ id, text: change }];
  return jsonChanges(path, old, now) ?? [{ id, text: linesText(old, now) }];
}

function jsonChanges(path: string, old: string, now: string): Change[] | undefined {
  if (!path.endsWith('.json')) return undefined;
  try {
    const leaves = leafChanges(JSON.parse(old), JSON.parse(now));
    const told = leaves.slice(0, MOST).map((leaf): Change => ({
      id: 'file/changed',
      text: `${leaf.name}: ${memberChange(leaf.path, leaf.before, leaf.after)}`,
    }));
    const more = leaves.length - told.length;
    if (told.length === 0) return undefined;
    return more > 0 ? [...told, { id: 'file/changed', text: `and ${more} more values` }] : told;
  } catch {
    return undefined;
  }
}

function linesText(old: string, now: string): string {
  const changes = diffLines(old, now, { maxEditLength: 4000 });
  if (!changes) return 'more than 4000 lines differ';
  const lines = (kind: 'added' | 'removed') =>
    changes.filter((part) => part[kind]).reduce((total, part) => total + part.count, 0);
  return `${lines('removed')} lines removed, ${lines('added')} added`;
}
