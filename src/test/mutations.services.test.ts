import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';

import type { Diagnostic } from '../diagnostics/diagnostics.ts';
import { type SavedApprovals, verdictKey } from '../folder/expressions/approvals.ts';
import { memoryTree } from '../folder/file-tree.ts';
import { NEWEST } from '../grafana/release.ts';
import { checkFolder, type SavedVerdicts } from '../validate/check-folder.ts';
import { mutated, type Mutation, mutations } from './support/mutations.ts';
import { registryMutations } from './support/registry-mutations.ts';
import { committedFolder, type Folder } from './support/out-folder.ts';

/** The number of places where each kind of change is tried. */
const PLACES = 2;
const SEED = 20_261_124;

interface Outcome {
  readonly mutation: Mutation;
  readonly found: readonly string[];
}

const outcomes: Outcome[] = [];
/** Queries without findings, cached like `build` and `validate` do, because a change leaves most queries unchanged. */
const approved = new Set<string>();
const approvals: SavedApprovals = {
  has: (expression) => approved.has(verdictKey(expression)),
  add: (expression) => void approved.add(verdictKey(expression)),
  save: () => undefined,
};
/** The same for whole dashboards. */
const judged = new Map<string, readonly Diagnostic[]>();
const verdicts: SavedVerdicts = {
  version: 'these rules',
  get: (digest) => judged.get(digest),
  set: (digest, found) => void judged.set(digest, found),
  save: () => undefined,
};

beforeAll(async () => {
  const committed = committedFolder();
  for (const mutation of [...mutations, ...registryMutations]) {
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (gen) => {
        const pick = <T>(list: readonly T[]): T => list[gen(fc.nat, { max: list.length - 1 })] as T;
        // A crash fails the property and prints the seed.
        outcomes.push({ mutation, found: await findings(mutated(committed, mutation, pick)) });
      }),
      { seed: SEED, numRuns: PLACES },
    );
  }
});

test('finds at least 95 % of the changes that matter to Grafana', () => {
  const matter = outcomes.filter(({ mutation }) => mutation.reaction !== 'nothing');
  const missed = matter
    .filter(({ found }) => found.length === 0)
    .map(({ mutation }) => `${mutation.name} (${mutation.reaction}: ${mutation.because})`);
  expect(matter.length).toBeGreaterThan(150);
  // Compares the list, because that is useful when the test fails.
  expect(missed.length / matter.length <= 0.05 ? [] : missed).toEqual([]);
  expect([...new Set(missed)]).toMatchInlineSnapshot(`[]`);
});

test('a change that Grafana refuses is an error, not a warning', () => {
  const refused = outcomes.filter(({ mutation, found }) => mutation.reaction === 'refuses' && found.length > 0);
  expect([
    ...new Set(
      refused.filter(({ found }) => !found.some((one) => one.startsWith('error'))).map(({ mutation }) => mutation.name),
    ),
  ]).toEqual([]);
});

test('a change without an effect is not reported', () => {
  const harmless = outcomes.filter(({ mutation }) => mutation.reaction === 'nothing');
  expect(
    harmless
      .filter(({ found }) => found.length > 0)
      .map(({ mutation, found }) => `${mutation.name}: ${found.join(', ')}`),
  ).toEqual([]);
});

/** A note about something unchecked is not a finding of a change. */
async function findings(files: Folder): Promise<string[]> {
  const { found } = await checkFolder({
    tree: memoryTree(files, 'out'),
    root: 'provisioning',
    elsewhere: { datasources: new Map(), receivers: new Set(), naming: 'options' },
    target: NEWEST,
    preset: 'style',
    suppressions: [],
    today: '2026-11-24',
    approvals: () => approvals,
    verdicts,
  });
  return found
    .filter(({ severity }) => severity !== 'note')
    .map(({ severity, id, message }) => `${severity} ${id} ${message}`);
}
