import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { PACKAGE } from './package-root.ts';

const run = promisify(execFile);
const HERE = join(PACKAGE, 'src/test/stores/kafka');
const CACHE = join(PACKAGE, 'node_modules/.cache/pf-grafana/kafka');

/** Why this machine cannot run a Kafka broker; undefined when it can. */
export async function missingForKafka(): Promise<string | undefined> {
  if (!(await answers('java', ['-version']))) return 'java (Debian package default-jre-headless) is not installed';
  if (await isWhole()) return undefined;
  return (await answers('mvn', ['-version']))
    ? undefined
    : "mvn (Debian package maven), which fetches the broker's jars, is not installed";
}

/**
 * Path of the folder with the broker's jars. Maven fetches them once, by the versions that `kafka/pom.xml` pins, and each must have the hash
 * that `kafka/jars.sha256` names: no jar may be missing, changed or added.
 */
export async function kafkaJars(): Promise<string> {
  if (await isWhole()) return CACHE;
  const fresh = `${CACHE}-${process.pid}`;
  await mkdir(fresh, { recursive: true });
  await run('mvn', [
    '-B',
    '-q',
    '-f',
    join(HERE, 'pom.xml'),
    'dependency:copy-dependencies',
    `-DoutputDirectory=${fresh}`,
  ]);
  const wrong = await wrongJars(fresh);
  if (wrong.length > 0)
    throw new Error(`The jars of the Kafka broker are not those that kafka/jars.sha256 names: ${wrong.join(', ')}`);
  await rm(CACHE, { recursive: true, force: true });
  await rename(fresh, CACHE);
  return CACHE;
}

async function isWhole(): Promise<boolean> {
  return (await wrongJars(CACHE)).length === 0;
}

async function wrongJars(folder: string): Promise<string[]> {
  const lines = (await readFile(join(HERE, 'jars.sha256'), 'utf8')).trim().split('\n');
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
