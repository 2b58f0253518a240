import type { Span, TemplateProblem } from './nodes.ts';

/**
 * A token of a template. Spaces inside an action are tokens, because `.a .b` differs from `.a.b`. No token follows an
 * error.
 */
export type Token = Span & { readonly text: string } & (
    | {
        readonly kind:
          | 'text'
          | 'left'
          | 'right'
          | 'space'
          | 'field'
          | 'variable'
          | 'word'
          | 'keyword'
          | 'punctuation'
          | 'end';
      }
    | { readonly kind: 'literal'; readonly value: string | number | bigint | boolean | null }
    | { readonly kind: 'error'; readonly problem: TemplateProblem }
  );

const LEFT = '{{';
const COMMENT = /\{\{(?:-[ \t\r\n])?\/\*(?:(?!\*\/)[\s\S])*\*\/(?<trim>[ \t\r\n]-)?\}\}/y;
const COMMENT_START = /\{\{(?:-[ \t\r\n])?\/\*/y;
const RIGHT = /(?:[ \t\r\n]+-)?\}\}/y;
/** Matches space, the three kinds of quotes, a number, a field, a variable, a word or a sign. */
const INSIDE =
  /[ \t\r\n]+|"(?:\\.|[^"\\\n])*"|`[^`]*`|'(?:\\.|[^'\\\n])*'|[+-]?(?:0[xXoObB][\da-fA-F_]+|(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)(?![\p{L}\p{N}_])|(?:\.(?!\d)|\$)[\p{L}\p{N}_]*(?=[\s.,|:)(]|\}\}|$)|[\p{L}_][\p{L}\p{N}_]*(?=[\s.,|:)(]|\}\}|$)|:=|[=,|()]/uy;
const KEYWORDS = new Set(['block', 'break', 'continue', 'define', 'else', 'end', 'if', 'range', 'template', 'with']);
const CONSTANTS: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['false', false],
  ['nil', null],
]);
const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\u0007',
  b: '\b',
  f: '\f',
  v: '\v',
  '\\': '\\',
};
const UNTERMINATED: Readonly<Record<string, string>> = {
  '"': 'unterminated quoted string',
  '`': 'unterminated raw quoted string',
  "'": 'unterminated character constant',
};
const SHOWN = 12;

/** Splits a template into tokens, removing white space beside trim markers. Offsets are relative to `origin`. */
export function lex(text: string, origin = 0): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  let trims = false;
  while (at < text.length) {
    const start = text.indexOf(LEFT, at);
    const isLast = start === -1;
    const trimsBefore = !isLast && /^\{\{-[ \t\r\n]/.test(text.slice(start, start + 4));
    const kept = trimmed(text.slice(at, isLast ? text.length : start), trims, trimsBefore);
    if (kept !== '') tokens.push({ kind: 'text', text: kept, ...place(text.indexOf(kept, at), kept.length) });
    if (isLast) break;
    COMMENT.lastIndex = start;
    const comment = COMMENT.exec(text);
    if (comment) {
      trims = comment.groups?.['trim'] !== undefined;
      at = start + comment[0].length;
      continue;
    }
    COMMENT_START.lastIndex = start;
    if (COMMENT_START.test(text))
      return [
        ...tokens,
        error(
          text.includes('*/', start) ? 'comment ends before closing delimiter' : 'unclosed comment',
          start,
          LEFT.length,
        ),
      ];
    tokens.push({ kind: 'left', text: LEFT, ...place(start, LEFT.length) });
    const end = lexAction(start, start + LEFT.length + (trimsBefore ? 2 : 0));
    if (!end) return tokens;
    trims = end.trims;
    at = end.at;
  }
  return tokens;

  function lexAction(start: number, from: number): { at: number; trims: boolean } | undefined {
    let next = from;
    for (;;) {
      RIGHT.lastIndex = next;
      const right = RIGHT.exec(text)?.[0];
      if (right !== undefined) {
        tokens.push({ kind: 'right', text: '}}', ...place(next + right.length - 2, 2) });
        return { at: next + right.length, trims: right.length > 2 };
      }
      INSIDE.lastIndex = next;
      const whole = INSIDE.exec(text)?.[0];
      const token = whole === undefined ? unreadable(start, next) : tokenOf(whole, next);
      tokens.push(token);
      if (token.kind === 'error') return undefined;
      next += token.length;
    }
  }

  function tokenOf(whole: string, offset: number): Token {
    const span = place(offset, whole.length);
    const first = whole.charAt(0);
    switch (first) {
      case ' ':
      case '\t':
      case '\r':
      case '\n':
        return { kind: 'space', text: whole, ...span };
      case ':':
      case '=':
      case ',':
      case '|':
      case '(':
      case ')':
        return { kind: 'punctuation', text: whole, ...span };
      case '$':
        return { kind: 'variable', text: whole, ...span };
      case '`':
        return { kind: 'literal', text: whole, value: whole.slice(1, -1), ...span };
      case '"':
      case "'":
        return quoted(whole, offset);
      case '.':
        if (whole.length === 1) return { kind: 'punctuation', text: whole, ...span };
        return /^\.\d/.test(whole)
          ? { kind: 'literal', text: whole, value: Number(whole), ...span }
          : { kind: 'field', text: whole.slice(1), ...span };
      default: {
        if (/^[+-]?0\d*[89]\d*$/.test(whole)) return error(`integer overflow: "${whole}"`, offset, whole.length);
        if (/[\d+-]/.test(first)) return { kind: 'literal', text: whole, value: numberOf(whole), ...span };
        const value = CONSTANTS.get(whole);
        return value === undefined
          ? { kind: KEYWORDS.has(whole) ? 'keyword' : 'word', text: whole, ...span }
          : { kind: 'literal', text: whole, value, ...span };
      }
    }
  }

  function quoted(whole: string, offset: number): Token {
    const span = place(offset, whole.length);
    const value = unescaped(whole);
    if (value === undefined) return error(`invalid escape in ${whole}`, offset, whole.length);
    if (whole.startsWith('"')) return { kind: 'literal', text: whole, value, ...span };
    const [character, ...others] = value;
    return character === undefined || others.length > 0
      ? error(`malformed character constant: ${whole}`, offset, whole.length)
      : { kind: 'literal', text: whole, value: BigInt(character.codePointAt(0) ?? 0), ...span };
  }

  function unreadable(start: number, offset: number): Token {
    if (offset >= text.length) return error('unclosed action', start, LEFT.length, 'unclosed action');
    const first = text.charAt(offset);
    const isBrace = first === '}' || first === '{';
    const shown = isBrace ? first : (/^[^\s{}]+|[\s\S]/u.exec(text.slice(offset, offset + SHOWN))?.[0] ?? first);
    return error(
      UNTERMINATED[first] ?? `unexpected ${JSON.stringify(shown)} in an action`,
      offset,
      shown.length,
      isBrace ? 'unclosed action' : 'syntax',
    );
  }

  function error(message: string, offset: number, length: number, kind: TemplateProblem['kind'] = 'syntax'): Token {
    const span = place(offset, length);
    return { kind: 'error', text: '', ...span, problem: { kind, message, ...span } };
  }

  function place(offset: number, length: number): Span {
    return { offset: offset - origin, length };
  }
}

function trimmed(text: string, atStart: boolean, atEnd: boolean): string {
  const start = atStart ? text.replace(/^[ \t\r\n]+/, '') : text;
  return atEnd ? start.replace(/[ \t\r\n]+$/, '') : start;
}

/** With a point or an exponent it is a float64, otherwise an int; Go refuses to compare the two. */
function numberOf(text: string): number | bigint {
  const plain = text.replaceAll('_', '').replace(/^\+/, '');
  if (!/^-?0[xXoObB]/.test(plain) && /[.eE]/.test(plain)) return Number(plain);
  // A leading zero makes a number octal.
  const digits = plain.replace(/^-/, '').replace(/^0(?=\d)/, '0o');
  return plain.startsWith('-') ? -BigInt(digits) : BigInt(digits);
}

/** The text of a quoted literal; undefined if it has an escape that Go does not know. */
function unescaped(literal: string): string | undefined {
  let isWrong = false;
  const text = literal
    .slice(1, -1)
    .replaceAll(
      /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-3][0-7]{2})|(.))/gs,
      (_whole: string, ...groups: (string | undefined)[]) => {
        const [byte, short, long, octal, letter = ''] = groups;
        const hexadecimal = byte ?? short ?? long;
        const code =
          hexadecimal === undefined
            ? octal === undefined
              ? undefined
              : Number.parseInt(octal, 8)
            : Number.parseInt(hexadecimal, 16);
        const character =
          code === undefined
            ? letter === literal[0]
              ? letter
              : ESCAPES[letter]
            : code <= 0x10_ff_ff
              ? String.fromCodePoint(code)
              : undefined;
        if (character === undefined) isWrong = true;
        return character ?? '';
      },
    );
  return isWrong ? undefined : text;
}
