import { join } from 'node:path';

import { bundleHash, isBundleFresh } from '../bundle/freshness.ts';
import type { Diagnostic } from '../diagnostics/diagnostics.ts';
import type { SavedVerdicts } from '../validate/check-folder.ts';
import { cacheFolder } from './cache-folder.ts';
import { savedLines } from './saved-lines.ts';

const NAME = 'judged-dashboards';
/** The size limit in characters; the least recently used entries are dropped first. */
const MOST = 32 * 1024 * 1024;

/** Verdicts of earlier runs of this exact program version; undefined while its rules are being edited. */
export function savedVerdicts(): SavedVerdicts | undefined {
  if (!isBundleFresh()) return undefined;
  const path = join(cacheFolder().folder, NAME);
  return { version: bundleHash(), ...verdictsIn(path) };
}

/** The verdicts in a file. */
export function verdictsIn(path: string): Omit<SavedVerdicts, 'version'> {
  return savedLines<readonly Diagnostic[]>(path, MOST);
}
