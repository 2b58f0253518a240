import { existsSync } from 'node:fs';

import { readWhole, writeParts } from './cache-file.ts';

/** Values by digest, kept in a file for the next run. */
export interface SavedLines<Value> {
  get(digest: string): Value | undefined;
  set(digest: string, value: Value): void;
  /** Writes what this run has added; where it cannot be written, the next run does the work again. */
  save(): void;
}

/**
 * One value per line, after its digest; a line is parsed only when needed. Above `most` characters, the least recently
 * used are dropped.
 */
export function savedLines<Value>(path: string, most: number): SavedLines<Value> {
  const known = new Map(existsSync(path) ? (readWhole(path) ?? '').split('\n').flatMap(entryOf) : []);
  const used = new Map<string, string>();
  let isNew = false;
  return {
    get: (digest) => {
      const text = used.get(digest) ?? known.get(digest);
      if (text === undefined) return undefined;
      used.set(digest, text);
      // Safe: the file is complete, and `set` wrote this text.
      return JSON.parse(text) as Value;
    },
    set: (digest, value) => {
      used.set(digest, JSON.stringify(value));
      isNew = true;
    },
    save: () => {
      if (!isNew) return;
      isNew = false;
      const kept = newest([...[...known].filter(([digest]) => !used.has(digest)), ...used], most);
      writeParts(
        path,
        kept.flatMap(([digest, text], index) => [`${index === 0 ? '' : '\n'}${digest} `, text]),
      );
    },
  };
}

function entryOf(line: string): [digest: string, text: string][] {
  const end = line.indexOf(' ');
  return end === -1 ? [] : [[line.slice(0, end), line.slice(end + 1)]];
}

/** The last entries that fit into the limit. */
function newest(entries: readonly (readonly [string, string])[], most: number): readonly (readonly [string, string])[] {
  let room = most;
  const first = entries.findLastIndex(([digest, text]) => (room -= digest.length + text.length + 2) < 0);
  return entries.slice(first + 1);
}
