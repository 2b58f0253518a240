import { Scalar } from 'yaml';

/** Characters that a YAML reader folds or refuses but JSON leaves unescaped; inside double quotes they are escaped. */
const UNSEEN = /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g;
const NEEDS_ESCAPE = /[^\P{Cc}\n]|[\u2028\u2029\ufeff\ufffe\uffff]/u;
/**
 * Text that some YAML version reads as a number, date, time, special float, null or merge key, and text that only looks
 * like it.
 */
const LOOKS_TYPED = /^[-+.0-9=<~]|^(?:y|n|yes|no|on|off|true|false|null|nan|inf)$/i;

/** Returns a scalar node that YAML 1.1 and 1.2 readers, including Grafana's, all read as this text. */
export function textScalar(text: string): Scalar<string> {
  const scalar = new Scalar(text);
  scalar.type = styleOf(text);
  return scalar;
}

/** Escapes the invisible characters of a document; they occur only inside double quotes. */
export function escapeUnseen(yaml: string): string {
  return yaml.replace(UNSEEN, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Returns the comment lines at the top of a file, each with a leading `# `. */
export function commentLines(comment: string): string {
  return comment
    .replace(/\r\n/g, '\n')
    .split(/[\n\r\x85\u2028\u2029]/)
    .map((line) => `# ${line.replaceAll(/[\p{Cc}\ufeff\ufffe\uffff]/gu, ' ')}`.trimEnd())
    .join('\n');
}

function styleOf(text: string): Scalar.Type {
  if (text === '' || NEEDS_ESCAPE.test(text) || LOOKS_TYPED.test(text) || /^ | $/.test(text))
    return Scalar.QUOTE_DOUBLE;
  if (!text.includes('\n')) return Scalar.PLAIN;
  // A block scalar keeps a query readable, but blanks at its edges or in empty lines would need YAML's indentation and
  // chomping indicators.
  return /^\n| \n|\n\n$/.test(text) ? Scalar.QUOTE_DOUBLE : Scalar.BLOCK_LITERAL;
}
