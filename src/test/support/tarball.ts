import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

import { REPOSITORY } from './out-folder.ts';

/** The environment of a user's shell: the variables of the `npm` that runs the tests would tell another that it works for that project. */
export function shellEnvironment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name));
  return { ...Object.fromEntries(own), CI: 'true', NO_COLOR: '1' };
}

/** Runs a program in a folder; what it printed, and a failure when it ends with another code than 0. */
export function run(cwd: string, program: string, ...args: readonly string[]): string {
  return execFileSync(program, args, { cwd, encoding: 'utf8', env: shellEnvironment() });
}

/** What is made in a checkout, or is Git's own. */
const MADE: ReadonlySet<string> = new Set(['.git', 'dist', 'node_modules', 'types']);

/** Copies the sources as they are here, so that nothing is made in the folder that other tests run. */
export function copySources(folder: string): void {
  mkdirSync(folder);
  for (const name of readdirSync(REPOSITORY))
    if (!MADE.has(name)) cpSync(join(REPOSITORY, name), join(folder, name), { recursive: true });
}

/** Makes the tarball in a folder, and unpacks it in `unpacked/` there; its path. */
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
