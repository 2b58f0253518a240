import { listOf, objectOf, type JsonObject } from '../../folder/json.ts';
import { type GoPattern, goPattern } from '../../grafana/go-pattern.ts';
import type { Labels } from '../labels.ts';

/** One condition on a label; a missing label counts as empty. */
export interface Matcher {
  readonly label: string;
  readonly operator: '=' | '!=' | '=~' | '!~';
  readonly value: string;
}

const TEXT =
  /^\s*(?<label>"(?:\\.|[^"\\])*"|[a-zA-Z_:][\w:]*)\s*(?<operator>=~|!~|!=|=)\s*(?<value>"(?:\\.|[^"\\])*"|[^\s"]*)\s*$/;

/**
 * All matchers of a route in a provisioning file: `object_matchers`, `matchers`, `match` and `match_re` must all hold.
 */
export function matchersOf(route: JsonObject): Matcher[] {
  return [
    ...listOf(route['object_matchers']).map((entry) => objectMatcher(listOf(entry))),
    ...matcherTexts(route['matchers']).map(matcherOf),
    ...entries(route['match']).map(([label, value]): Matcher => ({ label, operator: '=', value })),
    ...entries(route['match_re']).map(([label, value]): Matcher => ({ label, operator: '=~', value })),
  ];
}

/** Reads `severity=~"critical|warning"`; throws for a text that Alertmanager rejects. */
export function matcherOf(text: string): Matcher {
  const { label, operator, value } = TEXT.exec(text)?.groups ?? {};
  if (label === undefined || operator === undefined || value === undefined)
    throw new Error(`${JSON.stringify(text)} is not a valid matcher: write label="value".`);
  return { label: unquoted(label), operator: operator as Matcher['operator'], value: unquoted(value) };
}

/** Whether labels meet every matcher. Regular expressions must match the whole value. */
export function matchesAll(matchers: readonly Matcher[], labels: Labels): boolean {
  return matchers.every((matcher) => matches(matcher, labels[matcher.label] ?? ''));
}

/** Whether a label's value, empty if the label is missing, meets a matcher. */
export function matches({ operator, value }: Matcher, actual: string): boolean {
  switch (operator) {
    case '=':
      return actual === value;
    case '!=':
      return actual !== value;
    case '=~':
      return pattern(value).isWhole(actual);
    case '!~':
      return !pattern(value).isWhole(actual);
  }
}

/** `severity="critical", team=~"a|b"` */
export function matchersText(matchers: readonly Matcher[]): string {
  return matchers.map(({ label, operator, value }) => `${label}${operator}${JSON.stringify(value)}`).join(', ');
}

function pattern(value: string): GoPattern {
  const compiled = goPattern(value);
  if (compiled === undefined)
    throw new Error(`${JSON.stringify(value)} is not a regular expression that Alertmanager can read.`);
  return compiled;
}

function objectMatcher([label, operator, value]: readonly unknown[]): Matcher {
  if (
    typeof label !== 'string' ||
    typeof value !== 'string' ||
    (operator !== '=' && operator !== '!=' && operator !== '=~' && operator !== '!~')
  ) {
    throw new Error(
      `${JSON.stringify([label, operator, value])} is not a valid matcher: write three strings, as in [severity, "=", critical].`,
    );
  }
  // Grafana removes the quotes around a value.
  return { label, operator, value: value.replace(/^"(.*)"$/s, '$1') };
}

function matcherTexts(value: unknown): string[] {
  const texts = typeof value === 'string' ? [value] : listOf(value).map(String);
  return texts.map((text) => text.trim().replace(/^\{(.*)\}$/s, '$1')).flatMap(splitMatchers);
}

/** Splits matchers at commas outside quotes. */
function splitMatchers(text: string): string[] {
  return (text.match(/(?:"(?:\\.|[^"\\])*"|[^",])+/g) ?? []).filter((part) => part.trim() !== '');
}

function unquoted(text: string): string {
  return text.startsWith('"') ? (JSON.parse(text) as string) : text;
}

function entries(value: unknown): [string, string][] {
  return Object.entries(objectOf(value)).map(([key, item]) => [key, String(item)]);
}
