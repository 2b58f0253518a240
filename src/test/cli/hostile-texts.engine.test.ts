import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';

import { pfGrafana } from './run-cli.ts';

const DOCUMENTS = 'src/test/fixtures/documents';
const POISON =
  '\u001b[31m\u0007\u202e\n::error::spoken\r\n##[error]spoken\r::set-output name=a::b\n\n```\n# Heading\n![a](https://evil.example/a) [b](https://evil.example) @everyone #1 </summary><script>alert(1)</script> | `x` www.evil.example ';
/** Free text fields; other fields determine how a file is read. */
const FREE = new Set([
  'title',
  'description',
  'summary',
  'legendFormat',
  'text',
  'label',
  'content',
  'message',
  'runbook_url',
  'url',
  'name',
  'folder',
  'severity',
  'team',
  'displayName',
  'expr',
  'rawSql',
  'group',
  'receiver',
  'interval',
  'for',
]);

/** Adds hostile text to every string in a value that `isChosen` selects. */
function poisoned(value: unknown, isChosen: (key: string) => boolean, key = ''): unknown {
  if (typeof value === 'string') return isChosen(key) ? `${value}${POISON}` : value;
  if (Array.isArray(value)) return value.map((item) => poisoned(item, isChosen, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, poisoned(member, isChosen, name)]));
}

function poisonedFolder(folder: string, isChosen: (key: string) => boolean): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (/\.ya?ml$/.test(path)) writeFileSync(path, stringify(poisoned(parse(readFileSync(path, 'utf8')), isChosen)));
    if (path.endsWith('.json'))
      writeFileSync(path, JSON.stringify(poisoned(JSON.parse(readFileSync(path, 'utf8')), isChosen)));
  }
}

/** Checks that an output of any format cannot control a terminal or a CI runner. */
function expectQuiet(text: string): void {
  expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u2028-\u202e\u2066-\u2069]/u);
  expect(text).not.toMatch(/##\w*\[/);
}

let folder: string;
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pf-texts-'));
  for (const name of ['before', 'some', 'all']) {
    mkdirSync(join(folder, name));
    cpSync(DOCUMENTS, join(folder, name), { recursive: true });
  }
  poisonedFolder(join(folder, 'some'), (key) => FREE.has(key));
  poisonedFolder(join(folder, 'all'), () => true);
});

describe.each(['some', 'all'])('a folder with hostile texts (%s)', (name) => {
  test.each(['pretty', 'json', 'sarif', 'junit', 'github'])('validated as %s', (format) => {
    const { code, stdout, stderr } = pfGrafana(folder, 'validate', name, '--format', format);
    expect(code).toBe(1);
    expectQuiet(stdout + stderr);
    if (format === 'github')
      expect(
        stdout
          .trimEnd()
          .split('\n')
          .every((line) => /^::(?:error|warning|notice) /.test(line)),
      ).toBe(true);
    else expect(stdout + stderr).not.toMatch(/^\s*::/m);
    if (format === 'json' || format === 'sarif') expect(() => void JSON.parse(stdout)).not.toThrow();
  });
  test.each(['pretty', 'json', 'md'])('compared as %s', (format) => {
    const { code, stdout, stderr } = pfGrafana(folder, 'diff', name, '--base', 'before', '--format', format);
    expect([code, stderr]).toEqual([0, '']);
    expectQuiet(stdout);
    if (format === 'json') return expect(() => void JSON.parse(stdout)).not.toThrow();
    expect(stdout.length).toBeGreaterThan(1000);
    if (format === 'pretty') return expect(stdout).not.toMatch(/^\s*::/m);
    const outside = stdout.replaceAll(/^(`{3,}).*\n[\s\S]*?\n\1$/gm, '');
    // Inside an HTML element Markdown starts only after an empty line, so it is enough that the element ends in the
    // right place.
    const summaries = outside.match(/^<summary>.*<\/summary>$/gm) ?? [];
    expect(summaries).toHaveLength((outside.match(/summary>/g) ?? []).length / 2);
    for (const summary of summaries) expect(summary.slice(9, -10)).not.toMatch(/<(?!!-- -->)|@(?!<!-- -->)/);
    const markup = outside.replaceAll(/^<summary>.*<\/summary>$/gm, '');
    expect(markup).not.toMatch(/<script|@(?!<!-- -->)|https:\/\/|www\.|^# |(?<!\\)\]\(/m);
  });
  test('queried for a panel', () => {
    const [board = ''] = readdirSync(join(folder, name, 'dashboards'), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.json'))
      .sort();
    const { uid } = JSON.parse(readFileSync(join(folder, name, 'dashboards', board), 'utf8')) as { uid: string };
    for (const format of [[], ['--json']]) {
      const { code, stdout, stderr } = pfGrafana(folder, 'query', uid, '--dir', name, ...format);
      expect(code).toBeLessThan(3);
      expectQuiet(stdout + stderr);
      expect(stdout + stderr).not.toMatch(/^\s*::/m);
    }
  });
  test.each(['pretty', 'json', 'junit'])('tested as %s', (format) => {
    const rules = [{ rule: POISON, name: POISON, input: [], expect: [{ at: POISON, instances: [] }] }];
    const file = join(folder, `${name}.alert.test.yaml`);
    writeFileSync(
      file,
      stringify({ tests: rules, routes: [{ name: POISON, labels: { a: POISON }, receivers: [POISON] }] }),
    );
    const { code, stdout, stderr } = pfGrafana(folder, 'test', file, '--dir', name, '--format', format);
    expect([1, 2]).toContain(code);
    expectQuiet(stdout + stderr);
    expect(stdout + stderr).not.toMatch(/^\s*::/m);
  });
});
