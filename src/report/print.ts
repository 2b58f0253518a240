// This folder turns findings into text: for people, for programs (JSON, SARIF, JUnit) and for GitHub. Of our code it
// imports only the shape of a finding, and it prints nothing itself.

import { compare } from '../diagnostics/order.ts';
import type { Diagnostic, Severity } from '../diagnostics/diagnostics.ts';
import { counted } from './counted.ts';
import { githubReport } from './github.ts';
import { type FindingGroup, groupFindings } from './groups.ts';
import { junitReport } from './junit.ts';
import { prettyDiagnostic } from './pretty.ts';
import { type RuleFacts, sarifReport } from './sarif.ts';

/** The output formats for findings. */
export type Format = 'pretty' | 'json' | 'github' | 'sarif' | 'junit';

/** What a report may contain in addition to its findings. */
export interface ReportFacts {
  /** Every file that was checked. */
  readonly files: readonly string[];
  readonly rules: readonly RuleFacts[];
  /** The version of this program. */
  readonly version: string;
  readonly color: boolean;
  /** Findings that a comment, the configuration or a baseline suppresses. */
  readonly suppressed: number;
  /** The number of objects read, by their name: `panels` 12. */
  readonly read: Readonly<Record<string, number | Readonly<Record<string, number>>>>;
  /** Findings about things that were not checked, whether printed or not. */
  readonly unchecked: readonly Diagnostic[];
  /** The maximum number of findings in the pretty format, 0 for all; by default as many as fit on a screen or two. */
  readonly most?: number | undefined;
  /** The pretty format prints only the findings. */
  readonly quiet?: boolean;
}

/** The number of lines printed by default. */
const LINES = 90;

/** Findings in one of the formats, as they are printed to stdout. */
export function printFindings(found: readonly Diagnostic[], format: Format, facts: ReportFacts): string {
  return writers[format](found, facts);
}

const writers: Readonly<Record<Format, (found: readonly Diagnostic[], facts: ReportFacts) => string>> = {
  pretty: prettyReport,
  json: (found, { files, suppressed, read, unchecked }) =>
    `${JSON.stringify(
      {
        files: files.length,
        suppressed,
        read,
        notChecked: byRule(unchecked).map(([rule, count]) => ({ rule, count })),
        findings: found.map(withoutExcerpt),
      },
      null,
      2,
    )}\n`,
  github: (found) => githubReport(found),
  sarif: (found, { rules, version }) => sarifReport(found, rules, version),
  junit: (found, { files }) => junitReport(found, files),
};

function prettyReport(found: readonly Diagnostic[], facts: ReportFacts): string {
  const groups = groupFindings(found);
  const printed = printedGroups(groups, facts);
  const left = groups.slice(printed.length).reduce((total, { all }) => total + all.length, 0);
  const more =
    left === 0
      ? ''
      : `${counted(left, 'more finding')}, counted by rule below; --max-findings 0 prints all, --severity error only the errors.\n\n`;
  if (facts.quiet) return `${printed.join('')}${more}`;
  return `${printed.join('')}${more}${summary(found, facts)}\n${tally(found)}${readLine(facts)}`;
}

function printedGroups(groups: readonly FindingGroup[], { color, most }: ReportFacts): string[] {
  const printed: string[] = [];
  let lines = 0;
  for (const [index, { first, all }] of groups.entries()) {
    if (most !== undefined && most > 0 && index >= most) break;
    const text = `${prettyDiagnostic(first, color, all.slice(1))}\n`;
    lines += text.split('\n').length - 1;
    // At least one, because a report without any finding would say less than its summary.
    if (most === undefined && lines > LINES && index > 0) break;
    printed.push(text);
  }
  return printed;
}

/** `No findings` is printed only if everything was checked. */
function summary(found: readonly Diagnostic[], { files, suppressed, unchecked }: ReportFacts): string {
  const count = (severity: Severity) => found.filter((one) => one.severity === severity).length;
  const notes = count('note');
  const counts =
    found.length === 0 && unchecked.length === 0
      ? 'no findings'
      : `${counted(count('error'), 'error')}, ${counted(count('warning'), 'warning')}${notes > 0 ? `, ${counted(notes, 'note')}` : ''}`;
  const rest = [
    ...(suppressed > 0 ? [`${suppressed} suppressed`] : []),
    ...(unchecked.length > 0 ? [`${counted(unchecked.length, 'thing')} not checked`] : []),
  ];
  return `${[`${counted(files.length, 'file')}: ${counts}`, ...rest].join(', ')}.`;
}

/** The number of findings per rule, errors first, then by frequency. */
function tally(found: readonly Diagnostic[]): string {
  return (['error', 'warning', 'note'] as const)
    .map((severity) => {
      const ordered = byRule(found.filter((one) => one.severity === severity));
      return ordered.length === 0
        ? ''
        : `  ${severity}s: ${ordered.map(([id, count]) => `${id} ${count}`).join(', ')}\n`;
    })
    .join('');
}

function byRule(found: readonly Diagnostic[]): [id: string, count: number][] {
  const counts = new Map<string, number>();
  for (const { id } of found) counts.set(id, (counts.get(id) ?? 0) + 1);
  return [...counts].sort(([left, many], [right, more]) => more - many || compare(left, right));
}

/** `  read: 2 dashboards, 12 panels, 30 queries (promql 28, logql 2)` */
function readLine({ read }: ReportFacts): string {
  const parts = Object.entries(read).flatMap(([name, value]) => {
    if (name === 'files' || name === 'rules') return [];
    const kinds = typeof value === 'number' ? [] : Object.entries(value).filter(([, count]) => count > 0);
    const total = typeof value === 'number' ? value : kinds.reduce((sum, [, count]) => sum + count, 0);
    const words = name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).replace(/s$/, '');
    const detail = kinds.length > 0 ? ` (${kinds.map(([kind, count]) => `${kind} ${count}`).join(', ')})` : '';
    if (total === 0) return [];
    return [`${name === 'queries' ? `${total} ${total === 1 ? 'query' : 'queries'}` : counted(total, words)}${detail}`];
  });
  return parts.length === 0 ? '' : `  read: ${parts.join(', ')}\n`;
}

/** The quoted line is only for people. */
function withoutExcerpt({ at, ...rest }: Diagnostic): Diagnostic {
  if (!at) return rest;
  const { excerpt: _line, ...place } = at;
  return { ...rest, at: place };
}
