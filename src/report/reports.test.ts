import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { describe, expect, test } from 'vitest';

import type { Diagnostic } from '../diagnostics/diagnostics.ts';
import { prettyDiagnostic } from './pretty.ts';
import { printFindings, type ReportFacts } from './print.ts';

const facts: ReportFacts = {
  files: ['out/a b.yaml', 'out/clean.yaml'],
  version: '1.2.3',
  color: false,
  suppressed: 1,
  read: {},
  unchecked: [],
  rules: [{ id: 'alert/for', severity: 'error', description: 'A duration is one.', why: 'Grafana stops.' }],
};
const found: Diagnostic[] = [
  {
    severity: 'error',
    id: 'alert/for',
    message: 'Rule "A, B" has for: 5 <minutes>.',
    hint: 'Write 5m: 100 % sure.',
    pointer: '/groups/0/rules/0/for',
    at: { file: 'out/a b.yaml', line: 3, column: 8, endColumn: 17, excerpt: '  for: 5 minutes' },
    definedAt: { file: 'alerting/a.ts', line: 9 },
  },
  { severity: 'warning', id: 'yaml/syntax', message: 'It cannot be read.', at: { file: 'out/a b.yaml' } },
];

describe('pretty', () => {
  test('quotes the line with a caret, the hint and the definition', () => {
    expect(printFindings(found, 'pretty', facts)).toMatchInlineSnapshot(`
      "out/a b.yaml:3:8  error  alert/for  Rule "A, B" has for: 5 <minutes>.
          3 |   for: 5 minutes
            |        ^^^^^^^^^
        hint: Write 5m: 100 % sure.
        defined at: alerting/a.ts:9

      out/a b.yaml  warning  yaml/syntax  It cannot be read.

      2 files: 1 error, 1 warning, 1 suppressed.
        errors: alert/for 1
        warnings: yaml/syntax 1
      "
    `);
  });

  test('counts many by rule', () => {
    const many = [...Array.from({ length: 20 }, () => found[1]!), found[0]!, { ...found[1]!, id: 'a/b' }];
    expect(printFindings(many, 'pretty', facts).split('\n').slice(-4)).toEqual([
      '2 files: 1 error, 21 warnings, 1 suppressed.',
      '  errors: alert/for 1',
      '  warnings: yaml/syntax 20, a/b 1',
      '',
    ]);
  });

  test('cuts a long line around the problem', () => {
    const excerpt = `"rawSql": "${'a'.repeat(500)}FAULT${'b'.repeat(500)}"`;
    const column = excerpt.indexOf('FAULT') + 1;
    const [, line = '', caret = ''] = prettyDiagnostic(
      {
        severity: 'error',
        id: 'x/y',
        message: 'm',
        at: { file: 'f', line: 1, column, endColumn: column + 5, excerpt },
      },
      false,
    ).split('\n');
    expect(line.length).toBeLessThan(130);
    expect(line.slice(caret.indexOf('^'), caret.lastIndexOf('^') + 1)).toBe('FAULT');
  });
});

test('json does not contain the quoted line', () => {
  const report = JSON.parse(printFindings(found, 'json', facts)) as { findings: Diagnostic[]; suppressed: number };
  expect(report.findings.map(({ id, at }) => [id, at])).toEqual([
    ['alert/for', { file: 'out/a b.yaml', line: 3, column: 8, endColumn: 17 }],
    ['yaml/syntax', { file: 'out/a b.yaml' }],
  ]);
  expect(report.suppressed).toBe(1);
});

test('github escapes workflow commands', () => {
  expect(printFindings(found, 'github', facts).split('\n')).toEqual([
    '::error file=alerting/a.ts,line=9,title=alert/for::Rule "A, B" has for: 5 <minutes>.%0AWrite 5m: 100 %25 sure.%0AIt makes out/a b.yaml:3.',
    '::warning file=out/a b.yaml,title=yaml/syntax::It cannot be read.',
    '',
  ]);
});

test('sarif is valid SARIF 2.1.0, and fingerprints depend on objects, not on lines', () => {
  const schemas = join(
    dirname(createRequire(import.meta.url).resolve('@microsoft/jest-sarif/package.json')),
    'lib',
    'schemas',
  );
  const ajv = new Ajv({ strict: false, unicodeRegExp: false });
  formats.default(ajv);
  // The schema is draft 4, which differs from draft 7 in the name of its own id.
  const { id: _id, ...schema } = JSON.parse(readFileSync(join(schemas, 'sarif-2.1.0-rtm.5.json'), 'utf8')) as Record<
    string,
    unknown
  >;
  const validate = ajv.compile({ ...schema, $schema: 'http://json-schema.org/draft-07/schema#' });
  const log: unknown = JSON.parse(printFindings(found, 'sarif', facts));
  expect(validate(log) ? [] : validate.errors).toEqual([]);
  expect(log).toMatchObject({
    runs: [
      {
        results: [
          {
            ruleId: 'alert/for',
            ruleIndex: 0,
            locations: [
              { physicalLocation: { artifactLocation: { uri: 'out/a%20b.yaml' }, region: { startLine: 3 } } },
            ],
          },
          { ruleIndex: 1 },
        ],
      },
    ],
  });
  const moved = found.map((diagnostic) => ({ ...diagnostic, at: { file: 'out/a b.yaml', line: 99 } }));
  const prints = (text: string) =>
    (JSON.parse(text) as { runs: { results: { partialFingerprints: object }[] }[] }).runs[0]?.results.map(
      ({ partialFingerprints }) => partialFingerprints,
    );
  expect(prints(printFindings(moved, 'sarif', facts))).toEqual(prints(JSON.stringify(log)));
});

test('junit has a suite for each file, even without findings', () => {
  const xml = printFindings(found, 'junit', facts);
  expect(xml).toContain('<testsuites name="pf-grafana validate" tests="3" failures="2">');
  expect(xml).toContain('<testsuite name="out/clean.yaml" tests="1" failures="0">');
  expect(xml).toContain('message="Rule &quot;A, B&quot; has for: 5 &lt;minutes&gt;."');
});

test.each(['json', 'sarif', 'junit', 'github', 'pretty'] as const)('%s reports no findings', (format) => {
  expect(printFindings([], format, { ...facts, suppressed: 0 })).toMatchSnapshot();
});
