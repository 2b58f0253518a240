import { styleText } from 'node:util';

import type { Diagnostic, Position } from '../../diagnostics/diagnostics.ts';
import { counted } from '../../report/counted.ts';
import { inline, jsonText, paragraph } from '../../report/quote.ts';
import { xmlAttribute, xmlText } from '../../report/xml.ts';
import { type Coverage, percentOf, type Share } from '../../verify/alert-tests/coverage.ts';
import type { Failure, Outcome } from '../../verify/alert-tests/outcome.ts';

/** The result of a test run. */
export interface TestReport {
  readonly outcomes: readonly Outcome[];
  readonly coverage: Coverage;
  readonly findings: readonly Diagnostic[];
  /** The minimum percentage of rules and of routes that must be covered. */
  readonly threshold: number | undefined;
}

const MARK = { passed: ['✓', 'green'], failed: ['✗', 'red'], skipped: ['-', 'yellow'] } as const;

/** Rules without a test that are named without being asked for. */
const MOST_NAMED = 3;

/**
 * One line per test, by file, or only for those that did not pass; below a failed test the differences, expected and
 * actual side by side.
 */
export function prettyReport({ outcomes, coverage, threshold }: TestReport, color: boolean, isQuiet = false): string {
  const paint = (style: 'green' | 'red' | 'yellow' | 'dim', text: string) =>
    color ? styleText(style, text, { validateStream: false }) : text;
  const listed = isQuiet ? outcomes.filter(({ status }) => status !== 'passed') : outcomes;
  const files = [...new Set(listed.map(({ at }) => at.file))];
  const lines = files.flatMap((file) => [
    inline(file),
    ...listed
      .filter(({ at }) => at.file === file)
      .flatMap((outcome) => {
        const [mark, style] = MARK[outcome.status];
        return [
          `  ${paint(style, mark)} ${outcome.rule === undefined ? '' : `${inline(outcome.rule)}: `}${inline(outcome.name)}${outcome.status === 'skipped' ? paint('dim', ` (${leftOutText(outcome)})`) : ''}`,
          ...problemLines(outcome),
          ...failureLines(outcome, paint),
        ];
      }),
  ]);
  const count = (status: Outcome['status']) => outcomes.filter((outcome) => outcome.status === status).length;
  const none = outcomes.length > 0 ? [] : ['The test files contain no tests.'];
  return `${[...lines, ...none, '', `${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} left out`, ...notRunLines(outcomes), ...shareLines('rules', coverage.rules, threshold, MOST_NAMED), ...shareLines('routes', coverage.routes, threshold, 0)].join('\n')}\n`;
}

function leftOutText({ leftOut }: Outcome): string {
  return leftOut === undefined ? 'needs promtool' : `left out: ${inline(leftOut)}`;
}

/** Queries for which tests provided rows: their engines may still reject them. */
function notRunLines(outcomes: readonly Outcome[]): string[] {
  const given = outcomes.filter(({ notRun = [] }) => notRun.length > 0);
  if (given.length === 0) return [];
  const kinds = new Set(
    given.flatMap(({ notRun = [] }) => notRun.map((query) => query.replace(/^\w+,? (?:in |an )?/, ''))),
  );
  return [
    `${counted(given.length, 'test')} used given rows instead of running queries: ${[...kinds].map(inline).sort().join(', ')}`,
  ];
}

/** The whole report as JSON. */
export function jsonReport({ outcomes, coverage, findings, threshold }: TestReport): string {
  const tests = outcomes.map(({ name, at, rule, status, failures, problems, notRun, leftOut }) => ({
    file: at.file,
    line: at.line,
    name,
    rule,
    status,
    failures: failures.map(({ time, at: place, difference, why }) => ({
      time,
      line: place.line,
      ...difference,
      ...(why ? { why } : {}),
    })),
    problems: problems.map(({ id, message, hint, at: place }) => ({ id, message, hint, line: place?.line })),
    ...(notRun ? { notRun } : {}),
    ...(leftOut === undefined ? {} : { leftOut }),
  }));
  return `${jsonText({ tests, coverage, threshold, findings }, 2)}\n`;
}

/** JUnit XML, with one suite per file. */
export function junitReport({ outcomes }: TestReport): string {
  const files = [...new Set(outcomes.map(({ at }) => at.file))];
  const suites = files.map((file) => {
    const own = outcomes.filter(({ at }) => at.file === file);
    const count = (status: Outcome['status']) => own.filter((outcome) => outcome.status === status).length;
    return [
      `  <testsuite name=${xmlAttribute(file)} tests="${own.length}" failures="${count('failed')}" skipped="${count('skipped')}">`,
      ...own.map(junitCase),
      '  </testsuite>',
    ].join('\n');
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites.join('\n')}\n</testsuites>\n`;
}

function junitCase(outcome: Outcome): string {
  const open = `    <testcase classname=${xmlAttribute(outcome.rule ?? 'routes')} name=${xmlAttribute(outcome.name)} file=${xmlAttribute(outcome.at.file)} line="${outcome.at.line ?? 1}"`;
  if (outcome.status === 'passed') return `${open}/>`;
  if (outcome.status === 'skipped')
    return `${open}><skipped message=${xmlAttribute(outcome.leftOut ?? 'promtool is not on the PATH')}/></testcase>`;
  const text = [...problemLines(outcome), ...failureLines(outcome, (_style, line) => line)].join('\n');
  return `${open}><failure message=${xmlAttribute(summary(outcome))}>${xmlText(text)}</failure></testcase>`;
}

function summary({ failures, problems }: Outcome): string {
  const [failure] = failures;
  if (!failure) return problems[0]?.message ?? '';
  const [difference] = failure.difference.differences;
  return `${failure.time === undefined ? '' : `at ${failure.time} `}${failure.difference.instance} ${difference ? `${difference.part}: expected ${difference.expected}, got ${difference.actual}` : ''}`;
}

function problemLines({ problems }: Outcome): string[] {
  return problems.flatMap(({ message, hint, at }) => [
    `      ${at ? `${placeText(at)}  ` : ''}${paragraph(message, '        ')}`,
    ...(hint === undefined ? [] : [`        hint: ${paragraph(hint, '          ')}`]),
  ]);
}

function failureLines(
  { failures }: Outcome,
  paint: (style: 'green' | 'red' | 'dim', text: string) => string,
): string[] {
  return failures.flatMap(({ time, at, difference, why = [] }) => [
    `      ${placeText(at)}${time === undefined ? '' : `  at ${time}`}  ${inline(difference.instance)}`,
    ...table(difference.differences, paint),
    ...why.map((line) => paint('dim', `        ${inline(line)}`)),
  ]);
}

function table(
  differences: Failure['difference']['differences'],
  paint: (style: 'green' | 'red' | 'dim', text: string) => string,
): string[] {
  const rows = differences.map(
    ({ part, expected, actual }) => [inline(part), inline(expected), inline(actual)] as const,
  );
  const width = (index: 0 | 1, heading: string) => Math.max(heading.length, ...rows.map((row) => row[index].length));
  const [first, second] = [width(0, ''), width(1, 'expected')];
  return [
    paint('dim', `        ${' '.repeat(first)}  ${'expected'.padEnd(second)}  actual`),
    ...rows.map(
      ([part, expected, actual]) =>
        `        ${part.padEnd(first)}  ${paint('green', expected.padEnd(second))}  ${paint('red', actual)}`,
    ),
  ];
}

function placeText({ file, line, column }: Position): string {
  return inline([file, line, column].filter((part) => part !== undefined).join(':'));
}

/** Those not covered are listed if the user asked for a percentage, or if there are at most `most`. */
function shareLines(name: string, share: Share, threshold: number | undefined, most: number): string[] {
  const percent = percentOf(share);
  const isLow = threshold !== undefined && percent < threshold;
  return [
    `${name.padEnd(6)} ${share.covered} of ${share.total} covered (${percent} %)${isLow ? `, less than ${threshold} %` : ''}`,
    ...(threshold === undefined && share.missing.length > most ? [] : share.missing).map(
      (missing) => `  not covered: ${inline(missing)}`,
    ),
  ];
}
