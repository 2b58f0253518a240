/**
 * Text from files is quoted for the place where it is printed, with one function for each place. The contents of a
 * provisioning folder must not control a terminal, issue commands to a CI runner, or become markup.
 */

/** Characters that move the cursor or change the writing direction, so that a line looks different from what it is. */
const UNSEEN = '\\p{Cc}\\u061c\\u200e\\u200f\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069';
const STEERING = new RegExp(`[${UNSEEN}]`, 'gu');
/** In a whole output: all of them except line breaks, and the colours that we write. */
// oxlint-disable-next-line no-control-regex -- the escape that begins a colour
const STRAY = new RegExp(`\\u001b\\[\\d{1,2}(?:;\\d{1,2})*m|[${UNSEEN}]`, 'gu');
const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': ' ' };

/** A text within a terminal line: line breaks are shown, and all other control characters are replaced. */
export function inline(text: string): string {
  return withoutCommands(text.replaceAll(STEERING, (character) => NAMED[character] ?? '\uFFFD'));
}

/** A multi-line text for a terminal; lines after the first are indented, so that none looks like our own output. */
export function paragraph(text: string, indentation = '    '): string {
  return text.replaceAll('\r\n', '\n').split('\n').map(inline).join(`\n${indentation}`);
}

/**
 * Filters the whole output to a terminal or a log again before it is written; its fields have been quoted one by one.
 */
export function terminalText(text: string): string {
  return text
    .replaceAll(STRAY, (found) => (found === '\n' || found === '\t' || found.length > 1 ? found : '\uFFFD'))
    .split('\n')
    .map(withoutCommands)
    .join('\n');
}

/**
 * Breaks up what GitHub Actions and Azure Pipelines read as a command in a log: `::x::` at the start of a line, `##[x]`
 * anywhere.
 */
function withoutCommands(line: string): string {
  return line.replace(/^(\s*):(?=:)/, '$1: ').replaceAll(/##(?=\w*\[)/g, '# #');
}

/** JSON that is also safe to display: characters that control a terminal or a CI runner are escaped. */
export function jsonText(value: unknown, indentation?: number): string {
  return JSON.stringify(value, undefined, indentation)
    .replaceAll(STEERING, (character) =>
      character === '\n' ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
    .replaceAll(/##(?=\w*\[)/g, '#\\u0023');
}

/** A text in Markdown, without markup, links, and mentions of people or issues. */
export function markdown(text: string): string {
  return quiet(
    html(oneLine(text))
      .replaceAll(/[\\`*_~[\]|]/g, '\\$&')
      .replaceAll(/(?<=\w):(?=\/\/)|(?<=www)\./gi, '\\$&'),
  );
}

/** A text in an HTML element of a Markdown document, where a backslash would be visible. */
export function markdownHtml(text: string): string {
  return quiet(html(oneLine(text)).replaceAll('`', '&#96;'));
}

/** A text for a fenced block: line breaks stay, all other line terminators are removed. */
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

/** GitHub searches the rendered text for mentions, so a backslash does not prevent them. */
function quiet(text: string): string {
  return text
    .replaceAll('@', '@<!-- -->')
    .replaceAll(/(?<!&)#/g, '#<!-- -->')
    .replaceAll(/\bGH-(?=\d)/gi, '$&<!-- -->');
}
