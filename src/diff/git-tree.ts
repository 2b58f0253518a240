import { spawnSync } from 'node:child_process';
import { join, relative, resolve, sep } from 'node:path';

import { UserError } from '../diagnostics/errors.ts';
import { compare } from '../diagnostics/order.ts';
import type { FileTree, TreeEntry } from '../folder/file-tree.ts';

/** A repository at one commit, with the same paths as on disk: relative to the working directory, or absolute. */
export interface GitTree extends FileTree {
  /** The commit that the files are read from. */
  readonly commit: string;
}

/** The limit for git's output; a folder of 8,000 dashboards is a few hundred MiB. */
const MAX_OUTPUT = 2 ** 30;

/**
 * The files at the commit where `HEAD` branched off `ref`, which is what a reviewer compares with, whatever was merged
 * into `ref` since. A shallow history may lack that commit; then `ref` itself is used. Files below `folder` are read at
 * once.
 */
export function gitTree(ref: string, folder: string): GitTree {
  const here = git(folder, ['rev-parse', '--show-prefix'])?.trim();
  if (here === undefined)
    throw problem(
      `${folder} is not in a Git repository, so there is no ${ref} to compare with.`,
      'Give a folder to compare with: --base <folder>.',
    );
  // `--end-of-options`, so that a ref that looks like an option stays a ref.
  const tip = git(folder, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`])?.trim();
  // A repository without any commit: everything is new.
  if (tip === undefined && ref === 'HEAD' && git(folder, ['rev-list', '--max-count=1', '--all'])?.trim() === '')
    return emptyTree();
  if (tip === undefined)
    throw problem(`There is no commit or folder ${ref}.`, 'In CI, fetch it first: git fetch origin main.');
  const commit = git(folder, ['merge-base', tip, 'HEAD'])?.trim() || tip;
  const blobs = blobsOf(git(folder, ['ls-tree', '-r', '-z', '--full-tree', commit]) ?? '');
  const folders = foldersOf(blobs.keys());
  const inRepository = (path: string) =>
    join(here, relative(folder, resolve(path)))
      .split(sep)
      .join('/')
      .replace(/\/$|^\.$/, '');
  const contents = readBlobs(
    folder,
    [...blobs].filter(([path]) => path.startsWith(here)).map(([, hash]) => hash),
  );
  const read = (path: string): Uint8Array => {
    const hash = blobs.get(inRepository(path)) ?? '';
    return contents.get(hash) ?? readBlobs(folder, [hash]).get(hash) ?? Buffer.alloc(0);
  };
  return {
    commit,
    list: (path) => folders.get(inRepository(path)),
    read,
    size: (path) => read(path).byteLength,
    identity: inRepository,
    shown: (path) => relative(process.cwd(), resolve(path)).split(sep).join('/'),
  };
}

function emptyTree(): GitTree {
  return {
    commit: '',
    list: () => undefined,
    read: () => Buffer.alloc(0),
    size: () => 0,
    identity: (path) => path,
    shown: (path) => path,
  };
}

/** Hashes of files by path, without links and submodules, which have no content that Grafana could read. */
function blobsOf(listing: string): Map<string, string> {
  return new Map(
    listing.split('\0').flatMap((line) => {
      const [, hash = '', path = ''] = /^100\d{3} blob ([0-9a-f]+)\t(.*)$/s.exec(line) ?? [];
      return path === '' ? [] : [[path, hash] as const];
    }),
  );
}

function foldersOf(paths: Iterable<string>): Map<string, TreeEntry[]> {
  const folders = new Map<string, Map<string, TreeEntry['kind']>>();
  for (const path of paths) {
    const steps = path.split('/');
    for (const [index, name] of steps.entries()) {
      const folder = steps.slice(0, index).join('/');
      const entries = folders.get(folder) ?? new Map<string, TreeEntry['kind']>();
      folders.set(folder, entries.set(name, index === steps.length - 1 ? 'file' : 'folder'));
    }
  }
  const inOrder = (entries: Map<string, TreeEntry['kind']>) =>
    [...entries].map(([name, kind]) => ({ name, kind })).sort((left, right) => compare(left.name, right.name));
  return new Map([...folders].map(([folder, entries]) => [folder, inOrder(entries)]));
}

/** Reads all blobs in one call, which prints `<hash> blob <size>\n<content>\n` for each. */
function readBlobs(cwd: string, hashes: readonly string[]): Map<string, Buffer> {
  const contents = new Map<string, Buffer>();
  if (hashes.length === 0) return contents;
  const { stdout } = spawnSync('git', ['cat-file', '--batch'], {
    cwd,
    input: `${hashes.join('\n')}\n`,
    maxBuffer: MAX_OUTPUT,
  });
  let at = 0;
  for (const hash of hashes) {
    const end = stdout.indexOf('\n', at);
    const size = Number(stdout.subarray(at, end).toString().split(' ')[2]);
    contents.set(hash, stdout.subarray(end + 1, end + 1 + size));
    at = end + 1 + size + 1;
  }
  return contents;
}

/** Git's output; undefined when it fails. */
function git(cwd: string, argv: readonly string[]): string | undefined {
  const { status, stdout, error } = spawnSync('git', argv, { cwd, encoding: 'utf8', maxBuffer: MAX_OUTPUT });
  if (error)
    throw problem(
      `git cannot be run: ${error.message}.`,
      'Install git, or give a folder to compare with: --base <folder>.',
    );
  return status === 0 ? stdout : undefined;
}

function problem(message: string, hint: string): UserError {
  return new UserError({ severity: 'error', id: 'diff/base', message, hint });
}
