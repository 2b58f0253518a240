/** A dashboard variable with what a viewer chose, as Grafana hands it to a data source. */
export interface ChosenVariable {
  readonly name: string;
  readonly multi: boolean;
  readonly includeAll: boolean;
  /** A text for a single choice, a list for a choice of several; `raw` is an allValue, which goes in as it is. */
  readonly value: string | readonly string[] | { readonly raw: string };
  /** True for the choice All, whatever it stands for. */
  readonly isAll: boolean;
}

/** How a data source writes a value that a query names without a format. */
export type Quoting = (value: string | readonly string[], variable: ChosenVariable) => string;

/**
 * `$name`, `[[name]]`, `[[name:format]]`, `${name}`, `${name.path}`, `${name:format}`: what Grafana takes for a
 * variable.
 */
const VARIABLE = /\$(\w+)|\[\[(\w+?)(?::(\w+))?\]\]|\$\{(\w+)(?:\.([^:}]+))?(?::([^}]+))?\}/g;
/** Names that Grafana sets itself, in links and titles too. */
const BUILT_IN = /^__/;

/**
 * Whether an interval variable leaves its value to Grafana: `$__auto_interval_step` until Grafana 11, `$__auto` since.
 */
export function isAutoInterval(value: string): boolean {
  return value === '$__auto' || value.startsWith('$__auto_interval');
}

/** A dashboard variable where a text mentions it, with its dollar or brackets. */
export interface VariableMention {
  readonly name: string;
  readonly offset: number;
  readonly length: number;
}

/**
 * Returns every part of a text that has the form of a variable, Grafana's own names and `$1` of regular expressions
 * too.
 */
export function everyMentionIn(text: string): VariableMention[] {
  if (!text.includes('$') && !text.includes('[[')) return [];
  return [...text.matchAll(VARIABLE)].map((match) => ({
    name: match[1] ?? match[2] ?? match[4] ?? '',
    offset: match.index,
    length: match[0].length,
  }));
}

/** Returns every mention of a dashboard variable in a text, not those of Grafana's own names. */
export function mentionsIn(text: string): VariableMention[] {
  // `$1` of a regular expression has the form of a variable, but nobody can name one so.
  return everyMentionIn(text).filter(({ name }) => !BUILT_IN.test(name) && !/^\d/.test(name));
}

/** Returns the names of dashboard variables that a text mentions, without those of Grafana itself. */
export function variablesIn(text: string): string[] {
  return [...new Set(mentionsIn(text).map(({ name }) => name))];
}

/** Returns a text with choices and Grafana's own values put in; a name that nobody defines stays, as in Grafana. */
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
 * Grafana's own formats. One that it does not know falls back to a glob there, which no query language reads, so it is
 * an error here.
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
