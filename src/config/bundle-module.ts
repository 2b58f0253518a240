import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, extname, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import type { BuildOptions, Loader, Plugin } from 'esbuild';

import { bundleHash } from '../bundle/freshness.ts';
import { UserError } from '../diagnostics/errors.ts';
import { bundleHint } from './bundle-hints.ts';
import { type Import, placesOfImports } from './places-of-imports.ts';
import { resolutionFiles } from './resolution.ts';
import { sdkAsItIs } from './sdk-imports.ts';

/** A module bundled with everything it imports. */
export interface BundledModule {
  /** Text that must come before the code when it runs. */
  readonly banner: string;
  readonly code: string;
  /** Absolute paths of every file in the bundle, those of packages included. */
  readonly dependencies: readonly string[];
  /** Absolute paths where a new file would change what an import resolves to; those of folders end with `/`. */
  readonly lookedFor: readonly string[];
  /** URLs of the modules of the SDK and of our own library that it imports statically, from outside the bundle. */
  readonly shared: readonly string[];
  /** Modules imported from outside the bundle, except our own library and the SDK, which only compute. */
  readonly externals: readonly string[];
}

/** Expressions by which a file may refer to its own path. */
const OWN_PLACE = /\bimport\.meta\.(?:url|filename|dirname)\b|\b__(?:file|dir)name\b/;

/**
 * Bundles a module with everything it imports, so that every file it depends on is known. `text` replaces the content
 * of the module. Throws a UserError when a file cannot be parsed.
 */
export async function bundleModule(path: string, file: string, text?: string): Promise<BundledModule> {
  const { build } = await import('esbuild');
  const own = (name: string) => new URL(`./${name}.js?${bundleHash()}`, import.meta.url).href;
  const library = { 'pf-grafana': own('index'), 'pf-grafana/fleet': own('fleet') };
  const ofSdk: Import[] = [];
  const options = {
    absWorkingDir: dirname(path),
    ...(text === undefined
      ? { entryPoints: [path] }
      : { stdin: { contents: text, resolveDir: dirname(path), sourcefile: file } }),
    outfile: resolve(dirname(path), 'pf-grafana.config.mjs'),
    write: false,
    metafile: true,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: 'inline',
    sourceRoot: `${pathToFileURL(dirname(path)).href}/`,
    logLevel: 'silent',
    plugins: [ownLibrary(library), sdkAsItIs(ofSdk), OWN_PLACES],
  } as const satisfies BuildOptions;
  // In a promise chain, because esbuild throws synchronously when its binary is missing.
  const bundled = await Promise.resolve(options)
    .then(build)
    .catch((error: unknown) => {
      throw bundleError(error, path, file);
    });
  const inputs = Object.keys(bundled.metafile.inputs)
    .map((input) => resolve(dirname(path), input))
    .filter((input) => existsSync(input));
  const dependencies = [...inputs, ...new Set(ofSdk.map(({ found }) => found))];
  const known = new Set([...Object.values(library), ...ofSdk.map(({ found }) => pathToFileURL(found).href)]);
  const imported = Object.values(bundled.metafile.outputs)
    .flatMap(({ imports }) => imports)
    .filter(({ external }) => external === true);
  return {
    banner: `import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(${JSON.stringify(pathToFileURL(path).href)});`,
    code: bundled.outputFiles[0]?.text ?? '',
    dependencies,
    lookedFor: [...resolutionFiles(dependencies), ...placesOfImports(bundled.metafile, dirname(path), ofSdk)],
    // The fleet is excluded, because in a clone its definitions may be edited like a user's own.
    shared: imported
      .filter(
        ({ path: url, kind }) => known.has(url) && url !== library['pf-grafana/fleet'] && kind === 'import-statement',
      )
      .map(({ path: url }) => url),
    externals: imported.filter(({ path: name }) => !known.has(name)).map(({ path: name }) => name),
  };
}

/** Resolves imports of pf-grafana to the running library, not to a second copy. */
function ownLibrary(modules: Readonly<Record<string, string>>): Plugin {
  return {
    name: 'pf-grafana',
    setup: ({ onResolve }) =>
      onResolve({ filter: /^pf-grafana(?:\/fleet)?$/ }, ({ path: name }) => {
        const path = modules[name];
        return path === undefined ? undefined : { path, external: true };
      }),
  };
}

/**
 * In a bundle every file would see the path of the bundle, so expressions for a file's own path are replaced by their
 * values.
 */
const OWN_PLACES: Plugin = {
  name: 'own-places',
  setup: ({ onLoad, esbuild: { transform } }) =>
    onLoad({ filter: /\.[cm]?[jt]sx?$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      if (!OWN_PLACE.test(source)) return undefined;
      const [url, filename, dirName] = [pathToFileURL(path).href, path, dirname(path)].map((text) =>
        JSON.stringify(text),
      );
      const { code } = await transform(source, {
        loader: extname(path).replace(/^\.[cm]?/, '') as Loader,
        sourcefile: path,
        sourcemap: 'inline',
        target: 'node20',
        define: Object.fromEntries([
          ['import.meta.url', url],
          ['import.meta.filename', filename],
          ['import.meta.dirname', dirName],
          ['__filename', filename],
          ['__dirname', dirName],
        ]) as Record<string, string>,
      });
      return { contents: code, loader: 'js' };
    }),
};

function bundleError(error: unknown, path: string, file: string): unknown {
  const failures = (
    error as { errors?: { text: string; location: { file: string; line: number; column: number } | null }[] }
  ).errors;
  if (!failures) return unavailable(error, file) ?? error;
  return new UserError(
    failures.map(({ text, location }) => ({
      severity: 'error',
      id: 'config/syntax',
      message: text,
      hint: bundleHint(text, resolve(dirname(path), location?.file ?? path)),
      at: location
        ? {
            file: relative(process.cwd(), resolve(dirname(file), location.file)),
            line: location.line,
            column: location.column + 1,
          }
        : { file },
    })),
  );
}

/** The error for a bundler that cannot run; undefined for any other error. */
function unavailable(error: unknown, file: string): UserError | undefined {
  if (!(error instanceof Error)) return undefined;
  const isMissing =
    ('code' in error && error.code === 'MODULE_NOT_FOUND') ||
    /esbuild for another platform|needed by esbuild/.test(error.message);
  if (!isMissing && !error.message.startsWith('The service ')) return undefined;
  return new UserError({
    severity: 'error',
    id: 'config/bundler',
    ...(isMissing
      ? {
          message: `The bundler that reads ${file} is not installed for this machine (${process.platform}-${process.arch}).`,
          hint: 'Run npm install on this machine, without --omit=optional.',
        }
      : { message: `The bundler that reads ${file} was stopped.`, hint: 'Run the command again.' }),
  });
}
