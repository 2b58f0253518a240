import { describe, expect, test } from 'vitest';

import { NEWEST, parseRelease, type Release, releaseText } from './release.ts';
import { type FactName, holdsIn, releaseFacts, verdict } from './release-facts.ts';

/** Every release whose files were studied, oldest first. */
const RELEASES: readonly Release[] = [
  ...[0, 1, 2, 3, 4].map((minor) => ({ major: 10, minor })),
  ...[0, 1, 2, 3, 4, 5, 6].map((minor) => ({ major: 11, minor })),
  ...[0, 1, 2, 3, 4].map((minor) => ({ major: 12, minor })),
  ...[0, 1, 2, 3].map((minor) => ({ major: 13, minor })),
];
const names = Object.keys(releaseFacts) as FactName[];

describe.each(names)('%s', (name) => {
  const { since, perhapsSince = since, what, read } = releaseFacts[name];
  const [first, doubted] = [since, perhapsSince].map(indexOf);

  test('describes the fact and its source', () => {
    expect(what).toMatch(/^\w.*\.$/);
    expect(read).not.toBe('');
  });

  test(`holds since ${since} and certainly not before ${perhapsSince}`, () => {
    const verdicts = RELEASES.map((release) => verdict(name, release));
    const expected = RELEASES.map((_release, index) =>
      index >= (first ?? 0) ? 'holds' : index >= (doubted ?? 0) ? 'perhaps' : 'lacks',
    );
    expect(verdicts).toEqual(expected);
    expect(verdicts[0]).toBe('lacks');
    expect(holdsIn(name, NEWEST)).toBe(true);
  });
});

function indexOf(release: string): number {
  const parsed = parseRelease(release);
  const index = RELEASES.findIndex((one) => parsed && releaseText(one) === releaseText(parsed));
  expect(index).toBeGreaterThan(0);
  return index;
}
