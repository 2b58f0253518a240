/**
 * Text from files is quoted for the place where it is printed: one function for each. What a folder says may not steer a
 * terminal, speak to a CI runner, or turn into markup.
 */

/** What moves the cursor, or turns the direction of writing round, so that a line reads otherwise than it is. */
const UNSEEN = '\\p{Cc}\\u061c\\u200e\\u200f\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069';
const STEERING = new RegExp(`[${UNSEEN}]`, 'gu');
/** Of a whole text: all but line breaks, and the colours that we write. */
// oxlint-disable-next-line no-control-regex -- the escape that begins a colour
const STRAY = new RegExp(`\\u001b\\[\\d{1,2}(?:;\\d{1,2})*m|[${UNSEEN}]`, 'gu');
const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': ' ' };

/** A text within a line of a terminal: line breaks are shown, and no other control character is left. */
export function inline(text: string): string {
  return withoutCommands(text.replaceAll(STEERING, (character) => NAMED[character] ?? '\uFFFD'));
}

/** A text of several lines for a terminal; those after the first are indented, so that none looks like one of ours. */
export function paragraph(text: string, indentation = '    '): string {
  return text.replaceAll('\r\n', '\n').split('\n').map(inline).join(`\n${indentation}`);
}

/** All that goes to a terminal or a log, once more before it is written: the fields in it are quoted one by one. */
export function terminalText(text: string): string {
  return text
    .replaceAll(STRAY, (found) => (found === '\n' || found === '\t' || found.length > 1 ? found : '\uFFFD'))
    .split('\n')
    .map(withoutCommands)
    .join('\n');
}

/** What GitHub Actions and Azure Pipelines read as a command when a log has it: `::x::` at the start, `##[x]` anywhere. */
function withoutCommands(line: string): string {
  return line.replace(/^(\s*):(?=:)/, '$1: ').replaceAll(/##(?=\w*\[)/g, '# #');
}

/** JSON for programs that is safe to show as well: what steers a terminal or a runner is escaped. */
export function jsonText(value: unknown, indentation?: number): string {
  return JSON.stringify(value, undefined, indentation)
    .replaceAll(STEERING, (character) =>
      character === '\n' ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
    .replaceAll(/##(?=\w*\[)/g, '#\\u0023');
}

/** A text in Markdown: no markup, no link, no mention of a person or of an issue. */
export function markdown(text: string): string {
  return quiet(
    html(oneLine(text))
      .replaceAll(/[\\`*_~[\]|]/g, '\\$&')
      .replaceAll(/(?<=\w):(?=\/\/)|(?<=www)\./gi, '\\$&'),
  );
}

/** A text in an HTML element of a Markdown document, where a backslash would be seen. */
export function markdownHtml(text: string): string {
  return quiet(html(oneLine(text)).replaceAll('`', '&#96;'));
}

/** A text for a fenced block: its line breaks stay, but nothing else that ends a line. */
export function fencedText(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replaceAll(STEERING, (character) => (character === '\n' ? character : (NAMED[character] ?? '\uFFFD')));
}

/** The value of a property of a GitHub workflow command. */
export function workflowProperty(text: string): string {
  return workflowData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/** The message of a GitHub workflow command, with its line breaks. */
export function workflowData(text: string): string {
  return withoutCommands(text)
    .replaceAll('%', '%25')
    .replaceAll('\r', '%0D')
    .replaceAll('\n', '%0A')
    .replaceAll(STEERING, (character) => NAMED[character] ?? '\uFFFD');
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll(STEERING, '\uFFFD');
}

function html(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** GitHub looks for mentions in what is rendered, where a backslash is gone. */
function quiet(text: string): string {
  return text
    .replaceAll('@', '@<!-- -->')
    .replaceAll(/(?<!&)#/g, '#<!-- -->')
    .replaceAll(/\bGH-(?=\d)/gi, '$&<!-- -->');
}
