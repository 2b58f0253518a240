import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { compareMarks, type FileMarks } from './file-marks.ts';

/** The package's folder; this module runs bundled, from `dist/`. */
export const PACKAGE = dirname(dirname(fileURLToPath(import.meta.url)));
/** The list of the files that the running bundle was made from. */
export const INPUTS = join(PACKAGE, 'dist', 'inputs.json');
/** The marks of the files in that list at the last comparison. */
const MARKS = join(PACKAGE, 'node_modules', '.cache', 'pf-grafana', 'bundle-inputs.json');

/** The files a bundle was made from, by path below the package, with their hashes. */
type BundleInputs = Readonly<Record<string, string>>;

/**
 * True if the bundle was made from the current sources. An installed package contains no sources but a template, so it
 * is always fresh. In a checkout, an edited definition must never run with an old bundle.
 */
export function isBundleFresh(): boolean {
  if (!isClone()) return true;
  const hash = bundleHash();
  const known = readMarks(hash);
  const marks = known ?? listedMarks();
  const same = marks && compareMarks(marks);
  if (same && (same.renewed || !known)) writeMarks(hash, same.renewed ?? marks);
  return same !== undefined;
}

/** One hash over the sources of the running bundle. */
export function bundleHash(): string {
  const inputs = existsSync(INPUTS) ? readFileSync(INPUTS) : '';
  return createHash('sha256').update(inputs).digest('hex');
}

/** Absolute paths of the sources of the running bundle; empty for an installed package, whose sources do not change. */
export function bundledSources(): string[] {
  return isClone() ? Object.keys(listedMarks() ?? {}) : [];
}

function isClone(): boolean {
  return existsSync(join(PACKAGE, 'src', 'bin.ts'));
}

/** The listed hashes, as marks by absolute path. */
function listedMarks(): FileMarks | undefined {
  const inputs = readJson(INPUTS) as BundleInputs | null | undefined;
  // The list is missing or broken; the bundle is then built again.
  if (inputs?.['src/bin.ts'] === undefined) return undefined;
  return Object.fromEntries(Object.entries(inputs).map(([path, hash]) => [join(PACKAGE, path), [hash] as const]));
}

/** The marks for exactly this list, because checkouts may share a `node_modules`. */
function readMarks(hash: string): FileMarks | undefined {
  const known = readJson(MARKS) as { readonly list?: string; readonly marks: FileMarks } | null | undefined;
  return known?.list === `${INPUTS} ${hash}` ? known.marks : undefined;
}

/** The marks are only a cache: if they cannot be written, every source is read again the next time. */
function writeMarks(hash: string, marks: FileMarks): void {
  const temporary = `${MARKS}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(MARKS), { recursive: true });
    writeFileSync(temporary, JSON.stringify({ list: `${INPUTS} ${hash}`, marks }));
    renameSync(temporary, MARKS);
  } catch {
    // No space, or no permission to write there.
  }
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}
