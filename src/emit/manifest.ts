import { join } from 'node:path';

import { UserError } from '../diagnostics/errors.ts';
import { byKey } from '../diagnostics/order.ts';
import type { Identities } from '../grafana/identities.ts';
import { contentHash } from './content-hash.ts';
import { emitJson } from './json.ts';
import { MANIFEST } from './own-files.ts';
import { readIfThere } from './paths.ts';
import { isHash, isPlain, parsed, Shape } from './shapes.ts';

/** What the last build recorded. */
export interface Manifest {
  /** The file's text; undefined if there was no build. */
  readonly text: string | undefined;
  /** Name of the project that wrote it; undefined if an older release did. */
  readonly project?: string;
  /** Hashes of the files it wrote, by path. */
  readonly files: Readonly<Record<string, string>>;
  readonly identities: Identities;
}

const VERSION = 2;
const NONE = { files: {}, identities: {} };

/**
 * Reads the manifest of a folder, of this version or of version 1, which had no identities. Throws a UserError when it
 * cannot be read or is not valid.
 */
export function readManifest(out: string, force: boolean): Manifest {
  const text = readIfThere(out, MANIFEST);
  if (text === undefined) return { text, ...NONE };
  const read = parsed(text);
  const isNewer = isPlain(read) && typeof read['version'] === 'number' && read['version'] > VERSION;
  const shape = new Shape();
  if (isPlain(read) && !isNewer) {
    const files = shape.files<string>(read['files'] === undefined ? {} : read['files'], isHash);
    const identities = shape.identities(read['identities'] === undefined ? {} : read['identities']);
    if (![undefined, 1, VERSION].includes(read['version'] as number))
      shape.problems.push('its version is not a number');
    const { project } = read;
    if (project !== undefined && typeof project !== 'string') shape.problems.push('its "project" is not a string');
    else if (shape.problems.length === 0)
      return { text, files, identities, ...(project === undefined ? {} : { project }) };
  }
  if (force) return { text, ...NONE };
  throw new UserError({
    severity: 'error',
    id: 'output/manifest',
    at: { file: join(out, MANIFEST) },
    ...(isNewer ? newer(read['version']) : shape.problems.length > 0 ? misshapen(shape.problems) : UNREADABLE),
  });
}

const FORCE = '`pf-grafana build --force` starts a new one and forgets everything emitted before.';
const UNREADABLE = {
  message:
    'The manifest of the last build cannot be read, so pf-grafana does not know which files it owns or what Grafana must delete.',
  hint: `After a merge, take either side of the file and build again. ${FORCE}`,
};

function newer(version: unknown) {
  return {
    message: `The folder was built by a newer pf-grafana: its manifest has version ${JSON.stringify(version)}.`,
    hint: `Build with that release. ${FORCE}`,
  };
}

function misshapen(problems: readonly string[]) {
  return {
    message: `The manifest is not valid: ${problems.slice(0, 3).join('; ')}${problems.length > 3 ? `; and ${problems.length - 3} more` : ''}. Nothing is removed or replaced because of it.`,
    hint: `Find the change in Git and restore the file. ${FORCE}`,
  };
}

/** Renders the manifest: hashes by file, and identities. */
export function manifestText(
  files: Readonly<Record<string, string>>,
  identities: Identities,
  project: string | undefined,
): string {
  return emitJson({ version: VERSION, project, files: sorted(files), identities: sorted(identities) });
}

/** The hash of every file of a folder, by path. */
export function fileHashes(folder: ReadonlyMap<string, string>): Record<string, string> {
  return Object.fromEntries([...folder].map(([path, text]) => [path, contentHash(text)]));
}

function sorted<Value>(record: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).sort(byKey));
}
