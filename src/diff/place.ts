import type { Position } from '../diagnostics/diagnostics.ts';
import type { Place } from '../folder/folder.ts';

/** The file and line of an object, without the text of the line, which may hold a secret. */
export function lineOf({ source, path }: Place): Position {
  const { file, line } = source.position(path);
  return line === undefined ? { file } : { file, line };
}
