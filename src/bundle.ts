import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The package's folder; this module runs bundled, from `dist/`. */
const PACKAGE = dirname(dirname(fileURLToPath(import.meta.url)));
const INPUTS = join(PACKAGE, 'dist', 'inputs.json');

/** The files a bundle was made from, by path below the package, with their hashes. */
type BundleInputs = Readonly<Record<string, string>>;

/**
 * True when the bundle was made from the sources as they are. An installed package ships no sources and is always fresh; in a
 * checkout an edited definition must never meet yesterday's bundle.
 */
export function isBundleFresh(): boolean {
  if (!existsSync(join(PACKAGE, 'src'))) return true;
  const inputs = readInputs();
  return inputs !== undefined && Object.entries(inputs).every(([path, hash]) => hashOf(path) === hash);
}

/** One hash over the sources of the running bundle. */
export function bundleHash(): string {
  const inputs = existsSync(INPUTS) ? readFileSync(INPUTS) : '';
  return createHash('sha256').update(inputs).digest('hex');
}

/** Bundles the program and the library anew from the sources. */
export async function bundle(): Promise<void> {
  const { build } = await import('esbuild');
  const { rmSync, writeFileSync, readdirSync } = await import('node:fs');
  const result = await build({
    absWorkingDir: PACKAGE,
    entryPoints: ['src/cli.ts', 'src/index.ts'],
    outdir: 'dist',
    metafile: true,
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: 'linked',
    chunkNames: 'chunk-[hash]',
    // esbuild finds its binary beside itself.
    external: ['esbuild'],
    logLevel: 'warning',
    banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" },
  });
  const written = new Set(Object.keys(result.metafile.outputs).map((path) => path.slice('dist/'.length)));
  for (const file of readdirSync(join(PACKAGE, 'dist'))) if (file.startsWith('chunk-') && !written.has(file)) rmSync(join(PACKAGE, 'dist', file));
  const sources = Object.keys(result.metafile.inputs).filter((path) => !path.startsWith('node_modules/'));
  const inputs = [...sources, 'src/bin.ts', 'package.json', 'package-lock.json'].filter((path) => existsSync(join(PACKAGE, path))).sort();
  writeFileSync(INPUTS, JSON.stringify(Object.fromEntries(inputs.map((path) => [path, hashOf(path)]))));
}

function readInputs(): BundleInputs | undefined {
  try {
    return JSON.parse(readFileSync(INPUTS, 'utf8')) as BundleInputs;
  } catch {
    // Missing or broken: the next step makes a new one.
    return undefined;
  }
}

function hashOf(path: string): string | undefined {
  try {
    return createHash('sha256').update(readFileSync(join(PACKAGE, path))).digest('hex');
  } catch {
    // A source that was removed since.
    return undefined;
  }
}
