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

/** Texts of the pieces that mean something to a terminal, a runner, Markdown, HTML, JSON or XML, and of any others. */
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

// oxlint-disable-next-line no-control-regex -- the escape that begins a colour
const COLOURS_AND_LINES = new RegExp('\u001b\\[[\\d;]+m|[\n\t]', 'g');
const STEERS = /[\p{Cc}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;
const SPEAKS = /^\s*::|##\w*\[/m;

describe('whatever a text holds', () => {
  test('a line of a terminal is one line, and only text', () => {
    holds((text) => {
      for (const shown of [inline(text), ` ${inline(text)} ${inline(text)}`]) {
        expect(shown).not.toMatch(STEERS);
        expect(shown).not.toMatch(/##\w*\[/);
      }
      expect(inline(text)).not.toMatch(SPEAKS);
    });
  });
  test('a paragraph begins no line of its own', () => {
    holds((text) => {
      const [, ...more] = paragraph(text).split('\n');
      expect(more.every((line) => line.startsWith('    ') && !STEERS.test(line) && !SPEAKS.test(line))).toBe(true);
    });
  });
  test('a finding speaks to nobody', () => {
    holds((text) => {
      const at = { file: text, line: 1, column: 1, excerpt: text };
      const shown = prettyDiagnostic({ severity: 'error', id: text, message: text, hint: text, at }, false);
      expect(shown.replaceAll('\n', '')).not.toMatch(STEERS);
      expect(shown).not.toMatch(SPEAKS);
    });
  });
  test('a whole output keeps its colours and its lines, and nothing else that steers', () => {
    holds((text) => {
      const shown = terminalText(`\u001b[31mred\u001b[39m\n${text}`);
      expect(shown.startsWith('\u001b[31mred\u001b[39m\n')).toBe(true);
      expect(shown.replaceAll(COLOURS_AND_LINES, '')).not.toMatch(STEERS);
      expect(shown).not.toMatch(SPEAKS);
    });
  });
  test('JSON is what it was', () => {
    holds((text) => {
      for (const indentation of [undefined, 2]) {
        const shown = jsonText({ [text]: [text] }, indentation);
        expect(JSON.parse(shown)).toEqual({ [text]: [text] });
        expect(shown.replaceAll('\n', '')).not.toMatch(STEERS);
        expect(shown).not.toMatch(SPEAKS);
      }
    });
  });
  test('Markdown is neither markup nor a link nor a mention', () => {
    holds((text) => {
      const shown = markdown(text);
      expect(shown).not.toMatch(STEERS);
      expect(shown.replaceAll(/\\[\\`*_~[\]|]|<!-- -->/g, '')).not.toMatch(/[`*_~[\]|<>]/);
      expect(shown).not.toMatch(/@(?!<!-- -->)|(?<!&)#(?!<!-- -->)|\w:\/\/|www\./i);
    });
  });
  test('an element stays open, and is not a paragraph of Markdown', () => {
    holds((text) => {
      const shown = markdownHtml(text);
      expect(shown).not.toMatch(STEERS);
      expect(shown.replaceAll('<!-- -->', '')).not.toMatch(/[<>`]/);
      expect(shown).not.toMatch(/@(?!<!-- -->)/);
    });
  });
  test('a fence has the lines that it seems to have', () => {
    holds((text) => expect(fencedText(text).replaceAll('\n', '')).not.toMatch(STEERS));
  });
  test('a workflow command is one', () => {
    holds((text) => {
      expect(workflowData(text)).not.toMatch(STEERS);
      expect(workflowProperty(text)).not.toMatch(/[:,\n\r]/);
      const report = githubReport([{ severity: 'error', id: 'a/b', message: text, hint: text, at: { file: text } }]);
      expect(report.trimEnd().split('\n')).toHaveLength(1);
    });
  });
  test('XML is text', () => {
    holds((text) => {
      for (const shown of [xmlText(text), xmlAttribute(text).slice(1, -1)]) {
        expect(shown.replaceAll(/&(?:amp|lt|gt|quot|#\d+);/g, '')).not.toMatch(/[<>&]/);
        expect(shown).not.toMatch(SPEAKS);
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
