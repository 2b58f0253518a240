import { expect, test } from 'vitest';

import { killBuilds } from './kill-builds.ts';

const KILLS = 200;

test('a build killed at any step leaves complete files, and the next build completes it', async () => {
  const { atWork, failures } = await killBuilds(KILLS);
  expect(failures).toEqual([]);
  expect(atWork).toBeGreaterThan(KILLS / 2);
}, 1_200_000);
