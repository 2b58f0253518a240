import { Scalar } from 'yaml';

/**
 * What a YAML reader folds or refuses, and JSON's own escapes leave as it is; a double-quoted text holds it escaped.
 */
const UNSEEN = /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g;
const NEEDS_ESCAPE = /[^\P{Cc}\n]|[\u2028\u2029\ufeff\ufffe\uffff]/u;
/**
 * What some YAML version reads as a number, date, time, special float, null or merge key, and some that only look so.
 */
const LOOKS_TYPED = /^[-+.0-9=<~]|^(?:y|n|yes|no|on|off|true|false|null|nan|inf)$/i;

/** Returns a scalar node that YAML 1.1 and 1.2 readers, Grafana's included, all read as this text. */
export function textScalar(text: string): Scalar<string> {
  const scalar = new Scalar(text);
  scalar.type = styleOf(text);
  return scalar;
}

/** Returns the text of a document with its unseen characters escaped; they are only inside double quotes. */
export function escapeUnseen(yaml: string): string {
  return yaml.replace(UNSEEN, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Returns comment lines for the head of a file, `# ` before each. */
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
  // A block keeps a query readable; an edge or an inner line of blanks would need YAML's indentation and chomping
  // signs.
  return /^\n| \n|\n\n$/.test(text) ? Scalar.QUOTE_DOUBLE : Scalar.BLOCK_LITERAL;
}
