import { afterAll, describe, expect, test } from 'vitest';

import { UserError } from '../../diagnostics/errors.ts';
import { randomOf } from './random.ts';
import { hasSeeds, targets, warmUp } from './targets.ts';
import { watchdog } from './watchdog.ts';

const SEED = 12;
/** The share of each target's inputs, in order: two minutes in total in CI, all of them in a long run. */
const SHARE = process.env['PF_TEST_LONG'] === undefined ? 0.2 : 1;
const { watch, end } = watchdog();
afterAll(end);

test('the fuzzers have seeds', async () => {
  expect(hasSeeds).toBe(true);
  await warmUp();
});

describe('no mutated input causes a crash or hangs', () => {
  test.each(Object.entries(targets))('%s', async (name, { inputs, run }) => {
    const failures: string[] = [];
    for (let index = 0; index < inputs * SHARE && failures.length < 3; index += 1) {
      watch(index);
      try {
        await run(randomOf(SEED * 1_000_003 + index));
      } catch (error) {
        if (!(error instanceof UserError))
          failures.push(
            `${name}, input ${index}: ${error instanceof Error ? (error.stack ?? '').slice(0, 1500) : String(error)}`,
          );
      }
    }
    expect(failures).toEqual([]);
  });
});
