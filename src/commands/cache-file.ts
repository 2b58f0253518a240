import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join, resolve } from 'node:path';

import { contentHash } from '../emit/content-hash.ts';

/**
 * What `node_modules/.cache/pf-grafana` of this folder holds under a name; undefined where there is nothing, or not all
 * that was written: a disk that was full, or a machine that stopped, leaves a part.
 */
export function readCache(name: string): string | undefined {
  const path = cachePath(name);
  return path === undefined ? undefined : readWhole(path);
}

/** What `writeWhole` wrote; undefined where there is nothing, or not all of it. */
export function readWhole(path: string): string | undefined {
  try {
    const whole = readFileSync(path, 'utf8');
    const end = whole.indexOf('\n');
    const text = whole.slice(end + 1);
    return end !== -1 && whole.slice(0, end) === contentHash(text) ? text : undefined;
  } catch {
    return undefined;
  }
}

/** Remembers a text, whole or not at all. Only a cache: where it cannot be written, the next run does the work again. */
export function writeCache(name: string, text: string): void {
  const path = cachePath(name);
  if (path !== undefined) writeWhole(path, text);
}

/** The same for a file anywhere, so that `readWhole` knows whether all of it is there. */
export function writeWhole(path: string, text: string): void {
  writeParts(path, [text]);
}

/** The same for a text in parts, which is never held as a whole. */
export function writeParts(path: string, parts: readonly string[]): void {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    mkdirSync(join(path, '..'), { recursive: true });
    rmSync(temporary, { force: true });
    writeNew(temporary, [`${hashOf(parts)}\n`, ...parts]);
    renameSync(temporary, path);
  } catch {
    try {
      rmSync(temporary, { force: true });
    } catch {
      // A folder, or a disk that refuses to delete: the file does no harm.
    }
  }
}

/** The `contentHash` of the whole. */
function hashOf(parts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}

/** Where a name is kept; nowhere when there is no node_modules. */
function cachePath(name: string): string | undefined {
  const modules = resolve('node_modules');
  return existsSync(modules) ? join(modules, '.cache', 'pf-grafana', name) : undefined;
}

/** A file that was not there: a link in its place would lead elsewhere. */
function writeNew(path: string, parts: readonly string[]): void {
  const file = openSync(path, 'wx');
  try {
    for (const part of parts) {
      const bytes = Buffer.from(part);
      for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
    }
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
