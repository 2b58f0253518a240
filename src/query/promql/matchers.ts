import { isVariable, type Variable } from '../variables.ts';

/** What a label is compared with: a value, a dashboard variable, or a pattern. */
export type MatcherValue =
  | string
  | Variable
  | { readonly regex: string }
  | { readonly not: string }
  | { readonly notRegex: string };

/** Label matchers of a selector: `{ job: 'api', instance: variable, status: { regex: '4..|5..' } }`. */
export type Matchers<L extends string> = { readonly [K in L]?: MatcherValue };

/** `label_values(up, job)` of one data source: what a variable offers. */
export interface LabelQuery<S extends string = string> {
  readonly labelValues: string;
  /** Handle of the data source. */
  readonly datasource: S;
}

/** `{job="api", status=~"5.."}`; a matcher that is undefined is left out, and nothing gives an empty text. */
export function matcherText(matchers: Matchers<string>): string {
  const parts = Object.entries(matchers).flatMap(([label, value]) =>
    value === undefined ? [] : [`${label}${matcher(value)}`],
  );
  return parts.length === 0 ? '' : `{${parts.join(', ')}}`;
}

function matcher(value: MatcherValue): string {
  if (typeof value === 'string') return `=${JSON.stringify(value)}`;
  // Grafana escapes a multi value as a regex, so only =~ can match it again.
  if (isVariable(value)) return `${value.multi ? '=~' : '='}"$${value.variable}"`;
  if ('regex' in value) return `=~${JSON.stringify(value.regex)}`;
  if ('not' in value) return `!=${JSON.stringify(value.not)}`;
  return `!~${JSON.stringify(value.notRegex)}`;
}
