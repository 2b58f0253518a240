import type { SyntaxProblem } from './expression.ts';

const PAIRS: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/** The first bracket or quote of an SQL text that has no partner. */
export function brackets(text: string): SyntaxProblem | undefined {
  const open: { bracket: string; at: number }[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? '';
    const skipped = commentEnd(text, at);
    if (skipped !== undefined) at = skipped;
    else if (/['"`]/.test(character)) {
      const end = quoteEnd(text, at);
      if (end === undefined) return { from: at, to: at + 1, message: `the quote ${character} is not closed` };
      at = end;
    } else if (/[([{]/.test(character)) open.push({ bracket: character, at });
    else if (PAIRS[character] !== undefined && open.pop()?.bracket !== PAIRS[character])
      return { from: at, to: at + 1, message: `the bracket ${character} closes nothing` };
  }
  const last = open.at(-1);
  return last && { from: last.at, to: last.at + 1, message: `the bracket ${last.bracket} is not closed` };
}

function commentEnd(text: string, at: number): number | undefined {
  if (text.startsWith('--', at)) return text.indexOf('\n', at) === -1 ? text.length : text.indexOf('\n', at);
  if (!text.startsWith('/*', at)) return undefined;
  return text.indexOf('*/', at) === -1 ? text.length : text.indexOf('*/', at) + 1;
}

/** A quote is escaped with a backslash or by doubling it. */
function quoteEnd(text: string, at: number): number | undefined {
  for (let index = at + 1; index < text.length; index += 1) {
    if (text[index] === '\\') index += 1;
    else if (text[index] === text[at]) {
      if (text[index + 1] !== text[at]) return index;
      index += 1;
    }
  }
  return undefined;
}
