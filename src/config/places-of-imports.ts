import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

import type { Metafile } from 'esbuild';

/** What a bundler took for an import, by absolute paths. */
export interface Import {
  readonly from: string;
  readonly asked: string;
  readonly found: string;
}

/**
 * Absolute paths where a new file would be imported instead of what was found: `x.ts` beside `x/index.ts`, a
 * nearer `node_modules`. Those of folders end with `/`. Imports of packages are left to their lists of versions.
 * `asTheyAre` are imports of modules that are in no bundle.
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
    // The name as it is written is looked for first.
    if (named === found) return [];
    return [dirname(named), named].filter((folder) => existsSync(folder)).map(asFolder);
  }
  // By paths of a tsconfig or imports of a package.json, which are files of their own.
  if (!isInstalled(found)) return [dirname(found), dirname(dirname(found))].map(asFolder);
  return nearer(from, asked, found);
}

/** Where the package would be found before it is found where it is. */
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
