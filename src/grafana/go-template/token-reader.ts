import type { Token } from './lexer.ts';
import type { Span, TemplateProblem } from './nodes.ts';

/** Nothing behind the problem can be read. */
export class Unreadable extends Error {}

/** Tokens one after the other, and what is wrong with them. */
export type TokenReader = ReturnType<typeof tokenReader>;

/** Reads the tokens of a text that ends at `end`; a token that is an error is reported when it is met. */
export function tokenReader(tokens: readonly Token[], end: number) {
  const problems: TemplateProblem[] = [];
  let at = 0;

  function peek(): Token {
    const token = tokens[at] ?? { kind: 'end', text: '', offset: end, length: 0 };
    if (token.kind !== 'error') return token;
    problems.push(token.problem);
    throw new Unreadable();
  }

  function next(): Token {
    const token = peek();
    at += 1;
    return token;
  }

  function skipSpace(): void {
    while (peek().kind === 'space') next();
  }

  /** Reads the end of an action. */
  function close(context: string): void {
    skipSpace();
    const token = next();
    if (token.kind !== 'right') throw unexpected(token, context);
  }

  /** Remembers this place, to read on from here again. */
  function mark(): () => void {
    const here = at;
    return () => {
      at = here;
    };
  }

  /** From the beginning of a token to the end of what was read last. */
  function from({ offset }: Span): Span {
    const last = tokens[at - 1];
    return { offset, length: last ? last.offset + last.length - offset : 0 };
  }

  function unexpected(token: Token, context: string): Unreadable {
    return stop('syntax', `unexpected ${JSON.stringify(token.text)} in ${context}`, token);
  }

  function stop(
    kind: TemplateProblem['kind'],
    message: string,
    span: Span,
    more: Pick<TemplateProblem, 'name'> = {},
  ): Unreadable {
    report(kind, message, span, more);
    return new Unreadable();
  }

  function report(
    kind: TemplateProblem['kind'],
    message: string,
    { offset, length }: Span,
    more: Pick<TemplateProblem, 'name' | 'known'> = {},
  ): void {
    problems.push({ kind, message, offset, length, ...more });
  }

  return { problems, peek, next, skipSpace, close, mark, from, unexpected, stop, report };
}
