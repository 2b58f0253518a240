import { dirname, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { Position } from './diagnostics.ts';

/** Where this module runs bundled: frames of the bundle that no source map translates are ours, not the user's. */
const BUNDLE = dirname(fileURLToPath(import.meta.url));

/** The first frame of a stack that is a definition's or a configuration's: not Node's, not a library's, not this program's. */
export function stackPosition(stack: string): Position | undefined {
  for (const line of stack.split('\n').slice(1)) {
    const [, location, row, column] = /\(?((?:file:\/\/)?\/[^()]*?):(\d+):(\d+)\)?$/.exec(line.trim()) ?? [];
    if (!location) continue;
    const path = location.startsWith('file://') ? fileURLToPath(location) : location;
    if (path.includes('/node_modules/') || path.endsWith('/src/define.ts') || dirname(path) === BUNDLE) continue;
    return { file: relative(process.cwd(), path), line: Number(row), column: Number(column) };
  }
  return undefined;
}
