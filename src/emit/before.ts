import { type Journal, readJournal } from './journal.ts';
import { type Manifest, readManifest } from './manifest.ts';

/** What a plan starts from: what the last build left, and the ones that were killed since. */
export interface Before {
  readonly manifest: Manifest;
  readonly journal: Journal | undefined;
}

/**
 * Reads what builds left in a folder; a UserError when that is not what a build writes, unless `force` gives up what it
 * may have told.
 */
export function readBefore(out: string, force: boolean): Before {
  return { manifest: readManifest(out, force), journal: readJournal(out, force) };
}
