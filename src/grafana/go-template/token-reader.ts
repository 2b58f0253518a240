import type { Token } from './lexer.ts';
import type { Span, TemplateProblem } from './nodes.ts';

/** Thrown when nothing after a problem can be parsed. */
export class Unreadable extends Error {}

/** A reader of tokens that collects problems. */
export type TokenReader = ReturnType<typeof tokenReader>;

/** Reads the tokens of a text that ends at `end`; an error token is reported when it is reached. */
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

  /** Returns a function that goes back to the current token. */
  function mark(): () => void {
    const here = at;
    return () => {
      at = here;
    };
  }

  /** The span from the start of a token to the end of the last one read. */
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
