import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

import type { Metafile } from 'esbuild';

/** An import and the file it resolved to, as absolute paths. */
export interface Import {
  readonly from: string;
  readonly asked: string;
  readonly found: string;
}

/**
 * Absolute paths where a new file would change what an import resolves to: `x.ts` beside `x/index.ts`, or a nearer
 * `node_modules`. Paths of folders end with `/`. Imports inside installed packages are skipped, because the package
 * version decides them. `asTheyAre` are imports that are not bundled.
 */
export function placesOfImports({ inputs }: Metafile, root: string, asTheyAre: readonly Import[]): string[] {
  const bundled = Object.entries(inputs).flatMap(([input, { imports: all }]) =>
    all.flatMap(({ path, original, external }): Import[] =>
      original === undefined || external === true
        ? []
        : [{ from: resolve(root, input), asked: original, found: resolve(root, path) }],
    ),
  );
  const imports = [...bundled, ...asTheyAre];
  return [...new Set(imports.filter(({ from }) => !isInstalled(from)).flatMap(placesOf))];
}

function placesOf({ from, asked, found }: Import): string[] {
  if (/^\.{0,2}\//.test(asked) || /^\.{1,2}$/.test(asked)) {
    const named = resolve(dirname(from), asked);
    // The exact name has precedence over every other.
    if (named === found) return [];
    return [dirname(named), named].filter((folder) => existsSync(folder)).map(asFolder);
  }
  // Resolved by `paths` of a tsconfig or `imports` of a package.json, which are tracked as files.
  if (!isInstalled(found)) return [dirname(found), dirname(dirname(found))].map(asFolder);
  return nearer(from, asked, found);
}

/** The folders that are searched for the package before the one where it was found. */
function nearer(from: string, asked: string, found: string): string[] {
  const [name = asked] = /^(?:@[^/]+\/)?[^/]+/.exec(asked) ?? [];
  const places: string[] = [];
  for (let folder = dirname(from); ; folder = dirname(folder)) {
    const place = join(folder, 'node_modules', name);
    if (existsSync(place) || found.startsWith(place) || folder === dirname(folder)) return places;
    places.push(place);
  }
}

function asFolder(path: string): string {
  return path.endsWith('/') ? path : `${path}/`;
}

function isInstalled(path: string): boolean {
  return /[\\/]node_modules[\\/]/.test(path);
}
