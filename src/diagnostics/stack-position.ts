import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { Position } from './diagnostics.ts';

/** The folder of the bundle: frames in it that no source map translates are ours, not the user's. */
const BUNDLE = dirname(fileURLToPath(import.meta.url));
/** In a clone source maps lead to our own sources; of these only the fleet's are definitions. */
const SOURCES = join(BUNDLE, '../src/');
const DEFINITIONS = join(SOURCES, 'fleet/');

/** A file path begins a frame or is in its parentheses; `node:internal/modules/…` is not a file path. */
const FRAME = /(?:^|[\s(])((?:file:\/\/)?\/[^()]*?):(\d+):(\d+)\)?$/;

/** Modules with functions that definitions call; the position is that of the call. */
const DEFINERS = [
  '/src/define/definitions.ts',
  '/src/fleet/define.ts',
  '/src/define/project.ts',
  '/src/verify/alert-tests/define.ts',
];

/** The first stack frame in a definition or a configuration, skipping Node, libraries and this program. */
export function stackPosition(stack: string): Position | undefined {
  for (const line of stack.split('\n').slice(1)) {
    const [, location, row, column] = FRAME.exec(line.trim()) ?? [];
    if (!location) continue;
    const path = location.startsWith('file://') ? fileURLToPath(location) : location;
    if (
      path.includes('/node_modules/') ||
      DEFINERS.some((definer) => path.endsWith(definer)) ||
      dirname(path) === BUNDLE ||
      (path.startsWith(SOURCES) && !path.startsWith(DEFINITIONS)) ||
      // A source map may refer to a source that is not in the package.
      !existsSync(path)
    )
      continue;
    return { file: relative(process.cwd(), path), line: Number(row), column: Number(column) };
  }
  return undefined;
}
