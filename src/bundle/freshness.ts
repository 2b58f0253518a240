import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { compareMarks, type FileMarks } from './file-marks.ts';

/** The package's folder; this module runs bundled, from `dist/`. */
export const PACKAGE = dirname(dirname(fileURLToPath(import.meta.url)));
/** The list of what the running bundle was made from. */
export const INPUTS = join(PACKAGE, 'dist', 'inputs.json');
/** How the files of that list looked when they were last compared with it. */
const MARKS = join(PACKAGE, 'node_modules', '.cache', 'pf-grafana', 'bundle-inputs.json');

/** The files a bundle was made from, by path below the package, with their hashes. */
type BundleInputs = Readonly<Record<string, string>>;

/**
 * True when the bundle was made from the sources as they are. An installed package ships no sources but a template and
 * is always fresh; in a checkout an edited definition must never meet yesterday's bundle.
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

/** Absolute paths of the sources of the running bundle; none in an installed package, whose sources nobody edits. */
export function bundledSources(): string[] {
  return isClone() ? Object.keys(listedMarks() ?? {}) : [];
}

function isClone(): boolean {
  return existsSync(join(PACKAGE, 'src', 'bin.ts'));
}

/** The hashes of the list. */
function listedMarks(): FileMarks | undefined {
  const inputs = readJson(INPUTS) as BundleInputs | null | undefined;
  // Missing or broken: the next step makes a new one.
  if (inputs?.['src/bin.ts'] === undefined) return undefined;
  return Object.fromEntries(Object.entries(inputs).map(([path, hash]) => [join(PACKAGE, path), [hash] as const]));
}

/** Those of this very list; checkouts may share a `node_modules`. */
function readMarks(hash: string): FileMarks | undefined {
  const known = readJson(MARKS) as { readonly list?: string; readonly marks: FileMarks } | null | undefined;
  return known?.list === `${INPUTS} ${hash}` ? known.marks : undefined;
}

/** Only a cache: where it cannot be written, every source is read again the next time. */
function writeMarks(hash: string, marks: FileMarks): void {
  const temporary = `${MARKS}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(MARKS), { recursive: true });
    writeFileSync(temporary, JSON.stringify({ list: `${INPUTS} ${hash}`, marks }));
    renameSync(temporary, MARKS);
  } catch {
    // No room, or no right to write there.
  }
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}
