import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { PACKAGE } from './package-root.ts';

const run = promisify(execFile);

/** A Java program fetched by Maven, named after its folder here. */
type JavaProgram = 'kafka' | 'zookeeper';

/** Why this machine cannot run such a program; undefined if it can. */
export async function missingForJava(program: JavaProgram): Promise<string | undefined> {
  if (!(await answers('java', ['-version']))) return 'java (Debian package default-jre-headless) is not installed';
  if (await isWhole(program)) return undefined;
  return (await answers('mvn', ['-version']))
    ? undefined
    : `mvn (Debian package maven), which fetches the jars of ${program}, is not installed`;
}

/**
 * Path of the folder with the program's jars. Maven fetches them once, in the versions pinned by its `pom.xml`, and
 * each must have the hash in `jars.sha256`: no jar may be missing, changed or added.
 */
export async function mavenJars(program: JavaProgram): Promise<string> {
  const cache = cacheOf(program);
  if (await isWhole(program)) return cache;
  const fresh = `${cache}-${process.pid}`;
  await mkdir(fresh, { recursive: true });
  await run('mvn', [
    '-B',
    '-q',
    '-f',
    join(folderOf(program), 'pom.xml'),
    'dependency:copy-dependencies',
    `-DoutputDirectory=${fresh}`,
  ]);
  const wrong = await wrongJars(program, fresh);
  if (wrong.length > 0)
    throw new Error(`The jars of ${program} are not those that ${program}/jars.sha256 names: ${wrong.join(', ')}`);
  await rm(cache, { recursive: true, force: true });
  await rename(fresh, cache);
  return cache;
}

function folderOf(program: JavaProgram): string {
  return join(PACKAGE, 'src/test/stores', program);
}

function cacheOf(program: JavaProgram): string {
  return join(PACKAGE, 'node_modules/.cache/pf-grafana', program);
}

async function isWhole(program: JavaProgram): Promise<boolean> {
  return (await wrongJars(program, cacheOf(program))).length === 0;
}

async function wrongJars(program: JavaProgram, folder: string): Promise<string[]> {
  const lines = (await readFile(join(folderOf(program), 'jars.sha256'), 'utf8')).trim().split('\n');
  const expected = new Map(lines.map((line) => line.split(/\s+/)).map(([hash = '', name = '']) => [name, hash]));
  const found: string[] = await readdir(folder).catch(() => []);
  const added = found.filter((name) => !expected.has(name));
  const wrong = await Promise.all(
    [...expected].map(async ([name, hash]) =>
      found.includes(name) && (await hashOf(join(folder, name))) === hash ? [] : [name],
    ),
  );
  return [...added, ...wrong.flat()];
}

async function hashOf(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
}

async function answers(program: string, args: readonly string[]): Promise<boolean> {
  return run(program, args).then(
    () => true,
    () => false,
  );
}
