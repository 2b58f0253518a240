import { TemplateError } from './value.ts';

/** A piece of a template; spaces inside an action count, because `.a .b` is not `.a.b`. */
export type Token =
  | { readonly kind: 'text' | 'left' | 'right' | 'space' | 'field' | 'variable' | 'word' | 'punctuation' | 'end'; readonly text: string }
  | { readonly kind: 'literal'; readonly text: string; readonly value: string | number | bigint | boolean };

const LEFT = '{{';
const COMMENT = /\{\{(?:-\s)?\s*\/\*[\s\S]*?\*\/(?:\s*-)?\}\}/y;
const RIGHT = /(?:\s-)?\}\}/y;
const INSIDE = /(?<space>\s+)|(?<string>"(?:\\.|[^"\\\n])*")|(?<raw>`[^`]*`)|(?<char>'(?:\\.|[^'\\])')|(?<number>[+-]?(?:0[xXoObB][\da-fA-F_]+|(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?))|(?<field>\.[\p{L}_][\p{L}\p{N}_]*)|(?<variable>\$[\p{L}\p{N}_]*)|(?<word>[\p{L}_][\p{L}\p{N}_]*)|(?<punctuation>:=|[=,|().])/uy;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', a: '\u0007', b: '\b', f: '\f', v: '\v', '\\': '\\', '"': '"', "'": "'" };

/** Cuts a template into tokens; white space beside a trim marker is gone. */
export function lex(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  let trims = false;
  while (at < text.length) {
    const start = text.indexOf(LEFT, at);
    const isLast = start === -1;
    const piece = text.slice(at, isLast ? text.length : start);
    const trimsBefore = !isLast && /^\{\{-\s/.test(text.slice(start, start + 4));
    const kept = trimmed(piece, trims, trimsBefore);
    if (kept !== '') tokens.push({ kind: 'text', text: kept });
    if (isLast) break;
    COMMENT.lastIndex = start;
    const comment = COMMENT.exec(text)?.[0];
    if (comment !== undefined) {
      trims = comment.endsWith('-}}');
      at = start + comment.length;
      continue;
    }
    tokens.push({ kind: 'left', text: LEFT });
    const end = lexAction(text, start + LEFT.length + (trimsBefore ? 2 : 0), tokens);
    trims = end.trims;
    at = end.at;
  }
  return tokens;
}

function trimmed(text: string, atStart: boolean, atEnd: boolean): string {
  const start = atStart ? text.replace(/^[ \t\r\n]+/, '') : text;
  return atEnd ? start.replace(/[ \t\r\n]+$/, '') : start;
}

function lexAction(text: string, from: number, tokens: Token[]): { at: number; trims: boolean } {
  let at = from;
  for (;;) {
    RIGHT.lastIndex = at;
    const right = RIGHT.exec(text)?.[0];
    if (right !== undefined) {
      tokens.push({ kind: 'right', text: '}}' });
      return { at: at + right.length, trims: right.length > 2 };
    }
    INSIDE.lastIndex = at;
    const match = INSIDE.exec(text);
    if (!match) throw new TemplateError(at >= text.length ? 'unclosed action' : `unexpected ${JSON.stringify(text.slice(at, at + 10))} in an action`);
    tokens.push(tokenOf(match));
    at += match[0].length;
  }
}

function tokenOf(match: RegExpExecArray): Token {
  const [whole] = match;
  const kind = Object.entries(match.groups ?? {}).find(([, found]) => found !== undefined)?.[0];
  switch (kind) {
    case 'space':
    case 'variable':
    case 'punctuation':
      return { kind, text: whole };
    case 'field':
      return { kind, text: whole.slice(1) };
    case 'word':
      return whole === 'true' || whole === 'false' ? { kind: 'literal', text: whole, value: whole === 'true' } : { kind, text: whole };
    case 'raw':
      return { kind: 'literal', text: whole, value: whole.slice(1, -1) };
    case 'number':
      return { kind: 'literal', text: whole, value: numberOf(whole) };
    case 'char':
      return { kind: 'literal', text: whole, value: BigInt(unescaped(whole).codePointAt(0) ?? 0) };
    default:
      return { kind: 'literal', text: whole, value: unescaped(whole) };
  }
}

/** With a point or an exponent it is a float64, without an int: Go compares the two to nothing. */
function numberOf(text: string): number | bigint {
  const plain = text.replaceAll('_', '').replace(/^\+/, '');
  if (!/^-?0[xXoObB]/.test(plain) && /[.eE]/.test(plain)) return Number(plain);
  return plain.startsWith('-') ? -BigInt(plain.slice(1)) : BigInt(plain);
}

function unescaped(literal: string): string {
  return literal.slice(1, -1).replaceAll(/\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|(.))/g, (whole: string, ...groups: (string | undefined)[]) => {
    const code = groups[0] ?? groups[1] ?? groups[2];
    if (code !== undefined) return String.fromCodePoint(Number.parseInt(code, 16));
    const escape = ESCAPES[groups[3] ?? ''];
    if (escape === undefined) throw new TemplateError(`invalid syntax in ${whole}`);
    return escape;
  });
}
