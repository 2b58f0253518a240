// This folder builds the program from its sources: the bundle in `dist/`, the compiled schemas, and the check that both
// are up to date. It runs before everything else, so it imports nothing else of ours.

import { createHash } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';

import type { BuildOptions, OnLoadArgs, OnLoadResult, Plugin } from 'esbuild';

import { INPUTS, PACKAGE } from './freshness.ts';
import { leftOut } from './left-out.ts';
import { noticeText } from './notice.ts';
import { compileValidators, VALIDATORS } from './validators.ts';

const SOURCE = /\.(?:ts|mjs|json)$/;

/** Libraries used only by the services; users install them if they run one. */
const OPTIONAL = ['@clickhouse/client', '@platformatic/kafka', 'fastify', 'openapi-backend', 'pg', 'prom-client'];

/**
 * Bundles the program and the library from the sources. Another process may be running the old bundle or building the
 * new one at the same time, so chunks are named by their content and never removed, and every file appears complete.
 * `npm ci` starts from an empty folder.
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
    // The CommonJS entry of some packages loads its parts in a way that bundlers cannot follow.
    mainFields: ['module', 'main'],
    target: 'node20',
    sourcemap: 'linked',
    sourcesContent: false,
    // It loads a WebAssembly file from its own folder.
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
    // In a single file, because it must start faster than the program.
    build({ ...options, entryPoints: { unchanged: 'src/commands/build/unchanged.ts' } }),
  ]);
  // Entry points last, because they refer to the chunks.
  const files = [...program.outputFiles, ...first.outputFiles].toSorted(
    (left, right) =>
      Number(basename(right.path).startsWith('chunk-')) - Number(basename(left.path).startsWith('chunk-')),
  );
  writeWhole(join(PACKAGE, 'dist', basename(validators.textsPath)), readFileSync(validators.textsPath));
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
    // Hashes exactly what was bundled, even if the file is edited during the build.
    { name: 'hash-inputs', setup: ({ onLoad }) => onLoad({ filter: SOURCE }, (file) => load(file, inputs)) },
    {
      // The tool imports its content by the package's name, which in the bundle means these sources. The suffix makes
      // them a different module from the entry point, and so a chunk named by its content: otherwise Node would never
      // reload a changed `fleet.js` in watch mode.
      name: 'content',
      setup: ({ onResolve }) => {
        onResolve({ filter: /^pf-grafana\/fleet$/ }, () => ({
          path: join(PACKAGE, 'src', 'fleet', 'index.ts'),
          suffix: '?in-program',
        }));
        // Alert tests of a pack import the library like any other test file.
        onResolve({ filter: /^pf-grafana$/ }, () => ({ path: join(PACKAGE, 'src', 'index.ts') }));
      },
    },
    {
      // `#esbuild` is an entry of `imports` in package.json: the dependency in a clone, and a file of the package in
      // the tarball.
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
    // The source has been removed since.
    return undefined;
  }
}
