import { emitJson } from './json.ts';
import { JOURNAL } from './own-files.ts';
import { isInside, readIfThere } from './paths.ts';

/** Hashes that killed builds and the running one planned to write, by path: a file with one of them is ours, whatever the manifest says. */
export type Journal = Readonly<Record<string, readonly string[]>>;

/** Reads what a killed build left; undefined when the last one ended. */
export function readJournal(out: string): Journal | undefined {
  const text = readIfThere(out, JOURNAL);
  if (text === undefined) return undefined;
  try {
    return Object.fromEntries(Object.entries(JSON.parse(text) as Journal).filter(([path]) => isInside(path)));
  } catch {
    // It is written whole, so this is no journal of ours; nothing is ours on its word.
    return {};
  }
}

/** A journal with the planned hashes added to those of the builds that were killed before. */
export function journalText(planned: Readonly<Record<string, string>>, before: Journal = {}): string {
  const paths = [...new Set([...Object.keys(before), ...Object.keys(planned)])].sort();
  return emitJson(Object.fromEntries(paths.map((path) => [path, [...new Set([...(before[path] ?? []), ...(planned[path] ? [planned[path]] : [])])]])));
}
