import type { Diagnostic, Position } from '../../diagnostics/diagnostics.ts';

/** The keys and indexes that lead to a value. */
export type Path = readonly (string | number)[];

/** Which part of a member a position names: its key, or its value. */
export type Part = 'key' | 'value';

/** A file of a provisioning folder: its text, its value, and the place of every value in it. */
export interface Source {
  /** As it is shown to the user. */
  readonly file: string;
  readonly text: string;
  /** Undefined when the text could not be parsed at all. */
  readonly value: unknown;
  /** What is wrong with the text itself. */
  readonly problems: readonly Diagnostic[];
  /** The place of the value, or of the nearest value around it that exists. */
  position(path: Path, part?: Part): Position;
  /**
   * The place of `length` characters from `offset` inside the text value at `path`; the whole value when its characters
   * cannot be located.
   */
  within(path: Path, offset: number, length: number): Position;
  /** The file as it is written, when `value` is converted from it. */
  readonly derivedFrom?: { readonly source: Source; readonly pathOf: (path: Path) => Path };
}

/** The path of a value in the file itself. */
export function writtenPath({ derivedFrom }: Source, path: Path): Path {
  return derivedFrom ? derivedFrom.pathOf(path) : path;
}

/** `/groups/0/rules/2`: a path as a JSON pointer (RFC 6901). */
export function pointer(path: Path): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** Offsets of line starts: turns an offset into a position. */
export class Lines {
  readonly #file: string;
  readonly #text: string;
  #starts: number[] | undefined;

  constructor(file: string, text: string) {
    this.#file = file;
    this.#text = text;
  }

  /** The position of `[start, end)`; a range over several lines is cut at the end of the first. */
  position(start: number, end: number = start + 1): Position {
    const starts = (this.#starts ??= lineStarts(this.#text));
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= start) low = middle;
      else high = middle - 1;
    }
    const from = starts[low] ?? 0;
    const excerpt = this.#text.slice(from, lineEnd(this.#text, starts[low + 1] ?? this.#text.length));
    return {
      file: this.#file,
      line: low + 1,
      column: start - from + 1,
      endColumn: Math.max(start - from + 1, Math.min(end - from, excerpt.length)) + 1,
      excerpt,
    };
  }
}

/** Where the text of a line ends, without the line break before `end`. */
function lineEnd(text: string, end: number): number {
  if (text[end - 1] !== '\n') return end;
  return text[end - 2] === '\r' ? end - 2 : end - 1;
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
