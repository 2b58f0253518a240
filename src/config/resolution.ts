import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';

import { parse } from 'jsonc-parser';

/**
 * Absolute paths that decide how the imports of files resolve, besides the files themselves: `package.json` and
 * `tsconfig.json` in all parent folders. Missing ones are included, because creating one would change the result.
 */
export function resolutionFiles(files: readonly string[]): string[] {
  const found = new Set<string>();
  const folders = new Set<string>();
  for (const file of files) {
    for (let folder = dirname(file); !folders.has(folder); folder = dirname(folder)) {
      folders.add(folder);
      found.add(join(folder, 'package.json'));
      if (!folder.includes('node_modules'))
        for (const path of tsconfigs(join(folder, 'tsconfig.json'))) found.add(path);
    }
  }
  return [...found].sort();
}

/** A tsconfig and those that it extends. */
function tsconfigs(path: string, seen: readonly string[] = []): string[] {
  if (seen.includes(path) || !existsSync(path)) return [path];
  const { extends: bases = [] } = (parse(readFileSync(path, 'utf8')) ?? {}) as { extends?: unknown };
  return [
    path,
    ...[bases]
      .flat()
      .flatMap((base) => (typeof base === 'string' ? (placeOf(base, path) ?? []) : []))
      .flatMap((base) => tsconfigs(base, [...seen, path])),
  ];
}

function placeOf(base: string, from: string): string | undefined {
  if (base.startsWith('.') || base.startsWith('/')) {
    const path = resolve(dirname(from), base);
    return existsSync(path) || path.endsWith('.json') ? path : `${path}.json`;
  }
  try {
    return createRequire(from).resolve(base);
  } catch {
    // Not installed: the bundler reports it.
    return undefined;
  }
}
