import { join } from 'node:path';

import { UserError } from '../diagnostics/errors.ts';
import type { Identities } from '../grafana/identities.ts';
import { contentHash } from './content-hash.ts';
import { emitJson } from './json.ts';
import { MANIFEST } from './own-files.ts';
import { isInside, readIfThere } from './paths.ts';

/** What the last build left behind. */
export interface Manifest {
  /** The file itself; undefined where there was no build. */
  readonly text: string | undefined;
  /** Hashes of the files it wrote, by path. */
  readonly files: Readonly<Record<string, string>>;
  readonly identities: Identities;
}

const VERSION = 2;
const NONE = { files: {}, identities: {} };

/**
 * Reads the manifest of a folder, of this version or of version 1, which knew no identities; a UserError when nobody
 * can read it.
 */
export function readManifest(out: string, force: boolean): Manifest {
  const text = readIfThere(out, MANIFEST);
  if (text === undefined) return { text, ...NONE };
  const read = parse(text);
  if (read && (read.version ?? VERSION) <= VERSION) {
    // It may come from a merge or a stranger: a path that leads out of the folder is not ours to remove.
    const files = Object.fromEntries(Object.entries(read.files ?? {}).filter(([path]) => isInside(path)));
    return { text, files, identities: read.identities ?? {} };
  }
  if (force) return { text, ...NONE };
  throw new UserError({
    severity: 'error',
    id: 'output/manifest',
    at: { file: join(out, MANIFEST) },
    message: read
      ? `The folder was built by a newer pf-grafana: its manifest has version ${read.version}.`
      : 'The manifest of the last build cannot be read, so neither what it owned nor what Grafana must delete is known.',
    hint: `${read ? 'Build with that release.' : 'After a merge, take either side of the file and build again.'} \`pf-grafana build --force\` starts a new one and forgets what was ever emitted.`,
  });
}

/** The manifest of files with their hashes, and of identities. */
export function manifestText(files: Readonly<Record<string, string>>, identities: Identities): string {
  return emitJson({ version: VERSION, files: sorted(files), identities: sorted(identities) });
}

/** Hashes of a folder's files by path. */
export function fileHashes(folder: ReadonlyMap<string, string>): Record<string, string> {
  return Object.fromEntries([...folder].map(([path, text]) => [path, contentHash(text)]));
}

function parse(
  text: string,
): { version?: number; files?: Record<string, string>; identities?: Identities } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function sorted<Value>(record: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).sort(([left], [right]) => (left < right ? -1 : 1)));
}
