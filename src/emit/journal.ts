import { join } from 'node:path';

import { UserError } from '../diagnostics/errors.ts';
import { byKey } from '../diagnostics/order.ts';
import type { Identities } from '../grafana/identities.ts';
import type { Before } from './before.ts';
import { emitJson } from './json.ts';
import { JOURNAL } from './own-files.ts';
import { readIfThere } from './paths.ts';
import { isHash, isPlain, parsed, Shape } from './shapes.ts';

/** The planned writes of killed builds and of the running one. */
export interface Journal {
  /** Hashes by path: a file with one of these hashes is ours, whatever the manifest says. */
  readonly files: Readonly<Record<string, readonly string[]>>;
  /** Kept because Grafana may have loaded what a killed build wrote. */
  readonly identities: Identities;
  /** Name of the project that was built. */
  readonly project?: string;
}

const EMPTY: Journal = { files: {}, identities: {} };

/**
 * Reads the journal of a killed build; undefined if the last build completed. A journal is written atomically, so one
 * that cannot be read is not ours: that is a UserError, unless `force` discards it.
 */
export function readJournal(out: string, force: boolean): Journal | undefined {
  const text = readIfThere(out, JOURNAL);
  if (text === undefined) return undefined;
  const read = parsed(text);
  const shape = new Shape();
  if (isPlain(read)) {
    const files = shape.files<readonly string[]>(read['files'], isHashes);
    const identities = shape.identities(read['identities']);
    const { project } = read;
    if (project !== undefined && typeof project !== 'string') shape.problems.push('its "project" is not a string');
    else if (shape.problems.length === 0) return { files, identities, ...(project === undefined ? {} : { project }) };
  }
  if (force) return EMPTY;
  throw new UserError({
    severity: 'error',
    id: 'output/journal',
    at: { file: join(out, JOURNAL) },
    message: `The journal of an interrupted build is not valid: ${shape.problems.slice(0, 3).join('; ') || 'it is not a JSON object'}. Nothing was written.`,
    hint: 'If it came with a branch, remove it there: a journal never belongs in Git. `pf-grafana build --force` builds without it.',
  });
}

/** Adds the planned hashes and identities to those of the builds killed before. */
export function journalText(
  planned: Readonly<Record<string, string>>,
  identities: Identities,
  { journal: before = EMPTY, project }: Pick<Before, 'journal' | 'project'>,
): string {
  const hashes = new Map(Object.entries(before.files).map(([path, known]) => [path, new Set(known)]));
  for (const [path, hash] of Object.entries(planned)) hashes.set(path, (hashes.get(path) ?? new Set()).add(hash));
  const sorted = [...hashes].sort(byKey);
  return emitJson({
    project,
    files: Object.fromEntries(sorted.map(([path, known]) => [path, [...known]])),
    identities: { ...before.identities, ...identities },
  });
}

function isHashes(value: unknown): boolean {
  return Array.isArray(value) && value.every(isHash);
}
