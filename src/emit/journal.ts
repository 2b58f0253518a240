import type { Identities } from '../grafana/identities.ts';
import { emitJson } from './json.ts';
import { JOURNAL } from './own-files.ts';
import { isInside, readIfThere } from './paths.ts';

/** What killed builds and the running one planned. */
export interface Journal {
  /** Hashes by path: a file with one of them is ours, whatever the manifest says. */
  readonly files: Readonly<Record<string, readonly string[]>>;
  /** Grafana may have loaded what a killed build wrote. */
  readonly identities: Identities;
}

const EMPTY: Journal = { files: {}, identities: {} };

/** Reads what a killed build left; undefined when the last one ended. */
export function readJournal(out: string): Journal | undefined {
  const text = readIfThere(out, JOURNAL);
  if (text === undefined) return undefined;
  try {
    const { files, identities } = JSON.parse(text) as Journal;
    return { files: Object.fromEntries(Object.entries(files).filter(([path]) => isInside(path))), identities };
  } catch {
    // It is written whole, so this is no journal of ours; nothing is ours on its word.
    return EMPTY;
  }
}

/** A journal with the planned hashes and identities added to those of the builds that were killed before. */
export function journalText(
  planned: Readonly<Record<string, string>>,
  identities: Identities,
  before: Journal = EMPTY,
): string {
  const paths = [...new Set([...Object.keys(before.files), ...Object.keys(planned)])].sort();
  const files = Object.fromEntries(
    paths.map((path) => [
      path,
      [...new Set([...(before.files[path] ?? []), ...(planned[path] ? [planned[path]] : [])])],
    ]),
  );
  return emitJson({ files, identities: { ...before.identities, ...identities } });
}
