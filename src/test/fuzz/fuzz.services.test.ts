import { afterAll, describe, expect, test } from 'vitest';

import { UserError } from '../../diagnostics/errors.ts';
import { randomOf } from './random.ts';
import { hasSeeds, targets, warmUp } from './targets.ts';
import { watchdog } from './watchdog.ts';

const SEED = 12;
/** Of each target's inputs, in their order: two minutes of all of them in CI, and all where there is time. */
const SHARE = process.env['PF_TEST_LONG'] === undefined ? 0.2 : 1;
const { watch, end } = watchdog();
afterAll(end);

test('the fuzzers have something to change', async () => {
  expect(hasSeeds).toBe(true);
  await warmUp();
});

describe('no changed input is a bug, and each ends', () => {
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
