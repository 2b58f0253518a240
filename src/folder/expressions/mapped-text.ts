/** A text made from another one, with the origin of each of its characters. */
export interface MappedText {
  readonly text: string;
  /** As it was written. */
  readonly original: string;
  /**
   * Where the characters `[from, to)` of the text were written in the original; for the value of a macro or variable,
   * the whole macro or variable.
   */
  origin(from: number, to: number): { readonly offset: number; readonly length: number };
}

/** A part of a text and what replaces it. */
export interface Replacement {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** An unchanged text. */
export function mappedText(text: string): MappedText {
  return {
    text,
    original: text,
    origin: (from, to) => ({ offset: Math.min(from, text.length), length: Math.max(0, to - from) }),
  };
}

/** A text with parts replaced; the replacements must be in order and must not overlap. */
export function replaceParts(base: MappedText, replacements: readonly Replacement[]): MappedText {
  if (replacements.length === 0) return base;
  const pieces: Piece[] = [];
  let text = '';
  let done = 0;
  const add = (from: number, to: number, written: string, isKept: boolean): void => {
    if (written !== '' || !isKept) pieces.push({ at: text.length, length: written.length, from, to, isKept });
    text += written;
  };
  for (const { from, to, text: written } of replacements) {
    add(done, from, base.text.slice(done, from), true);
    add(from, to, written, false);
    done = to;
  }
  add(done, base.text.length, base.text.slice(done), true);
  return {
    text,
    original: base.original,
    origin: (from, to) => base.origin(...inBase(base.text, pieces, text, from, to)),
  };
}

/** A part of a text that keeps its places in the original. */
export function partOf(base: MappedText, from: number, to: number): MappedText {
  return {
    text: base.text.slice(from, to),
    original: base.original,
    origin: (start, end) => base.origin(from + start, from + end),
  };
}

/** Whether the characters `[from, to)` of a text are as written, not the value of a macro or variable. */
export function isAsWritten({ text, original, origin }: MappedText, from: number, to: number): boolean {
  const { offset, length } = origin(from, to);
  return original.slice(offset, offset + length) === text.slice(from, to);
}

/** The characters `[from, to)` of a text as they were written. */
export function writtenAt(base: MappedText, from: number, to: number): { readonly from: number; readonly to: number } {
  const { offset, length } = base.origin(from, to);
  return { from: offset, to: offset + length };
}

interface Piece {
  /** In the new text. */
  readonly at: number;
  readonly length: number;
  /** In the base. */
  readonly from: number;
  readonly to: number;
  readonly isKept: boolean;
}

function inBase(base: string, pieces: readonly Piece[], text: string, from: number, to: number): [number, number] {
  const first = pieces.findLast(({ at }) => at <= from) ?? pieces[0];
  const last = pieces.findLast(({ at, length }) => at < to || (at === to && length === 0 && at === from)) ?? first;
  if (!first || !last) return [from, to];
  if (first === last && !first.isKept) return named(base, first, text.slice(from, to)) ?? [first.from, first.to];
  return [
    first.isKept ? first.from + (from - first.at) : first.from,
    last.isKept ? last.from + (to - last.at) : last.to,
  ];
}

/** A word in a macro's value that is also an argument, such as a column, is located in the macro call itself. */
function named(base: string, { from, to }: Piece, word: string): [number, number] | undefined {
  const at = /^\w+$/.test(word) ? base.slice(from, to).search(new RegExp(String.raw`(?<![\w$])${word}\b`)) : -1;
  return at === -1 ? undefined : [from + at, from + at + word.length];
}
