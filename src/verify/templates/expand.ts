import { compare } from '../../diagnostics/order.ts';
import { parseAlertText } from '../../grafana/go-template/alert-text.ts';
import type { ParsedTemplate } from '../../grafana/go-template/parser.ts';
import { getOrInsert } from '../../folder/get-or-insert.ts';
import type { Result } from '../expressions/evaluate.ts';
import { type Labels, labelsText } from '../labels.ts';
import { definedIn } from './defined-in.ts';
import { executeTemplate } from './execute.ts';
import { labelsMap } from './functions.ts';
import { sprint, sprintf } from './printf.ts';
import { type GoStruct, type GoValue, TemplateError, UnsupportedTemplateError } from './value.ts';

/** An expanded label or annotation, or the text as written and the reason. */
export interface Expanded {
  readonly text: string;
  /** Why the template fails: Grafana logs it and sends the text unexpanded. */
  readonly failure?: string;
  /** What is not supported here; the text is then not what Grafana would send. */
  readonly unsupported?: string;
}

/** `$value` and `.Value`, but not `$values.B.Value`. */
const VALUE = /\$value\b|(?<![\w)])\.Value\b/;

const parsed = new Map<string, ParsedTemplate>();

/**
 * Expands a label or annotation of a rule for a result; `labels` are those of the series and those that Grafana adds,
 * without the rule's own.
 */
export function expandTemplate(text: string, labels: Labels, result: Result): Expanded {
  if (!text.includes('{{')) return { text: text.trimStart() };
  try {
    const template = getOrInsert(parsed, text, () => parseAlertText(text));
    const [problem] = template.problems;
    if (problem) throw new TemplateError(problem.message);
    if (result.isClassic && /\$value\b/.test(text)) throw new UnsupportedTemplateError('$value of a classic condition');
    // Some receivers would treat `<no value>` as HTML.
    return {
      text: executeTemplate(template.nodes, templateData(text, labels, result), {
        templates: new Map(definedIn(template.nodes)),
      }).replaceAll('<no value>', '[no value]'),
    };
  } catch (error) {
    if (error instanceof TemplateError) return { text, failure: error.message };
    if (error instanceof UnsupportedTemplateError) return { text, unsupported: error.message };
    throw error;
  }
}

function templateData(text: string, labels: Labels, { captures }: Result): GoStruct {
  const values = new Map(
    captures.map(({ refId, labels: own, value }) => [refId, valueStruct(own, value ?? Number.NaN)]),
  );
  const fields = new Map<string, GoValue>([
    ['Labels', labelsMap(Object.entries(labels))],
    ['Values', { kind: 'map', entries: values, zero: valueStruct({}, 0) }],
    // Built only when needed: it is long, and few templates print it.
    [
      'Value',
      VALUE.test(text)
        ? [...captures]
            .sort((left, right) => compare(left.refId, right.refId))
            .map(captureText)
            .join(', ')
        : '',
    ],
  ]);
  return { kind: 'struct', type: 'template.Data', fields, text: () => '' };
}

/** `[ var=B labels={…} value=1 ]`: a value as `$value` prints it. */
export function captureText({ refId, labels, value }: Result['captures'][number]): string {
  const names = labelsMap(Object.entries(labels)).text?.() ?? labelsText(labels);
  return `[ var='${refId}' labels={${names}} value=${value === null ? 'null' : sprint(value)} ]`;
}

/** `$values.B`, which prints with two significant digits. */
function valueStruct(labels: Labels, value: number): GoStruct {
  return {
    kind: 'struct',
    type: 'template.Value',
    text: () => valueText(value),
    fields: new Map<string, GoValue>([
      ['Labels', labelsMap(Object.entries(labels))],
      ['Value', value],
    ]),
  };
}

function valueText(value: number): string {
  const size = Math.abs(value);
  if (size === 0) return '0';
  const precision = Number.isFinite(size) ? Math.max(0, 2 - (Math.floor(Math.log10(size)) + 1)) : 0;
  return sprintf(`%.${precision}f`, [value]);
}
