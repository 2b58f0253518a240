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
 * Reads an entry of `node_modules/.cache/pf-grafana` of this folder; undefined if it is missing or incomplete, as after
 * a crash or on a full disk.
 */
export function readCache(name: string): string | undefined {
  const path = cachePath(name);
  return path === undefined ? undefined : readWhole(path);
}

/** Reads what `writeWhole` wrote; undefined if it is missing or incomplete. */
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

/**
 * Writes a text to the cache, completely or not at all. If the cache cannot be written, the next run does the work
 * again.
 */
export function writeCache(name: string, text: string): void {
  const path = cachePath(name);
  if (path !== undefined) writeWhole(path, text);
}

/** The same for any file; `readWhole` can then tell whether it is complete. */
export function writeWhole(path: string, text: string): void {
  writeParts(path, [text]);
}

/** The same for a text in parts, without joining them in memory. */
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
      // It is a folder, or the disk refuses to delete it: the file does no harm.
    }
  }
}

/** The `contentHash` of the joined parts. */
function hashOf(parts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}

/** The path of a cache entry; undefined if there is no node_modules. */
function cachePath(name: string): string | undefined {
  const modules = resolve('node_modules');
  return existsSync(modules) ? join(modules, '.cache', 'pf-grafana', name) : undefined;
}

/** Creates a new file; an existing link would redirect the text. */
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
