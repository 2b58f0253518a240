import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
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

/** Makes the tarball in a folder, and unpacks it in `unpacked/` there; its path. */
export function makeTarball(work: string): string {
  run(REPOSITORY, 'npm', 'run', '--silent', 'tarball', '--', work);
  const tarball = join(work, readdirSync(work).find((name) => name.endsWith('.tgz')) ?? 'no tarball');
  mkdirSync(join(work, 'unpacked'));
  run(work, 'tar', '-xzf', tarball, '-C', 'unpacked');
  return tarball;
}
