import { readdirSync } from 'node:fs';
import { join, posix } from 'node:path';

import { compare } from '../diagnostics/order.ts';

/** Lists the files that a build owns and everything it ever emitted; an input of the next build. */
export const MANIFEST = 'manifest.json';

// Files of a running or killed build begin with this; one line of .gitignore covers them.
const PREFIX = '.pf-grafana';
/** What a running build is about to write; stored beside the manifest, where Grafana does not look. */
export const JOURNAL = `${PREFIX}-journal.json`;
/** The lock of a running build. */
export const LOCK = `${PREFIX}.lock`;

/** The folders from which Grafana loads files; a file in them that no build wrote is foreign. */
const LOADED_FOLDERS = ['provisioning', 'provisioning-base'].flatMap((tree) =>
  ['datasources', 'dashboards', 'alerting'].map((kind) => `${tree}/${kind}`),
);
const LOADED_FILE = /\.(?:json|ya?ml)$/;

/** File types that a build writes, for any pack: text files, and names without a suffix, such as Dockerfile. */
const OWN_KIND =
  /\.(?:json|jsonl|ya?ml|sql|md|txt|example|m?[jt]s|py|sh|toml|ini|conf|properties|xml|svg|html|css|csv|proto|prom|rules|alloy|dockerfile|dockerignore)$|^[\w-]+$/i;

/**
 * True for a path that a build may write and therefore may remove: not hidden, such as `.git` or `.env`, not in
 * node_modules, and of a type that builds produce. The check matters because a manifest or journal may come from an
 * untrusted branch.
 */
export function isOwnable(path: string): boolean {
  const names = path.split('/');
  return OWN_KIND.test(names.at(-1) ?? '') && names.every((name) => !name.startsWith('.') && name !== 'node_modules');
}

/**
 * The path of the temporary file for a file. Grafana does not load its suffix, and the name is fixed, so that the next
 * build finds what a killed one left.
 */
export function temporaryPath(path: string): string {
  return posix.join(posix.dirname(path), `${PREFIX}-${posix.basename(path)}.tmp`);
}

/** Files in the folders that Grafana loads that are not among the known ones, by path. */
export function foreignFiles(out: string, known: ReadonlySet<string>): string[] {
  const folders = [...LOADED_FOLDERS, ...dashboardFolders(known)];
  return folders.flatMap((folder) => filesBelow(out, folder)).filter((path) => !known.has(path));
}

/** `dashboards/shop`, where the build keeps its dashboards; other folders beside it belong to other projects. */
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
        // Grafana loads a hidden dashboard, but not a .gitkeep or .DS_Store.
        const isSeen = !entry.name.startsWith('.') || (!entry.name.startsWith(PREFIX) && LOADED_FILE.test(entry.name));
        return isSeen ? [path] : [];
      });
  } catch {
    // The folder is missing or unreadable; whatever writes there reports that.
    return [];
  }
}
