import { styleText } from 'node:util';

import type { Diagnostic, Position, Severity } from '../diagnostics/diagnostics.ts';
import { counted } from './counted.ts';
import { inline, paragraph } from './quote.ts';

/** The maximum width of a quoted line; a query in JSON may have thousands of columns. */
const WIDTH = 110;

const COLORS = { error: 'red', warning: 'yellow', note: 'blue' } as const satisfies Readonly<Record<Severity, string>>;

/** One finding for the terminal: position, severity, id and message, then the line with a caret, and the hint. */
export function prettyDiagnostic(diagnostic: Diagnostic, color: boolean, others: readonly Diagnostic[] = []): string {
  const paint = (format: 'red' | 'yellow' | 'blue' | 'dim' | 'cyan', text: string) =>
    color ? styleText(format, text, { validateStream: false }) : text;
  const severity = paint(COLORS[diagnostic.severity], diagnostic.severity);
  const place = diagnostic.at ? `${position(diagnostic.at)}  ` : '';
  const lines = [
    `${place}${severity}  ${paint('dim', inline(diagnostic.id))}  ${paragraph(diagnostic.message)}`,
    ...(diagnostic.at ? quoted(diagnostic.at).map((line) => paint('dim', line)) : []),
    ...(diagnostic.hint ? [`  ${paint('cyan', 'hint:')} ${paragraph(diagnostic.hint)}`] : []),
    ...(others.length > 0 ? [`  ${paint('cyan', 'also:')} ${placesOf(others)}`] : []),
    ...(diagnostic.definedAt ? [`  ${paint('cyan', 'defined at:')} ${position(diagnostic.definedAt)}`] : []),
  ];
  return `${lines.join('\n')}\n`;
}

/** The number of further places, and the first two of them. */
function placesOf(others: readonly Diagnostic[]): string {
  const shown = others.slice(0, 2).flatMap(({ at }) => (at ? [position(at)] : []));
  const left = others.length - shown.length;
  return `${counted(others.length, 'more time')}: ${[...shown, ...(left > 0 ? [`and ${left} more`] : [])].join(', ')}`;
}

function position({ file, line, column }: Position): string {
  return inline([file, line, column].filter((part) => part !== undefined).join(':'));
}

/** The line with a caret under the problem; a long line is cut around it. */
function quoted({ line, column = 1, endColumn = column + 1, excerpt }: Position): string[] {
  if (line === undefined || excerpt === undefined) return [];
  // In a position, a tab counts as one column.
  const cut =
    excerpt.length <= WIDTH ? 0 : Math.max(0, Math.min(column - 1 - Math.floor(WIDTH / 3), excerpt.length - WIDTH));
  const text = inline(excerpt.slice(cut, cut + WIDTH).replaceAll(/[\t\r\n]/g, ' '));
  const shown = `${cut > 0 ? '…' : ''}${text}${cut + WIDTH < excerpt.length ? '…' : ''}`;
  const start = column - 1 - cut + (cut > 0 ? 1 : 0);
  const length = Math.max(1, Math.min(endColumn - column, shown.length - start));
  const gutter = String(line).padStart(5);
  return [`${gutter} | ${shown}`, `${' '.repeat(gutter.length)} | ${' '.repeat(start)}${'^'.repeat(length)}`];
}
