import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

import { glob } from 'tinyglobby';

import { defaultExport } from '../../config/load-file.ts';
import type { Diagnostic } from '../../diagnostics/diagnostics.ts';
import { UserError } from '../../diagnostics/errors.ts';
import { diskTree } from '../../folder/disk-tree.ts';
import { moduleTests } from '../../verify/alert-tests/read-module.ts';
import { readYamlTests } from '../../verify/alert-tests/read-yaml.ts';
import type { TestCase } from '../../verify/alert-tests/test-case.ts';

const PATTERN = '**/*.alert.test.{yaml,yml,ts,mts,js,mjs}';
const DATA = /\.ya?ml$/;
const ADVICE = 'Write `export default [alertTest({ … })]`.';

/** Reads the named test files, or all below the working directory; throws one UserError with every problem. */
export async function readTests(files: readonly string[], isUntrusted = false, mayBeNone = false): Promise<TestCase[]> {
  const paths =
    files.length > 0
      ? [...files]
      : (
          await glob(PATTERN, {
            ignore: ['**/node_modules/**', '**/dist/**'],
            onlyFiles: true,
            followSymbolicLinks: false,
          })
        ).sort();
  if (paths.length === 0 && !mayBeNone)
    throw new UserError({
      severity: 'error',
      id: 'usage/tests',
      message: 'There are no alert tests here.',
      hint: `Pass the paths of test files, or write one whose name ends in ${PATTERN.slice('**/*'.length)}.`,
    });
  const missing = paths.filter((path) => !existsSync(path));
  if (missing.length > 0)
    throw new UserError(
      missing.map((path) => ({
        severity: 'error',
        id: 'usage/tests',
        message: `There is no test file ${path}.`,
        hint: 'Check the path.',
      })),
    );
  const programs = isUntrusted ? paths.filter((path) => !DATA.test(path)) : [];
  if (programs.length > 0 && files.length > 0)
    throw new UserError(
      programs.map((path) => ({
        severity: 'error',
        id: 'usage/untrusted',
        message: `${path} is a program, and --untrusted runs no programs.`,
        hint: 'Pass only tests in YAML, or remove --untrusted if you trust these tests.',
      })),
    );
  const tests: TestCase[] = [];
  const problems: Diagnostic[] = [];
  for (const path of paths.filter((one) => !programs.includes(one))) {
    const read = DATA.test(path)
      ? readYamlTests(diskTree(), path)
      : moduleTests(await defaultExport(resolve(path), ADVICE), path, path);
    tests.push(...read.tests);
    problems.push(...read.problems);
  }
  if (problems.length > 0) throw new UserError(problems);
  return tests;
}
