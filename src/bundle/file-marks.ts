import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';

/**
 * How a file is recognised: the hash of its content and, where the file system can be trusted, its size, times and
 * inode. The hash of a missing file is empty.
 */
export type FileMark = readonly [hash: string, ...facts: readonly number[]];

/** Marks by path; the mark of a path that ends with `/` covers the names of the sources in that folder. */
export type FileMarks = Readonly<Record<string, FileMark>>;

/**
 * A file may change twice within one tick of the file system's clock, and the slowest tick is two seconds. A file
 * changed more recently than this is therefore known only by its content.
 */
const SETTLED_MS = 2500;
/** Files that a bundler may resolve an import to. */
const SOURCE = /\.(?:[cm]?[jt]sx?|json|css)$/;

/** The mark of a path; `hash` is given if the content was just read or written. */
export function markOf(path: string, hash?: string): FileMark {
  // Read before the content, so that a change in between is noticed the next time.
  const facts = factsOf(path) ?? [];
  return [hash ?? hashOf(path), ...facts];
}

/**
 * Compares the files with their marks, by content only where size and times do not suffice; undefined if something
 * differs. `renewed` are marks that are faster to compare next time.
 */
export function compareMarks(marks: FileMarks): { readonly renewed: FileMarks | undefined } | undefined {
  const better = new Map<string, FileMark>();
  for (const [path, mark] of Object.entries(marks)) {
    const facts = factsOf(path);
    if (facts === undefined ? mark[0] === '' : isSettledBy(mark, facts)) continue;
    if (hashOf(path) !== mark[0]) return undefined;
    if (facts !== undefined && facts.length > 0) better.set(path, [mark[0], ...facts]);
  }
  return { renewed: better.size > 0 ? { ...marks, ...Object.fromEntries(better) } : undefined };
}

function isSettledBy(mark: FileMark, facts: readonly number[]): boolean {
  return facts.length > 0 && mark.length > facts.length && facts.every((fact, index) => fact === mark[index + 1]);
}

/** Undefined for a missing file; empty for one changed just now. */
function factsOf(path: string): readonly number[] | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return undefined;
  const { size, mtimeMs, ctimeMs, ino } = found;
  return Math.max(mtimeMs, ctimeMs) < Date.now() - SETTLED_MS ? [size, mtimeMs, ctimeMs, ino] : [];
}

function hashOf(path: string): string {
  try {
    return createHash('sha256').update(contentOf(path)).digest('hex');
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' ? '' : code;
  }
}

function contentOf(path: string): string | Uint8Array {
  if (!path.endsWith('/')) return readFileSync(path);
  return readdirSync(path)
    .filter((name) => SOURCE.test(name))
    .sort()
    .join('\n');
}
