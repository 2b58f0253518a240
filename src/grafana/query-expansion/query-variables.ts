/** A dashboard variable with the viewer's selection, as Grafana passes it to a data source. */
export interface ChosenVariable {
  readonly name: string;
  readonly multi: boolean;
  readonly includeAll: boolean;
  /** A string for a single selection, a list for multiple; `raw` is an allValue, which is inserted unchanged. */
  readonly value: string | readonly string[] | { readonly raw: string };
  /** True if All is selected. */
  readonly isAll: boolean;
}

/** How a data source formats a value inserted without a format. */
export type Quoting = (value: string | readonly string[], variable: ChosenVariable) => string;

/**
 * Everything that Grafana reads as a variable: `$name`, `[[name]]`, `[[name:format]]`, `${name}`, `${name.path}`,
 * `${name:format}`.
 */
const VARIABLE = /\$(\w+)|\[\[(\w+?)(?::(\w+))?\]\]|\$\{(\w+)(?:\.([^:}]+))?(?::([^}]+))?\}/g;
/** Names of Grafana's own variables, also in links and titles. */
const BUILT_IN = /^__/;

/**
 * Whether an interval variable lets Grafana choose the value: `$__auto_interval_step` until Grafana 11, `$__auto` since
 * then.
 */
export function isAutoInterval(value: string): boolean {
  return value === '$__auto' || value.startsWith('$__auto_interval');
}

/** A use of a dashboard variable in a text, with its dollar or brackets. */
export interface VariableMention {
  readonly name: string;
  readonly offset: number;
  readonly length: number;
}

/**
 * Returns every part of a text with the form of a variable, including Grafana's own names and `$1` of regular
 * expressions.
 */
export function everyMentionIn(text: string): VariableMention[] {
  if (!text.includes('$') && !text.includes('[[')) return [];
  return [...text.matchAll(VARIABLE)].map((match) => ({
    name: match[1] ?? match[2] ?? match[4] ?? '',
    offset: match.index,
    length: match[0].length,
  }));
}

/** Returns every use of a dashboard variable in a text, without Grafana's own names. */
export function mentionsIn(text: string): VariableMention[] {
  // `$1` of a regular expression has the form of a variable, but is not a valid variable name.
  return everyMentionIn(text).filter(({ name }) => !BUILT_IN.test(name) && !/^\d/.test(name));
}

/** Returns the names of dashboard variables used in a text, without Grafana's own. */
export function variablesIn(text: string): string[] {
  return [...new Set(mentionsIn(text).map(({ name }) => name))];
}

/** Inserts selections and Grafana's own values into a text; undefined names are left unchanged, as in Grafana. */
export function interpolate(
  text: string,
  chosen: readonly ChosenVariable[],
  builtIns: Readonly<Record<string, string>>,
  quote: Quoting,
): string {
  return text.replace(
    VARIABLE,
    (
      whole: string,
      bare?: string,
      bracketed?: string,
      bracketFormat?: string,
      braced?: string,
      _path?: string,
      braceFormat?: string,
    ) => {
      const name = bare ?? bracketed ?? braced ?? '';
      const format = bracketFormat ?? braceFormat;
      if (Object.hasOwn(builtIns, name))
        return format === undefined ? (builtIns[name] ?? '') : formatted(builtIns[name] ?? '', format);
      const variable = chosen.find((candidate) => candidate.name === name);
      if (!variable) return whole;
      if (typeof variable.value === 'object' && 'raw' in variable.value) return variable.value.raw;
      return format === undefined ? quote(variable.value, variable) : formatted(variable.value, format);
    },
  );
}

/**
 * Grafana's own formats. For an unknown format Grafana falls back to a glob, which no query language understands, so it
 * is an error here.
 */
function formatted(value: string | readonly string[], format: string): string {
  const values = typeof value === 'string' ? [value] : value;
  const several = typeof value !== 'string';
  switch (format) {
    case 'raw':
    case 'csv':
      return values.join(',');
    case 'pipe':
      return values.join('|');
    case 'regex':
      return several && values.length !== 1 ? `(${values.map(escapeRegex).join('|')})` : escapeRegex(values[0] ?? '');
    case 'sqlstring':
      return values.map((item) => `'${item.replaceAll("'", "''").replaceAll('"', '\\"')}'`).join(',');
    case 'singlequote':
      return values.map((item) => `'${item.replaceAll("'", "\\'")}'`).join(',');
    case 'doublequote':
      return values.map((item) => `"${item.replaceAll('"', '\\"')}"`).join(',');
    case 'date':
    case 'date:iso':
      return new Date(Number(values[0])).toISOString();
    case 'date:seconds':
      return String(Math.round(Number(values[0]) / 1000));
    default:
      throw new Error(`The variable format ":${format}" is not one that a query can use.`);
  }
}

function escapeRegex(value: string): string {
  return value.replace(/[\\^$*+?.()|[\]{}/]/g, String.raw`\$&`);
}
