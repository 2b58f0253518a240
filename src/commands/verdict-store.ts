import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { bundleHash, isBundleFresh } from '../bundle/freshness.ts';
import type { Diagnostic } from '../diagnostics/diagnostics.ts';
import type { SavedVerdicts } from '../validate/check-folder.ts';
import { readWhole, writeParts } from './cache-file.ts';
import { cacheFolder } from './cache-folder.ts';

const NAME = 'judged-dashboards';
/** The size limit in characters; the least recently used entries are dropped first. */
const MOST = 32 * 1024 * 1024;

/** Verdicts of earlier runs of this exact program version; undefined while its rules are being edited. */
export function savedVerdicts(): SavedVerdicts | undefined {
  if (!isBundleFresh()) return undefined;
  const path = join(cacheFolder().folder, NAME);
  return { version: bundleHash(), ...verdictsIn(path) };
}

/** One verdict per line, after its digest; a line is parsed only when needed. */
export function verdictsIn(path: string): Omit<SavedVerdicts, 'version'> {
  const known = new Map(existsSync(path) ? (readWhole(path) ?? '').split('\n').flatMap(entryOf) : []);
  const used = new Map<string, string>();
  let isNew = false;
  return {
    get: (digest) => {
      const text = used.get(digest) ?? known.get(digest);
      if (text === undefined) return undefined;
      used.set(digest, text);
      // Safe: the file is complete, and `set` wrote this text.
      return JSON.parse(text) as readonly Diagnostic[];
    },
    set: (digest, found) => {
      used.set(digest, JSON.stringify(found));
      isNew = true;
    },
    save: () => {
      if (!isNew) return;
      isNew = false;
      const kept = newest([...[...known].filter(([digest]) => !used.has(digest)), ...used]);
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
function newest(entries: readonly (readonly [string, string])[]): readonly (readonly [string, string])[] {
  let room = MOST;
  const first = entries.findLastIndex(([digest, text]) => (room -= digest.length + text.length + 2) < 0);
  return entries.slice(first + 1);
}
