import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';

/**
 * How a file is known again: the hash of its content and, where the file system can be trusted on that, its size, times
 * and inode. An empty hash is of what was not there.
 */
export type FileMark = readonly [hash: string, ...facts: readonly number[]];

/** Marks by path; of a path that ends with `/`, the names of the sources in that folder are what counts. */
export type FileMarks = Readonly<Record<string, FileMark>>;

/**
 * A file may change twice within one tick of its file system's clock, the slowest of which take two seconds: what changed
 * a moment ago is known by its content alone.
 */
const SETTLED_MS = 2500;
/** What a bundler may find for an import. */
const SOURCE = /\.(?:[cm]?[jt]sx?|json|css)$/;

/** The mark of a path; where its content was read or written just now, with the hash of that. */
export function markOf(path: string, hash?: string): FileMark {
  // Before the content is read: what changes in between is looked at again the next time.
  const facts = factsOf(path) ?? [];
  return [hash ?? hashOf(path), ...facts];
}

/**
 * Compares what is there with marks, by content only where the file system does not settle it; undefined when something
 * differs. `renewed` are marks that will be quicker to compare.
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

/** Undefined for what is not there; empty for what changed a moment ago. */
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
