// This room makes the program from its sources: the bundle in `dist/`, the compiled schemas, and the check that both
// are as new as the sources. It runs before everything else, so it imports nothing of ours.

import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { OnLoadArgs, OnLoadResult } from 'esbuild';

import { noticeText } from './notice.ts';
import { compileValidators, VALIDATORS } from './validators.ts';

/** The package's folder; this module runs bundled, from `dist/`. */
export const PACKAGE = dirname(dirname(fileURLToPath(import.meta.url)));
const INPUTS = join(PACKAGE, 'dist', 'inputs.json');

const SOURCE = /\.(?:ts|mjs|json)$/;

/** Libraries of the services alone: who runs one installs what it needs. */
const OPTIONAL = ['@clickhouse/client', '@platformatic/kafka', 'fastify', 'openapi-backend', 'pg', 'prom-client'];

/** The files a bundle was made from, by path below the package, with their hashes. */
type BundleInputs = Readonly<Record<string, string>>;

/**
 * True when the bundle was made from the sources as they are. An installed package ships no sources but a template and
 * is always fresh; in a
 * checkout an edited definition must never meet yesterday's bundle.
 */
export function isBundleFresh(): boolean {
  if (!existsSync(join(PACKAGE, 'src', 'bin.ts'))) return true;
  const inputs = readInputs();
  return inputs !== undefined && Object.entries(inputs).every(([path, hash]) => hashOf(path) === hash);
}

/** One hash over the sources of the running bundle. */
export function bundleHash(): string {
  const inputs = existsSync(INPUTS) ? readFileSync(INPUTS) : '';
  return createHash('sha256').update(inputs).digest('hex');
}

/** Absolute paths of the sources of the running bundle; none in an installed package, whose sources nobody edits. */
export function bundledSources(): string[] {
  return existsSync(join(PACKAGE, 'src', 'bin.ts'))
    ? Object.keys(readInputs() ?? {}).map((path) => join(PACKAGE, path))
    : [];
}

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
  const result = await build({
    absWorkingDir: PACKAGE,
    entryPoints: { cli: 'src/cli.ts', index: 'src/index.ts', fleet: 'src/fleet/index.ts' },
    outdir: 'dist',
    write: false,
    metafile: true,
    // The hash is of what was bundled, even when the file is edited at this moment.
    plugins: [
      { name: 'hash-inputs', setup: ({ onLoad }) => onLoad({ filter: SOURCE }, (file) => load(file, inputs)) },
      {
        // The tool reaches its content by the package's name; in the bundle that is these sources. With a suffix they are
        // another module than the entry point, and so a chunk named by its content: Node would never read a changed
        // `fleet.js` again while a watch runs.
        name: 'content',
        setup: ({ onResolve }) =>
          onResolve({ filter: /^pf-grafana\/fleet$/ }, () => ({
            path: join(PACKAGE, 'src', 'fleet', 'index.ts'),
            suffix: '?in-program',
          })),
      },
      {
        // An entry of `imports` in package.json: a clone's dependency, and in the tarball the file that stands beside.
        name: 'bundler',
        setup: ({ onResolve }) => onResolve({ filter: /^esbuild$/ }, () => ({ path: '#esbuild', external: true })),
      },
      {
        name: 'validators',
        setup: ({ onResolve }) =>
          onResolve({ filter: new RegExp(`^${VALIDATORS}$`) }, () => ({ path: validators.path })),
      },
    ],
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    // Some packages' CommonJS entry finds its parts in a way that no bundler sees.
    mainFields: ['module', 'main'],
    target: 'node20',
    sourcemap: 'linked',
    sourcesContent: false,
    chunkNames: 'chunk-[hash]',
    // It finds a WebAssembly file beside itself.
    external: ['libpg-query', ...OPTIONAL],
    logLevel: 'warning',
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
  });
  // Entry points last: they name the chunks.
  const files = result.outputFiles.toSorted(
    (left, right) =>
      Number(basename(right.path).startsWith('chunk-')) - Number(basename(left.path).startsWith('chunk-')),
  );
  for (const { path, contents } of files) writeWhole(path, contents);
  writeWhole(join(PACKAGE, 'dist', 'NOTICE'), noticeText(PACKAGE, Object.keys(result.metafile.inputs)));
  writeWhole(
    INPUTS,
    JSON.stringify(Object.fromEntries([...inputs.keys()].sort().map((path) => [path, inputs.get(path)]))),
  );
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

function readInputs(): BundleInputs | undefined {
  try {
    const inputs = JSON.parse(readFileSync(INPUTS, 'utf8')) as BundleInputs | null;
    return inputs?.['src/bin.ts'] === undefined ? undefined : inputs;
  } catch {
    // Missing or broken: the next step makes a new one.
    return undefined;
  }
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
