import { isVariable, type Variable } from '../variables.ts';

/** The value a label is compared with: a string, a dashboard variable, or a pattern. */
export type MatcherValue =
  | string
  | Variable
  | { readonly regex: string }
  | { readonly not: string }
  | { readonly notRegex: string };

/** Label matchers of a selector: `{ job: 'api', instance: variable, status: { regex: '4..|5..' } }`. */
export type Matchers<L extends string> = { readonly [K in L]?: MatcherValue };

/** `label_values(up, job)` in one data source: the query of a variable. */
export interface LabelQuery<S extends string = string> {
  readonly labelValues: string;
  /** Handle of the data source. */
  readonly datasource: S;
}

/** `{job="api", status=~"5.."}`; undefined matchers are left out, and without matchers the text is empty. */
export function matcherText(matchers: Matchers<string>): string {
  const parts = Object.entries(matchers).flatMap(([label, value]) =>
    value === undefined ? [] : [`${label}${matcher(value)}`],
  );
  return parts.length === 0 ? '' : `{${parts.join(', ')}}`;
}

function matcher(value: MatcherValue): string {
  if (typeof value === 'string') return `=${JSON.stringify(value)}`;
  // Grafana escapes multiple values for a regex, so only =~ matches them.
  if (isVariable(value)) return `${value.multi ? '=~' : '='}"$${value.variable}"`;
  if ('regex' in value) return `=~${JSON.stringify(value.regex)}`;
  if ('not' in value) return `!=${JSON.stringify(value.not)}`;
  return `!~${JSON.stringify(value.notRegex)}`;
}
