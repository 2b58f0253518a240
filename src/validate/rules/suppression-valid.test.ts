import { expect, test } from 'vitest';

import type { Diagnostic } from '../../diagnostics/diagnostics.ts';
import { commentSuppressions } from '../comment-suppressions.ts';
import { yamlSource } from '../../folder/source/yaml-source.ts';
import { suppress, suppressionProblems } from '../suppressions.ts';

const known = new Set(['alert/for', 'alert/summary']);
const finding = (line: number, id = 'alert/for'): Diagnostic => ({
  severity: 'error',
  id,
  message: 'm',
  at: { file: 'a.yaml', line },
});
const left = (text: string, found: readonly Diagnostic[]) => {
  const [suppressions, today] = [commentSuppressions(yamlSource('a.yaml', text)), '2026-11-24'];
  const { found: rest, suppressed, used } = suppress(found, suppressions, today);
  const problems = suppressionProblems(suppressions, used, today, known);
  return [...[...rest, ...problems].map(({ id, severity, at }) => `${id} ${severity} ${at?.line}`), suppressed];
};

test.each([
  ['on its own line', 'a: 1 # pf-grafana: ignore alert/for -- why\n', [finding(1)], [1]],
  ['above the line, comments between', '# pf-grafana: ignore alert/for -- why\n# more\n\na: 1\n', [finding(4)], [1]],
  [
    'of two rules',
    '# pf-grafana: ignore alert/for, alert/summary -- why\na: 1\n',
    [finding(2), finding(2, 'alert/summary')],
    [2],
  ],
  ['for the whole file', '# pf-grafana: ignore-file alert/for -- why\na: 1\nb: 2\n', [finding(2), finding(3)], [2]],
  [
    'another line',
    'a: 1 # pf-grafana: ignore alert/for -- why\n',
    [finding(2)],
    ['alert/for error 2', 'suppression/valid warning 1', 0],
  ],
  [
    'without a reason',
    'a: 1 # pf-grafana: ignore alert/for\n',
    [finding(1)],
    ['alert/for error 1', 'suppression/valid error 1', 0],
  ],
  [
    'with an end date in the future',
    'a: 1 # pf-grafana: ignore alert/for until 2026-11-24 -- why\n',
    [finding(1)],
    [1],
  ],
  [
    'with an end date in the past',
    'a: 1 # pf-grafana: ignore alert/for until 2026-11-23 -- why\n',
    [finding(1)],
    ['alert/for error 1', 'suppression/valid warning 1', 0],
  ],
  [
    'of a rule that does not exist',
    'a: 1 # pf-grafana: ignore alert/fro -- why\n',
    [],
    ['suppression/valid error 1', 0],
  ],
  [
    'without a finding to suppress',
    'a: 1 # pf-grafana: ignore alert/for -- why\n',
    [],
    ['suppression/valid warning 1', 0],
  ],
  ['none', 'a: 1 # a note\n', [finding(1)], ['alert/for error 1', 0]],
])('%s', (_name, text, found, expected) => {
  expect(left(text, found)).toEqual(expected);
});
