// This room makes the program from its sources: the bundle in `dist/`, the compiled schemas, and the check that both
// are as new as the sources. It runs before everything else, so it imports nothing of ours.

import { createHash } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';

import type { BuildOptions, OnLoadArgs, OnLoadResult, Plugin } from 'esbuild';

import { INPUTS, PACKAGE } from './freshness.ts';
import { leftOut } from './left-out.ts';
import { noticeText } from './notice.ts';
import { compileValidators, VALIDATORS } from './validators.ts';

const SOURCE = /\.(?:ts|mjs|json)$/;

/** Libraries of the services alone: who runs one installs what it needs. */
const OPTIONAL = ['@clickhouse/client', '@platformatic/kafka', 'fastify', 'openapi-backend', 'pg', 'prom-client'];

/**
 * Bundles the program and the library anew from the sources. Another process may run the old bundle or make the new one
 * at this
 * moment: chunks are named by their content and stay, and every file is whole when it appears. `npm ci` starts from an
 * empty folder.
 */
export async function bundle(): Promise<void> {
  const { build } = await import('esbuild');
  const validators = await compileValidators(PACKAGE);
  const inputs = new Map(
    ['src/bin.ts', 'package.json', 'package-lock.json', ...validators.sources].map((path) => [path, hashOf(path)]),
  );
  const options = {
    absWorkingDir: PACKAGE,
    outdir: 'dist',
    write: false,
    metafile: true,
    plugins: plugins(inputs, validators.path),
    bundle: true,
    platform: 'node',
    format: 'esm',
    // Some packages' CommonJS entry finds its parts in a way that no bundler sees.
    mainFields: ['module', 'main'],
    target: 'node20',
    sourcemap: 'linked',
    sourcesContent: false,
    // It finds a WebAssembly file beside itself.
    external: ['libpg-query', ...OPTIONAL],
    logLevel: 'warning',
  } as const satisfies BuildOptions;
  const [program, first] = await Promise.all([
    build({
      ...options,
      entryPoints: { cli: 'src/cli.ts', index: 'src/index.ts', fleet: 'src/fleet/index.ts' },
      splitting: true,
      chunkNames: 'chunk-[hash]',
      banner: {
        js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
      },
    }),
    // In one file, since it has to be quicker than loading the program.
    build({ ...options, entryPoints: { unchanged: 'src/commands/build/unchanged.ts' } }),
  ]);
  // Entry points last: they name the chunks.
  const files = [...program.outputFiles, ...first.outputFiles].toSorted(
    (left, right) =>
      Number(basename(right.path).startsWith('chunk-')) - Number(basename(left.path).startsWith('chunk-')),
  );
  for (const { path, contents } of files) writeWhole(path, contents);
  writeWhole(join(PACKAGE, 'dist', 'NOTICE'), noticeText(PACKAGE, Object.keys(program.metafile.inputs)));
  writeWhole(
    INPUTS,
    JSON.stringify(Object.fromEntries([...inputs.keys()].sort().map((path) => [path, inputs.get(path)]))),
  );
}

function plugins(inputs: Map<string, string | undefined>, validators: string): Plugin[] {
  return [
    leftOut,
    // The hash is of what was bundled, even when the file is edited at this moment.
    { name: 'hash-inputs', setup: ({ onLoad }) => onLoad({ filter: SOURCE }, (file) => load(file, inputs)) },
    {
      // The tool reaches its content by the package's name; in the bundle that is these sources. With a suffix they are
      // another module than the entry point, and so a chunk named by its content: Node would never read a changed
      // `fleet.js` again while a watch runs.
      name: 'content',
      setup: ({ onResolve }) => {
        onResolve({ filter: /^pf-grafana\/fleet$/ }, () => ({
          path: join(PACKAGE, 'src', 'fleet', 'index.ts'),
          suffix: '?in-program',
        }));
        // The alert tests of a pack import the library as every test file does.
        onResolve({ filter: /^pf-grafana$/ }, () => ({ path: join(PACKAGE, 'src', 'index.ts') }));
      },
    },
    {
      // An entry of `imports` in package.json: a clone's dependency, and in the tarball the file that is beside.
      name: 'bundler',
      setup: ({ onResolve }) => onResolve({ filter: /^esbuild$/ }, () => ({ path: '#esbuild', external: true })),
    },
    {
      name: 'validators',
      setup: ({ onResolve }) => onResolve({ filter: new RegExp(`^${VALIDATORS}$`) }, () => ({ path: validators })),
    },
  ];
}

function load({ path, with: { type } }: OnLoadArgs, inputs: Map<string, string | undefined>): OnLoadResult | undefined {
  const below = relative(PACKAGE, path);
  if (below.startsWith('node_modules')) return undefined;
  const contents = readFileSync(path, 'utf8');
  inputs.set(below, createHash('sha256').update(contents).digest('hex'));
  return { contents, loader: type === 'text' ? 'text' : 'default' };
}

function writeWhole(path: string, contents: string | Uint8Array): void {
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(temporary, contents);
  renameSync(temporary, path);
}

function hashOf(path: string): string | undefined {
  try {
    return createHash('sha256')
      .update(readFileSync(join(PACKAGE, path)))
      .digest('hex');
  } catch {
    // A source that was removed since.
    return undefined;
  }
}
