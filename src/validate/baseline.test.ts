import { describe, expect, test } from 'vitest';

import type { Diagnostic } from '../diagnostics/diagnostics.ts';
import { baselineText, parseBaseline, withoutBaseline } from './baseline.ts';

const finding = (line: number, id = 'alert/for', message = 'm'): Diagnostic => ({
  severity: 'error',
  id,
  message,
  at: { file: 'a.yaml', line },
});

describe('a baseline', () => {
  const old = [
    finding(1),
    finding(2, 'alert/for', 'Twice (out/a.yaml:7).'),
    finding(3, 'alert/for', 'Twice (out/a.yaml:7).'),
  ];
  const baseline = parseBaseline(baselineText(old));

  test('suppresses known findings, even on other lines', () => {
    const moved = [
      finding(9),
      finding(8, 'alert/for', 'Twice (out/a.yaml:70).'),
      finding(7, 'alert/for', 'Twice (out/a.yaml:7).'),
    ];
    expect(withoutBaseline(moved, baseline ?? new Map())).toMatchObject({ found: [], suppressed: 3, fixed: 0 });
  });

  test('shows new and additional findings, and counts those that are gone', () => {
    const fresh = finding(4, 'alert/summary');
    expect(withoutBaseline([finding(1), finding(1), fresh], baseline ?? new Map())).toEqual({
      found: [finding(1), fresh],
      suppressed: 1,
      fixed: 2,
    });
  });

  test('is the same text for the same findings', () => {
    expect(baselineText(old.toReversed())).toBe(baselineText(old));
  });

  test.each(['', '[]', '{"version": 2}'])('%j is not a baseline', (text) => {
    expect(parseBaseline(text)).toBeUndefined();
  });
});
