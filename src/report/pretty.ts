import { styleText } from 'node:util';

import type { Diagnostic, Position } from '../diagnostics.ts';

/** `file:line:col  error  id  message` and a hint below: one finding as a person reads it. */
export function prettyDiagnostic(diagnostic: Diagnostic, color: boolean): string {
  const paint = (format: 'red' | 'yellow' | 'dim', text: string) => (color ? styleText(format, text, { validateStream: false }) : text);
  const severity = paint(diagnostic.severity === 'error' ? 'red' : 'yellow', diagnostic.severity);
  const place = diagnostic.at ? `${position(diagnostic.at)}  ` : '';
  const hint = diagnostic.hint ? `\n  hint: ${diagnostic.hint}` : '';
  return `${place}${severity}  ${paint('dim', diagnostic.id)}  ${diagnostic.message}${hint}\n`;
}

function position({ file, line, column }: Position): string {
  return [file, line, column].filter((part) => part !== undefined).join(':');
}
