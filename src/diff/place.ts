import type { Position } from '../diagnostics/diagnostics.ts';
import type { Place } from '../folder/folder.ts';

/** The file and the line of an object, without its text: that may hold a secret. */
export function lineOf({ source, path }: Place): Position {
  const { file, line } = source.position(path);
  return line === undefined ? { file } : { file, line };
}
