import { diffArrays } from 'diff';

import type { Language } from '../grafana/query-expansion/language.ts';

/** A query before and after, cut into the tokens of its language. */
export interface QueryChange {
  readonly language: Language;
  readonly before: string;
  readonly after: string;
  /** The query with what was taken out and put in, in the order of reading. */
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
 * Tokens of each language, and of Grafana's variables, which may be anywhere in a query before Grafana expands it: a
 * grammar of the
 * language alone takes `[$__rate_interval]` for a mistake.
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

/** How a query changed; undefined when only its white space did. */
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
  /** Whether white space stood before it. */
  readonly isApart: boolean;
}

function tokenise(language: Language, text: string): Token[] {
  return [...text.matchAll(TOKENS[language])].map((found) => ({
    text: found[0],
    isApart: /\s/.test(text.charAt(found.index - 1)),
  }));
}

/**
 * The tokens as one line, apart where they stood apart; the first token says whether the part is apart from what stands
 * before it.
 */
function joined(value: readonly Token[]): string {
  return value.map(({ text, isApart }) => `${isApart ? ' ' : ''}${text}`).join('');
}

function tokens(...alternatives: readonly string[]): RegExp {
  return new RegExp(alternatives.join('|'), 'g');
}

/** A quote inside is doubled or, in ClickHouse, escaped. */
function sqlStrings(): string {
  return String.raw`'(?:\\.|''|[^'\\])*'|"(?:""|[^"])*"|` + '`[^`]*`';
}
