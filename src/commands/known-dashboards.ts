import { hash } from 'node:crypto';
import { join } from 'node:path';

import type { KnownDashboard, KnownDashboards } from '../folder/known-dashboards.ts';
import { cacheFolder } from './cache-folder.ts';
import { savedLines } from './saved-lines.ts';

const NAME = 'read-dashboards';
/** The size limit in characters: some ten thousand dashboards. */
const MOST = 1024 * 1024;

/** The same, kept for the next run. */
export interface SavedDashboards extends KnownDashboards {
  /** Writes what this run has added; where it cannot be written, the next run does the work again. */
  save(): void;
}

/** Dashboards that earlier runs of a program version have read. */
export function savedDashboards(version: string): SavedDashboards {
  const lines = savedLines<KnownDashboard>(join(cacheFolder().folder, NAME), MOST);
  const digest = (text: string) => hash('sha256', `${version}\n${text}`, 'base64url').slice(0, 24);
  return {
    get: (text) => lines.get(digest(text)),
    add: (text, known) => lines.set(digest(text), known),
    save: lines.save,
  };
}
