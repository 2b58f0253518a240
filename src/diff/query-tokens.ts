import { diffArrays } from 'diff';

import type { Language } from '../grafana/query-expansion/language.ts';

/** A query before and after, split into tokens. */
export interface QueryChange {
  readonly language: Language;
  readonly before: string;
  readonly after: string;
  /** The query with its removed and added parts, in reading order. */
  readonly parts: readonly QueryPart[];
}
export interface QueryPart {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

const VARIABLE = String.raw`\$\{[^}]*\}|\$\w+(?:\([^()]*\))?|\[\[\w+(?::\w+)?\]\]`;
const STRING = String.raw`"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|` + '`[^`]*`';
const NUMBER = String.raw`(?:\d+(?:ms|[smhdwy]))+(?!\w)|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?`;

/**
 * Token patterns of each language. They include Grafana's variables, which may be anywhere in a query: a grammar of the
 * language alone rejects `[$__rate_interval]`.
 */
const TOKENS: Readonly<Record<Language, RegExp>> = {
  promql: tokens('#[^\\n]*', VARIABLE, STRING, NUMBER, '[A-Za-z_:][\\w:]*', '[=!]~|[=!<>]=|\\S'),
  logql: tokens('#[^\\n]*', VARIABLE, STRING, NUMBER, '[A-Za-z_:][\\w:]*', '\\|[=~>]|![=~>]|=~|[=<>]=|\\S'),
  postgres: tokens(
    '--[^\\n]*|/\\*[\\s\\S]*?\\*/',
    VARIABLE,
    sqlStrings(),
    NUMBER,
    '[A-Za-z_]\\w*',
    '::|->>?|#>>?|[<>!]=|<>|\\|\\||@>|<@|\\S',
  ),
  clickhouse: tokens(
    '--[^\\n]*|/\\*[\\s\\S]*?\\*/',
    VARIABLE,
    sqlStrings(),
    NUMBER,
    '[A-Za-z_]\\w*',
    '::|->|[<>!=]=|<>|\\|\\||\\S',
  ),
};

/** How a query changed; undefined when only white space did. */
export function diffQuery(language: Language, before: string, after: string): QueryChange | undefined {
  const changes = diffArrays(tokenise(language, before), tokenise(language, after), {
    comparator: (left, right) => left.text === right.text,
  });
  if (changes.every(({ added, removed }) => !added && !removed)) return undefined;
  return {
    language,
    before,
    after,
    parts: changes.map(({ added, removed, value }) => ({
      kind: added ? 'added' : removed ? 'removed' : 'same',
      text: joined(value),
    })),
  };
}

interface Token {
  readonly text: string;
  /** Whether white space precedes it. */
  readonly isApart: boolean;
}

function tokenise(language: Language, text: string): Token[] {
  return [...text.matchAll(TOKENS[language])].map((found) => ({
    text: found[0],
    isApart: /\s/.test(text.charAt(found.index - 1)),
  }));
}

/**
 * The tokens on one line, with a space where white space separated them; the first token's space separates the part
 * from the previous one.
 */
function joined(value: readonly Token[]): string {
  return value.map(({ text, isApart }) => `${isApart ? ' ' : ''}${text}`).join('');
}

function tokens(...alternatives: readonly string[]): RegExp {
  return new RegExp(alternatives.join('|'), 'g');
}

/** A quote inside a string is doubled or, in ClickHouse, escaped. */
function sqlStrings(): string {
  return String.raw`'(?:\\.|''|[^'\\])*'|"(?:""|[^"])*"|` + '`[^`]*`';
}
