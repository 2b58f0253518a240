import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { PACKAGE } from './package-root.ts';

const run = promisify(execFile);
const CACHE = join(PACKAGE, 'node_modules/.cache/pf-grafana/python-chdb');
const REQUIREMENTS = join(PACKAGE, 'src/test/stores/python/requirements.txt');

/** Why this machine cannot run Python's chdb; undefined if it can. */
export async function missingForPythonChdb(): Promise<string | undefined> {
  if (existsSync(join(CACHE, 'bin/python'))) return undefined;
  return run('python3', ['-c', 'import ensurepip, venv']).then(
    () => undefined,
    () => 'venv for Python (Debian package python3-venv) is not installed',
  );
}

/**
 * Path of a Python with chdb, whose sessions accept a server configuration (`?config-file=`), unlike Node's. pip
 * fetches it once, by the hashes in `python/requirements.txt`.
 */
export async function pythonWithChdb(): Promise<string> {
  const python = join(CACHE, 'bin/python');
  const hasIt = await run(python, ['-c', 'import chdb']).then(
    () => true,
    () => false,
  );
  if (hasIt) return python;
  await run('python3', ['-m', 'venv', '--clear', CACHE]);
  const pip = ['-m', 'pip', 'install', '--quiet', '--no-deps', '--require-hashes', '--only-binary', ':all:'];
  await run(python, [...pip, '-r', REQUIREMENTS]);
  return python;
}
