import { readdirSync } from 'node:fs';
import { join, posix } from 'node:path';

import { compare } from '../diagnostics/order.ts';

/** The list of files that a build owns and of what it ever emitted: an input of the next build. */
export const MANIFEST = 'manifest.json';

// Files of a running or killed build begin with this; one line of .gitignore covers them.
const PREFIX = '.pf-grafana';
/** What a running build is about to write; beside the manifest, where Grafana never looks. */
export const JOURNAL = `${PREFIX}-journal.json`;
/** The mark of a running build. */
export const LOCK = `${PREFIX}.lock`;

/** The folders whose files Grafana loads; what is there and comes from no build is foreign. */
const LOADED_FOLDERS = ['provisioning', 'provisioning-base'].flatMap((tree) =>
  ['datasources', 'dashboards', 'alerting'].map((kind) => `${tree}/${kind}`),
);
const LOADED_FILE = /\.(?:json|ya?ml)$/;

/** Kinds of files that a build writes, whoever's pack they come from: texts, and names without a suffix, as Dockerfile. */
const OWN_KIND =
  /\.(?:json|jsonl|ya?ml|sql|md|txt|example|m?[jt]s|py|sh|toml|ini|conf|properties|xml|svg|html|css|csv|proto|prom|rules|alloy|dockerfile|dockerignore)$|^[\w-]+$/i;

/**
 * True for a path that a build may write and so may remove: nothing hidden, such as `.git` or `.env`, nothing
 * installed, and no kind that no build makes. A manifest or a journal may come from a stranger's branch.
 */
export function isOwnable(path: string): boolean {
  const names = path.split('/');
  return OWN_KIND.test(names.at(-1) ?? '') && names.every((name) => !name.startsWith('.') && name !== 'node_modules');
}

/**
 * The temporary file beside a file: no suffix that Grafana loads, and one name, so that the next build finds what a
 * killed one left.
 */
export function temporaryPath(path: string): string {
  return posix.join(posix.dirname(path), `${PREFIX}-${posix.basename(path)}.tmp`);
}

/** Files in the folders that Grafana loads which are not among the known ones, by path. */
export function foreignFiles(out: string, known: ReadonlySet<string>): string[] {
  const folders = [...LOADED_FOLDERS, ...dashboardFolders(known)];
  return folders.flatMap((folder) => filesBelow(out, folder)).filter((path) => !known.has(path));
}

/** `dashboards/shop`, where a build keeps its dashboards; another folder beside it is another project's. */
function dashboardFolders(known: ReadonlySet<string>): Set<string> {
  return new Set([...known].flatMap((path) => /^dashboards\/[^/]+(?=\/)/.exec(path)?.[0] ?? []));
}

function filesBelow(out: string, folder: string): string[] {
  try {
    return readdirSync(join(out, folder), { withFileTypes: true })
      .sort((left, right) => compare(left.name, right.name))
      .flatMap((entry) => {
        const path = `${folder}/${entry.name}`;
        if (entry.isDirectory()) return filesBelow(out, path);
        // Grafana reads a hidden dashboard; a .gitkeep or .DS_Store it does not.
        const isSeen = !entry.name.startsWith('.') || (!entry.name.startsWith(PREFIX) && LOADED_FILE.test(entry.name));
        return isSeen ? [path] : [];
      });
  } catch {
    // No such folder, or one that nobody may read: whoever writes there says so.
    return [];
  }
}
