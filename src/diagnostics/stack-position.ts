import { existsSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { Position } from './diagnostics.ts';

/** Where this module runs bundled: frames of the bundle that no source map translates are ours, not the user's. */
const BUNDLE = dirname(fileURLToPath(import.meta.url));

/** A path of a file begins a frame or is in its brackets; `node:internal/modules/…` is not a path. */
const FRAME = /(?:^|[\s(])((?:file:\/\/)?\/[^()]*?):(\d+):(\d+)\)?$/;

/** Modules whose functions a definition calls: the place is that of the call. */
const DEFINERS = [
  '/src/define/definitions.ts',
  '/src/fleet/define.ts',
  '/src/define/project.ts',
  '/src/verify/alert-tests/define.ts',
];

/**
 * The first frame of a stack that is a definition's or a configuration's: not Node's, not a library's, not this
 * program's.
 */
export function stackPosition(stack: string): Position | undefined {
  for (const line of stack.split('\n').slice(1)) {
    const [, location, row, column] = FRAME.exec(line.trim()) ?? [];
    if (!location) continue;
    const path = location.startsWith('file://') ? fileURLToPath(location) : location;
    if (
      path.includes('/node_modules/') ||
      DEFINERS.some((definer) => path.endsWith(definer)) ||
      dirname(path) === BUNDLE ||
      // A source map may name a source that the package does not carry.
      !existsSync(path)
    )
      continue;
    return { file: relative(process.cwd(), path), line: Number(row), column: Number(column) };
  }
  return undefined;
}
