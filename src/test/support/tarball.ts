import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

import { REPOSITORY } from './out-folder.ts';

/**
 * The environment of a user's shell, without the variables of the `npm` that runs the tests, which would point another
 * npm to its project.
 */
export function shellEnvironment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name));
  return { ...Object.fromEntries(own), CI: 'true', NO_COLOR: '1' };
}

/** Runs a program in a folder and returns its output; throws if the exit code is not 0. */
export function run(cwd: string, program: string, ...args: readonly string[]): string {
  return execFileSync(program, args, { cwd, encoding: 'utf8', env: shellEnvironment() });
}

/** Generated folders of a checkout, and Git's own. */
const MADE: ReadonlySet<string> = new Set(['.git', 'dist', 'node_modules', 'types']);

/** Copies the current sources, so that nothing is written to the folder that other tests use. */
export function copySources(folder: string): void {
  mkdirSync(folder);
  for (const name of readdirSync(REPOSITORY))
    if (!MADE.has(name)) cpSync(join(REPOSITORY, name), join(folder, name), { recursive: true });
}

/** Builds the tarball in a folder and unpacks it to `unpacked/`; returns its path. */
export function makeTarball(work: string): string {
  const sources = join(work, 'sources');
  copySources(sources);
  symlinkSync(join(REPOSITORY, 'node_modules'), join(sources, 'node_modules'));
  run(sources, 'npm', 'run', '--silent', 'tarball', '--', work);
  const tarball = join(work, readdirSync(work).find((name) => name.endsWith('.tgz')) ?? 'no tarball');
  mkdirSync(join(work, 'unpacked'));
  run(work, 'tar', '-xzf', tarball, '-C', 'unpacked');
  return tarball;
}
