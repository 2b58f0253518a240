import { basename, dirname } from 'node:path';

import { UserError } from '../../diagnostics/errors.ts';
import { diskTree, placesOf } from '../../folder/disk-tree.ts';
import { findFolders, openFolder } from '../../folder/open-folder.ts';
import {
  type Coverage,
  coverageOf,
  percentOf,
  routingFindings,
  type Share,
} from '../../verify/alert-tests/coverage.ts';
import { counted } from '../../report/counted.ts';
import { runTests } from '../../verify/alert-tests/run.ts';
import type { TestCase } from '../../verify/alert-tests/test-case.ts';
import { testedFolder } from '../../verify/alert-tests/tested-folder.ts';
import { showProgress } from '../progress.ts';
import type { TestReport } from './print.ts';

/** The project's own tests, and those of packs by environment. */
export interface AllTests {
  readonly own: readonly TestCase[];
  readonly ofPacks: ReadonlyMap<string | undefined, readonly TestCase[]>;
}

/** Runs tests against the provisioning folder at `dir`, or against those of all environments below it. */
export async function testFolders(
  { own, ofPacks }: AllTests,
  dir: string,
  threshold: number | undefined,
  datasources: ReadonlyMap<string, string>,
): Promise<TestReport> {
  const tree = diskTree(placesOf(dir));
  const roots = findFolders(tree, dir);
  const runs = [];
  for (const root of roots) {
    const folder = testedFolder(openFolder(tree, root), datasources);
    if (folder.problems.length > 0) throw new UserError(folder.problems);
    const tests = [...own, ...besideOwn(ofPacks.get(environmentOf(root, ofPacks)) ?? [], own, root)];
    showProgress(`Testing: ${counted(tests.length, 'test')}`);
    const { outcomes, touched } = await runTests(tests, folder);
    const named =
      roots.length === 1 ? outcomes : outcomes.map((outcome) => ({ ...outcome, name: `${outcome.name} [${root}]` }));
    runs.push({ outcomes: named, coverage: coverageOf(folder, touched), findings: routingFindings(folder) });
  }
  return {
    outcomes: runs.flatMap(({ outcomes }) => outcomes),
    coverage: sum(runs.map(({ coverage }) => coverage)),
    findings: runs.flatMap(({ findings }) => findings),
    threshold,
  };
}

/**
 * The tests of packs: their paths are relative to the output folder, where packs write their other files. A test of the
 * project with the same rule and name replaces a pack's.
 */
function besideOwn(ofPacks: readonly TestCase[], own: readonly TestCase[], root: string): TestCase[] {
  const folder = basename(root) === 'provisioning' ? dirname(root) : root;
  const names = new Set(own.map(nameOf));
  return ofPacks
    .filter((test) => !names.has(nameOf(test)))
    .map((test) => (test.kind === 'alert' ? { ...test, folder } : test));
}

function nameOf(test: TestCase): string {
  return JSON.stringify([test.kind, test.kind === 'alert' ? test.spec.rule : test.spec.labels, test.spec.name ?? '']);
}

/** The environment of a folder, found by its name in the path. */
function environmentOf(root: string, ofPacks: AllTests['ofPacks']): string | undefined {
  const steps = root.split(/[\\/]/);
  return [...ofPacks.keys()].find((name) => name !== undefined && steps.includes(name));
}

/** Whether the coverage is below the threshold. */
export function isBelow({ coverage, threshold }: TestReport): boolean {
  return threshold !== undefined && (percentOf(coverage.rules) < threshold || percentOf(coverage.routes) < threshold);
}

function sum(all: readonly Coverage[]): Coverage {
  const add = (shares: readonly Share[]): Share => ({
    covered: shares.reduce((total, { covered }) => total + covered, 0),
    total: shares.reduce((total, share) => total + share.total, 0),
    missing: shares.flatMap(({ missing }) => missing),
  });
  return { rules: add(all.map(({ rules }) => rules)), routes: add(all.map(({ routes }) => routes)) };
}
