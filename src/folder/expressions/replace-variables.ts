import type { Language } from '../../grafana/query-expansion/language.ts';
import { knownGlobals, knownMacros } from '../../grafana/query-expansion/known-names.ts';
import { type ChosenVariable, everyMentionIn, interpolate } from '../../grafana/query-expansion/query-variables.ts';
import { quoting } from '../../grafana/query-expansion/quoting.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import type { MacroProblem } from './expression.ts';
import { type MappedText, type Replacement, replaceParts, writtenAt } from './mapped-text.ts';
import { isInString, sampleFor } from './samples.ts';
import { UNKNOWN } from './variable-values.ts';

/** A sample value for each of Grafana's own variables, in Grafana's format. */
const GLOBALS: Readonly<Record<string, string>> = {
  __interval: '1m',
  __interval_ms: '60000',
  __auto: '1m',
  __rate_interval: '2m',
  __rate_interval_ms: '120000',
  __range: '3600s',
  __range_s: '3600',
  __range_ms: '3600000',
  __from: '1772323200000',
  __to: '1772326800000',
  __org: '1',
  __dashboard: UNKNOWN,
  __user: UNKNOWN,
  __timezone: 'UTC',
  __name: UNKNOWN,
  __searchFilter: "'%'",
};

/** A text after its variables were replaced. */
export interface Replaced {
  readonly mapped: MappedText;
  readonly problems: readonly MacroProblem[];
  readonly isGuess: boolean;
}

/**
 * Replaces variables with values, quoted as the data source does it. `chosen` is undefined in an alert rule, where only
 * the backend replaces anything.
 */
export function replaceVariables(
  language: Language,
  base: MappedText,
  chosen: readonly ChosenVariable[] | undefined,
): Replaced {
  const problems: MacroProblem[] = [];
  let isGuess = false;
  const replacements = everyMentionIn(base.text).flatMap(({ name, offset: from, length }): Replacement[] => {
    const to = from + length;
    const problem = (kind: MacroProblem['kind'], message: string, hint: string) =>
      problems.push({ kind, message, hint, ...writtenAt(base, from, to) });
    if (/^\d/.test(name) || (base.text[to] === '(' && isCall(language, name))) return [];
    const variable = chosen?.find((candidate) => candidate.name === name);
    if (variable) {
      const text = valueText(language, base.text, from, to, variable);
      if (text !== undefined) return [{ from, to, text }];
    } else if (name.startsWith('__')) {
      const global = globalText(language, name, chosen === undefined, problem);
      if (global === 'macro') return [];
      if (global !== undefined)
        return [{ from, to, text: name === '__searchFilter' && isInString(language, base.text, from) ? '%' : global }];
    } else if (chosen === undefined && !isOfTemplate(language, base.text, from)) {
      problem(
        'variable',
        `the variable $${name} means nothing in an alert rule: only dashboards have variables, so the text is sent unchanged`,
        'Write the value itself.',
      );
    }
    isGuess ||= !isInString(language, base.text, from);
    return [{ from, to, text: sampleFor(language, base.text, from, to) }];
  });
  return { mapped: replaceParts(base, replacements), problems, isGuess };
}

/** PostgreSQL's backend takes any `$__name` before a parenthesis for a macro; ClickHouse's knows only its own names. */
function isCall(language: Language, name: string): boolean {
  return language === 'postgres'
    ? name.startsWith('__')
    : language === 'clickhouse' && Object.hasOwn(knownMacros.clickhouse, name);
}

/** In a LogQL line format, `{{ $x }}` is a variable of Go's templates. */
function isOfTemplate(language: Language, text: string, at: number): boolean {
  return language === 'logql' && text.lastIndexOf('{{', at) > text.lastIndexOf('}}', at);
}

/** The value, quoted for the query; undefined when it is unknown and would change the syntax. */
function valueText(
  language: Language,
  text: string,
  from: number,
  to: number,
  variable: ChosenVariable,
): string | undefined {
  const put = interpolated(language, text.slice(from, to), variable);
  if (put === undefined) return isInString(language, text, from) ? UNKNOWN : undefined;
  return put.includes(UNKNOWN) && !/['"]/.test(put) && !isInString(language, text, from) ? undefined : put;
}

function interpolated(language: Language, mention: string, variable: ChosenVariable): string | undefined {
  try {
    return interpolate(mention, [variable], {}, quoting[language]);
  } catch {
    // A format that no query language uses, or a choice that Grafana releases quote differently.
    return undefined;
  }
}

/** The value of one of Grafana's own variables, or `macro` when the name is a macro's. */
function globalText(
  language: Language,
  name: string,
  isAlert: boolean,
  problem: (kind: MacroProblem['kind'], message: string, hint: string) => void,
): string | undefined {
  const { server, browser } = knownGlobals[language];
  if (Object.hasOwn(knownMacros[language], name)) return 'macro';
  if (server.includes(name)) return GLOBALS[name];
  if (!browser.includes(name)) {
    const known = [...server, ...(isAlert ? [] : browser), ...Object.keys(knownMacros[language])];
    // Loki's counterpart of Prometheus' `$__rate_interval` has a different name.
    const [similar] = language === 'logql' && name === '__rate_interval' ? ['__auto'] : nearest(name, known);
    problem(
      'unknown',
      `nothing replaces $${name}, so it is sent to the data source unchanged`,
      similar ? `Did you mean $${similar}?` : 'Remove it.',
    );
    return undefined;
  }
  if (isAlert)
    problem(
      'browser',
      `$${name} is replaced by the dashboard, which an alert rule does not have`,
      'Write its value instead.',
    );
  return GLOBALS[name];
}
