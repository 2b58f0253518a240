import type { SyntaxNode } from '@lezer/common';

import type { SyntaxProblem } from './expression.ts';

const SHOWN = 20;

/** The first place that a parser could not read; later errors are usually consequences of it. */
export function syntaxError(top: SyntaxNode, text: string): SyntaxProblem | undefined {
  let at: number | undefined;
  top.cursor().iterate((node) => {
    if (node.type.isError && (at === undefined || node.from < at)) at = node.from;
  });
  if (at === undefined) return undefined;
  const from = at + (/^\s*/.exec(text.slice(at))?.[0].length ?? 0);
  if (from >= text.length) return { ...lastWord(text), message: 'the text ends too early' };
  return {
    from,
    to: wordEnd(text, from),
    message: `unexpected ${JSON.stringify(text.slice(from, from + SHOWN))}`,
  };
}

/** The end of the word at an offset; a symbol is a word of one character. */
export function wordEnd(text: string, from: number): number {
  return from + (/^(\w+|.)/s.exec(text.slice(from))?.[0].length ?? 0);
}

/** The last word of a text, which marks the place where something after it is missing. */
export function lastWord(text: string): { readonly from: number; readonly to: number } {
  const { index = 0, 0: word = '' } = /(\w+|\S)\s*$/.exec(text) ?? {};
  return { from: index, to: index + word.trimEnd().length };
}
