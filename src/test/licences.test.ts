import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { REPOSITORY } from './support/out-folder.ts';

/** Licences that allow us to distribute a package with ours, including its licence text. */
const ALLOWED = new Set(['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'BlueOak-1.0.0', 'ISC', 'MIT']);

interface Locked {
  readonly license?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
}

test('every bundled or installed package has a licence that allows us to distribute it', () => {
  const lock = JSON.parse(readFileSync(join(REPOSITORY, 'package-lock.json'), 'utf8')) as {
    readonly packages: Readonly<Record<string, Locked>>;
  };
  const used = Object.entries(lock.packages).filter(
    ([path, { dev, devOptional }]) => path !== '' && !dev && !devOptional,
  );
  expect(used.length).toBeGreaterThan(15);
  const other = used.filter(
    ([, { license = '' }]) => !license.split(/[()\s]+OR\s+|[()]/).some((one) => ALLOWED.has(one)),
  );
  expect(other.map(([path, { license }]) => `${path}: ${license ?? 'none'}`)).toEqual([]);
});
