import type { Language } from '../../grafana/query-expansion/language.ts';
import { clickhouseCalls, expandClickhouseMacros } from '../../grafana/query-expansion/clickhouse-macros.ts';
import { knownMacros, type MacroCall, type MacroSignature } from '../../grafana/query-expansion/known-names.ts';
import type { QueryPeriod } from '../../grafana/query-expansion/period.ts';
import { expandPostgresMacros, postgresCalls } from '../../grafana/query-expansion/postgres-macros.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import type { MacroProblem } from './expression.ts';
import { type MappedText, type Replacement, replaceParts, writtenAt } from './mapped-text.ts';

/** Any period will do: a parser only reads the syntax. */
const PERIOD: QueryPeriod = {
  from: new Date('2026-03-01T00:00:00Z'),
  to: new Date('2026-03-01T01:00:00Z'),
  intervalMs: 60_000,
  scrapeIntervalMs: 15_000,
};
/**
 * ClickHouse macros whose text depends on the panel's query builder or on a viewer's filters, with a sample of each.
 */
const WITHOUT_TEXT: Readonly<Record<string, string>> = {
  __table: '"$__table"',
  __column: '"$__column"',
  __adHocFilters: "additional_table_filters = {'t': '1'}",
};

/**
 * Replaces the macros of a data source as its backend does, one by one, so that the place of every character stays
 * known.
 */
export function replaceMacros(
  language: Language,
  base: MappedText,
  isAlert: boolean,
): { mapped: MappedText; problems: readonly MacroProblem[] } {
  if (language === 'promql' || language === 'logql') return { mapped: base, problems: [] };
  const problems: MacroProblem[] = [];
  const report = (
    { from, to }: Pick<MacroCall, 'from' | 'to'>,
    kind: MacroProblem['kind'],
    message: string,
    hint: string,
  ) => problems.push({ kind, message, hint, ...writtenAt(base, from, to) });
  const calls = language === 'postgres' ? postgresCalls(base.text) : safeCalls(base.text);
  if (!calls) {
    const { index = 0, 0: name = '' } = /\$__\w+\(/.exec(base.text) ?? {};
    report(
      { from: index, to: index + name.length },
      'arguments',
      'the parenthesis of a macro is not closed, so the data source refuses the query',
      'Close it.',
    );
    return { mapped: replaceParts(base, [{ from: 0, to: base.text.length, text: 'SELECT 1' }]), problems };
  }
  const replacements = calls.flatMap((call): Replacement[] => {
    const text = replaced(language, base.text, call, isAlert, (kind, message, hint) =>
      report(call, kind, message, hint),
    );
    return text === undefined ? [] : [{ from: call.from, to: call.to, text }];
  });
  return { mapped: replaceParts(base, replacements), problems };
}

/** Replaces `$__conditionalAll(condition, $variable)` with the condition, as the plugin does unless All is selected. */
export function replaceConditionals(base: MappedText): MappedText {
  const replacements = (safeCalls(base.text) ?? [])
    .filter(({ name, args }) => name === '__conditionalAll' && args?.length === 2)
    .flatMap(({ from, to, args }) => {
      const condition = args?.[0] ?? '';
      const start = base.text.indexOf(condition, from + '$__conditionalAll('.length);
      return [
        { from, to: start, text: '' },
        { from: start + condition.length, to, text: '' },
      ];
    });
  return replaceParts(base, replacements);
}

type Report = (kind: MacroProblem['kind'], message: string, hint: string) => void;

function replaced(
  language: 'postgres' | 'clickhouse',
  text: string,
  call: MacroCall,
  isAlert: boolean,
  report: Report,
): string | undefined {
  const { from, to, name, args } = call;
  const known: Readonly<Record<string, MacroSignature>> = knownMacros[language];
  const signature = Object.hasOwn(known, name) ? known[name] : undefined;
  if (!signature) {
    const [similar] = nearest(name, Object.keys(known));
    report(
      'unknown',
      language === 'postgres'
        ? `the data source knows no macro $${name} and refuses the query`
        : `the data source knows no macro $${name}, so it is sent to ClickHouse unchanged`,
      similar
        ? `Did you mean $${similar}?`
        : `Macros are ${Object.keys(known)
            .slice(0, 8)
            .map((macro) => `$${macro}`)
            .join(', ')} and others.`,
    );
    return '1';
  }
  if (signature.by === 'browser' && isAlert)
    report(
      'browser',
      `$${name} is replaced by the dashboard, which an alert rule does not have`,
      'Write the condition itself.',
    );
  const given = args?.length ?? 0;
  if (given < signature.least || (given > signature.most && !(language === 'clickhouse' && signature.most === 0))) {
    report(
      'arguments',
      `$${name} takes ${arity(signature)}, but gets ${given}, so the data source refuses the query`,
      hintFor(language, name, given),
    );
    return '1';
  }
  if (Object.hasOwn(WITHOUT_TEXT, name)) return WITHOUT_TEXT[name];
  if (signature.by === 'browser') return '1=1';
  return expanded(language, text.slice(from, to), text[to] ?? '', report, name);
}

function expanded(
  language: 'postgres' | 'clickhouse',
  call: string,
  next: string,
  report: Report,
  name: string,
): string {
  try {
    if (language === 'clickhouse') return expandClickhouseMacros(call, PERIOD);
    // The next character decides which of two macros PostgreSQL's backend applies.
    return next === ',' ? expandPostgresMacros(`${call},`, PERIOD).slice(0, -1) : expandPostgresMacros(call, PERIOD);
  } catch (error) {
    report(
      'arguments',
      `the data source cannot read the arguments of $${name}: ${error instanceof Error ? error.message : String(error)}`,
      "Write a column and an interval such as '5m'.",
    );
    return '1';
  }
}

function arity({ least, most }: MacroSignature): string {
  const count =
    least === most ? String(least) : most === Number.POSITIVE_INFINITY ? `at least ${least}` : `${least} to ${most}`;
  return `${count} argument${count === '1' ? '' : 's'}`;
}

/** The hint for wrong arguments; two macros have names that are easily confused. */
function hintFor(language: Language, name: string, given: number): string {
  if (language === 'clickhouse' && name === '__dateTimeFilter' && given === 1)
    return 'For a column with date and time write $__timeFilter(column).';
  return `Write $${name}(…) with its arguments.`;
}

/** Undefined when a parenthesis is not closed. */
function safeCalls(text: string): MacroCall[] | undefined {
  try {
    return clickhouseCalls(text);
  } catch {
    return undefined;
  }
}
