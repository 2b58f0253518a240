import type { TemplateProblem } from '../grafana/go-template/nodes.ts';
import { nearest } from '../diagnostics/nearest.ts';

/** Variables that exist only in templates of alert rules. */
const OF_RULES = new Set(['$labels', '$value', '$values']);
const OF_ALERTS =
  'Write {{ range .Alerts }}{{ .Labels.x }} {{ .Values.B }}{{ end }}, which prints the values of each alert.';

/** What is wrong with a template, as the object of a sentence, and the edit that fixes it. */
export function explainProblem({ kind, message, name = '', known = [] }: TemplateProblem): {
  readonly what: string;
  readonly hint: string;
} {
  const [near] = nearest(name, known);
  switch (kind) {
    case 'unclosed action':
      return { what: 'an action that is not closed', hint: 'Close it with }}.' };
    case 'missing end':
      return { what: `${name === 'if' ? 'an' : 'a'} ${name} without an end`, hint: 'Add {{ end }}.' };
    case 'stray end':
      return { what: `an ${name} without a start`, hint: 'Remove it.' };
    case 'nested definition':
      return { what: 'a definition inside another block', hint: 'Close the block before it with {{ end }}.' };
    case 'unknown function':
      return {
        what: `the function ${name}, which Grafana does not have here`,
        hint: near === undefined ? `Functions are ${known.join(', ')}.` : `Write ${near}.`,
      };
    case 'undefined variable':
      return {
        what: `the variable ${name}, which is not set there`,
        hint: OF_RULES.has(name)
          ? OF_ALERTS
          : near === undefined || near === '$'
            ? `Set it first: {{ ${name} := … }}.`
            : `Write ${near}.`,
      };
    case 'syntax':
      return {
        what: `what is not a valid template (${message})`,
        hint: 'Write a Go action: an operand, or a function and its arguments, piped with |.',
      };
  }
}

/** Whether the problem is a doubled dollar, which another rule reports. */
export function isDoubledDollar(text: string, { offset }: TemplateProblem): boolean {
  return text.startsWith('$$', offset);
}
