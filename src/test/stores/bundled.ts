import { type ChildProcess, spawn } from 'node:child_process';
import { basename, join } from 'node:path';

import { build } from 'esbuild';

import { PACKAGE } from './package-root.ts';

/**
 * Bundles a test program, given by its path in this package, so that Node 20 can run it in a separate process; returns
 * the path of the bundle.
 */
export async function bundled(entry: string): Promise<string> {
  const path = join(PACKAGE, entry);
  // Inside the package, so that imports resolve; with the process id, so that parallel test files do not write the same
  // file.
  const outfile = `${PACKAGE}/node_modules/.cache/pf-grafana/programs/${basename(path, '.ts')}-${process.pid}.mjs`;
  await build({
    entryPoints: [path],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    sourcemap: 'inline',
    logLevel: 'warning',
    alias: { 'pf-grafana': `${PACKAGE}/src/index.ts` },
  });
  return outfile;
}

/** Starts such a program; its stderr is passed to `hear`. */
export function startProgram(
  path: string,
  args: readonly string[],
  options: { readonly env?: NodeJS.ProcessEnv; readonly hear?: (text: string) => void } = {},
): ChildProcess {
  const child = spawn(process.execPath, ['--enable-source-maps', path, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...options.env },
  });
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => options.hear?.(text));
  return child;
}
