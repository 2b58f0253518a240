import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { prettyDiagnostic } from './pretty.ts';
import {
  fencedText,
  inline,
  jsonText,
  markdown,
  markdownHtml,
  paragraph,
  terminalText,
  workflowData,
  workflowProperty,
} from './quote.ts';
import { githubReport } from './github.ts';
import { xmlAttribute, xmlText } from './xml.ts';

/** Random texts, including pieces with a meaning for a terminal, a CI runner, Markdown, HTML, JSON or XML. */
const pieces = [
  '\u001b[31m',
  '\u001b]0;x\u0007',
  '\u009b2J',
  '\r',
  '\n',
  '\t',
  '\0',
  '\u2028',
  '\u202e',
  '\u2066',
  '::error::',
  '::',
  '##[error]',
  '##[',
  '##vso[',
  ' ',
  '%',
  ',',
  ':',
  '"',
  "'",
  '\\',
  '&',
  '<',
  '>',
  '</summary>',
  '```',
  '`',
  '~~~',
  '[a](b)',
  '![a](b)',
  '@user',
  '#1',
  'GH-1',
  '|',
  '*',
  '_',
  'https://a.b',
  'www.a.b',
  '\ud800',
];
const hostile = fc
  .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary', maxLength: 3 })), { maxLength: 12 })
  .map((parts) => parts.join(''));
const runs = { numRuns: 3000, seed: 12 };
const holds = (check: (text: string) => void) =>
  fc.assert(
    fc.property(hostile, (text) => void check(text)),
    runs,
  );

/** Tests the match first, because an expectation costs more and most texts pass. */
function lacks(shown: string, what: RegExp): void {
  if (what.test(shown)) expect(shown).not.toMatch(what);
}

// oxlint-disable-next-line no-control-regex -- the escape that begins a colour
const COLOURS_AND_LINES = new RegExp('\u001b\\[[\\d;]+m|[\n\t]', 'g');
const STEERS = /[\p{Cc}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;
const SPEAKS = /^\s*::|##\w*\[/m;

describe('for any text', () => {
  test('a terminal line stays one line of plain text', () => {
    holds((text) => {
      for (const shown of [inline(text), ` ${inline(text)} ${inline(text)}`]) {
        lacks(shown, STEERS);
        lacks(shown, /##\w*\[/);
      }
      lacks(inline(text), SPEAKS);
    });
  });
  test('no further line of a paragraph starts at column 1', () => {
    holds((text) => {
      const [, ...more] = paragraph(text).split('\n');
      expect(more.every((line) => line.startsWith('    ') && !STEERS.test(line) && !SPEAKS.test(line))).toBe(true);
    });
  });
  test('a finding contains no command for a terminal or a CI runner', () => {
    holds((text) => {
      const at = { file: text, line: 1, column: 1, excerpt: text };
      const shown = prettyDiagnostic({ severity: 'error', id: text, message: text, hint: text, at }, false);
      lacks(shown.replaceAll('\n', ''), STEERS);
      lacks(shown, SPEAKS);
    });
  });
  test('a whole output keeps its colours and lines, and no other control characters', () => {
    holds((text) => {
      const shown = terminalText(`\u001b[31mred\u001b[39m\n${text}`);
      expect(shown.startsWith('\u001b[31mred\u001b[39m\n')).toBe(true);
      lacks(shown.replaceAll(COLOURS_AND_LINES, ''), STEERS);
      lacks(shown, SPEAKS);
    });
  });
  test('JSON keeps its value', () => {
    holds((text) => {
      for (const indentation of [undefined, 2]) {
        const shown = jsonText({ [text]: [text] }, indentation);
        expect(JSON.parse(shown)).toEqual({ [text]: [text] });
        lacks(shown.replaceAll('\n', ''), STEERS);
        lacks(shown, SPEAKS);
      }
    });
  });
  test('Markdown text contains no markup, link or mention', () => {
    holds((text) => {
      const shown = markdown(text);
      lacks(shown, STEERS);
      lacks(shown.replaceAll(/\\[\\`*_~[\]|]|<!-- -->/g, ''), /[`*_~[\]|<>]/);
      lacks(shown, /@(?!<!-- -->)|(?<!&)#(?!<!-- -->)|\w:\/\/|www\./i);
    });
  });
  test('text in an HTML element cannot close it or start a Markdown paragraph', () => {
    holds((text) => {
      const shown = markdownHtml(text);
      lacks(shown, STEERS);
      lacks(shown.replaceAll('<!-- -->', ''), /[<>`]/);
      lacks(shown, /@(?!<!-- -->)/);
    });
  });
  test('a fenced block has only the visible line breaks', () => {
    holds((text) => lacks(fencedText(text).replaceAll('\n', ''), STEERS));
  });
  test('a workflow command stays a single command', () => {
    holds((text) => {
      lacks(workflowData(text), STEERS);
      lacks(workflowProperty(text), /[:,\n\r]/);
      const report = githubReport([{ severity: 'error', id: 'a/b', message: text, hint: text, at: { file: text } }]);
      expect(report.trimEnd().split('\n')).toHaveLength(1);
    });
  });
  test('XML content stays text', () => {
    holds((text) => {
      for (const shown of [xmlText(text), xmlAttribute(text).slice(1, -1)]) {
        lacks(shown.replaceAll(/&(?:amp|lt|gt|quot|#\d+);/g, ''), /[<>&]/);
        lacks(shown, SPEAKS);
      }
    });
  });
});

test.each([
  ['Rate: 5 % of a::b', 'Rate: 5 % of a::b'],
  ['::set-output name=a::b', ': :set-output name=a::b'],
  ['##[group]x', '# #[group]x'],
  ['## Heading', '## Heading'],
  ['a\nb\tc\r', 'a\\nb c\\r'],
  ['\u001b[2J', '\uFFFD[2J'],
])('%j in a line is %j', (text, shown) => {
  expect(inline(text)).toBe(shown);
});
