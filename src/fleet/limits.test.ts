import { describe, expect, test } from 'vitest';

import { UserError } from '../diagnostics/errors.ts';
import { settingsOf } from '../test/support/settings.ts';
import type { WrittenThresholds } from './settings.ts';

const limits = (thresholds: WrittenThresholds) => settingsOf({ thresholds }).thresholds;
const problems = (thresholds: WrittenThresholds): readonly string[] => {
  try {
    limits(thresholds);
    return [];
  } catch (error) {
    if (error instanceof UserError) return error.diagnostics.map(({ message }) => message);
    throw error;
  }
};

describe("an alert's limit that is set alone scales the others of its group", () => {
  test('a warning that is set alone changes no alert', () =>
    expect(limits({ drawdown: { warn: 0.05 } }).drawdown).toEqual({ warn: 0.05, critical: 0.15, recover: 0.13 }));
  test('a lower drawdown limit also lowers recovery and warning', () =>
    expect(limits({ drawdown: { critical: 0.12 } }).drawdown).toEqual({ warn: 0.08, critical: 0.12, recover: 0.104 }));
  test('a higher wallet minimum also raises recovery', () =>
    expect(limits({ walletUsdc: { critical: 100 } }).walletUsdc).toEqual({ warn: 200, critical: 100, recover: 120 }));
  test('values that are set stay unchanged', () =>
    expect(limits({ drawdown: { critical: 0.3, recover: 0.2 } }).drawdown).toEqual({
      warn: 0.2,
      critical: 0.3,
      recover: 0.2,
    }));
  test('a share is never above 1', () =>
    expect(limits({ fillRatio: { critical: 0.99 } }).fillRatio).toEqual({ warn: 1, critical: 0.99 }));
});

describe('limits in the wrong order are an error that names both limits', () => {
  test.each<[string, WrittenThresholds, readonly string[]]>([
    ['recovery beyond the limit', { drawdown: { critical: 0.12, recover: 0.13 } }, ['recover', 'critical']],
    ['recovery below a minimum', { walletUsdc: { critical: 50, recover: 40 } }, ['recover', 'critical']],
    ['a warning beyond the limit', { orderLatencyMs: { warn: 600, critical: 500 } }, ['warn', 'critical']],
    ['a warning below a minimum', { walletUsdc: { warn: 20, critical: 50 } }, ['warn', 'critical']],
  ])('%s', (_name, thresholds, keys) => {
    const [message = ''] = problems(thresholds);
    const [group = ''] = Object.keys(thresholds);
    for (const key of keys) expect(message).toContain(`thresholds.${group}.${key}`);
  });
  test('the defaults are in order', () => expect(problems({})).toEqual([]));
});

test('15 for 15 % is refused if the limit is a fraction', () => {
  expect(problems({ drawdown: { critical: 15 } })[0]).toContain('thresholds.drawdown.critical');
  expect(problems({ orderLatencyMs: { critical: 600 }, feeToProfitRatio: { critical: 2 } })).toEqual([]);
});
