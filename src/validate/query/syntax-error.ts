import type { SyntaxNode } from '@lezer/common';

import type { SyntaxProblem } from './expression.ts';

const SHOWN = 20;

/** The first place that a parser could not read; what follows it is only its echo. */
export function syntaxError(top: SyntaxNode, text: string): SyntaxProblem | undefined {
  let at: number | undefined;
  top.cursor().iterate(({ type, from }) => {
    if (type.isError && (at === undefined || from < at)) at = from;
  });
  if (at === undefined) return undefined;
  const from = at + (/^\s*/.exec(text.slice(at))?.[0].length ?? 0);
  if (from >= text.length) return { from: Math.max(0, text.trimEnd().length - 1), to: text.trimEnd().length, message: 'the text ends too early' };
  const [word = ''] = /^(\w+|.)/s.exec(text.slice(from)) ?? [];
  return { from, to: from + word.length, message: `nothing can be read from ${JSON.stringify(text.slice(from, from + SHOWN))} on` };
}
