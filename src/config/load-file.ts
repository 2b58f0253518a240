import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, extname, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import { isNode, LineCounter, parseDocument } from 'yaml';

import { bundleHash } from '../bundle/bundle.ts';
import type { Position } from '../diagnostics/diagnostics.ts';
import { UserError } from '../diagnostics/errors.ts';
import { stackPosition } from '../diagnostics/stack-position.ts';
import { isProjectBuild, type ProjectBuild } from '../define/project.ts';
import { checkConfig, checkProject } from './check.ts';
import type { Config } from './config.ts';
import type { LoadedConfig, Locate } from './load.ts';
import { loadPacks } from './load-packs.ts';

/** A configuration before it is checked. */
type Read = Omit<LoadedConfig, 'config' | 'packs'> & { readonly value: unknown };

/** What makes a configuration depend on more than its files: the environment, the disk, the clock, chance. */
const MAY_CHANGE = /\bprocess\b|['"](?:node:|(?:fs|os|crypto|child_process)['"/])|\bDate\b|\bMath\.random\b|\bfetch\b/;

/** Reads and checks a configuration; everything wrong in it comes in one UserError with file and line. */
export async function loadConfig(path: string | undefined): Promise<LoadedConfig> {
  if (path === undefined)
    return { config: {}, packs: [], locate: () => ({ file: 'the defaults' }), dependencies: [], pure: true };
  const file = relative(process.cwd(), path) || path;
  const { value, locate, ...origin } = isYaml(path) ? await readYaml(path, file) : await readModule(path, file);
  const project = isProjectBuild(value) ? value : undefined;
  const findings = project ? checkProject(project.facts, locate) : checkConfig(value, locate);
  if (findings.length > 0) throw new UserError(findings);
  // The schema has checked the shape.
  const config = project ? validateConfig(project) : (value as Config);
  const { packs, dependencies } = await loadPacks(
    (project ? project.parts.packs : config.packs) ?? [],
    (specifier) => readPack(specifier, path, file),
    locate,
  );
  return {
    config,
    packs,
    ...(project ? { project } : {}),
    locate,
    ...origin,
    dependencies: [...origin.dependencies, ...dependencies],
  };
}

/** What the validator asks a configuration for, whatever the environment. */
function validateConfig({ parts }: ProjectBuild): Config {
  return parts.validate ? { validate: parts.validate } : {};
}

/**
 * Absolute paths of the files that a configuration is made from, without running it; a UserError where one of them
 * cannot be parsed.
 */
export async function configFiles(path: string): Promise<readonly string[]> {
  return isYaml(path) ? [path] : (await bundleModule(path, relative(process.cwd(), path))).dependencies;
}

/**
 * What a TypeScript or JavaScript module exports by default, evaluated with all it imports; `advice` tells how to write
 * one that does.
 */
export async function defaultExport(path: string, advice: string): Promise<unknown> {
  const { value } = await readDefault(path, relative(process.cwd(), path) || path, advice);
  return value;
}

function isYaml(path: string): boolean {
  return ['.yaml', '.yml', '.json'].includes(extname(path));
}

async function readYaml(path: string, file: string): Promise<Read> {
  const lines = new LineCounter();
  const document = parseDocument(await readFile(path, 'utf8'), { lineCounter: lines });
  const place = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col };
  };
  if (document.errors.length > 0) {
    throw new UserError(
      document.errors.map((error) => ({
        severity: 'error',
        id: 'config/syntax',
        message: (error.message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:$/, '.'),
        at: place(error.pos[0]),
      })),
    );
  }
  const locate: Locate = (keys) => {
    const node = [...keys.keys(), keys.length]
      .reverse()
      .map((length) => document.getIn(keys.slice(0, length), true))
      .find((found) => isNode(found) && found.range);
    return isNode(node) && node.range ? place(node.range[0]) : { file };
  };
  return { value: (document.toJS() as unknown) ?? {}, locate, dependencies: [path], pure: true };
}

async function readModule(path: string, file: string): Promise<Read> {
  const { value, dependencies } = await readDefault(path, file, 'Write `export default defineConfig({ … })`.');
  const ownSources = await Promise.all(
    dependencies.filter((input) => !input.includes('/node_modules/')).map((input) => readFile(input, 'utf8')),
  );
  return { value, locate: () => ({ file }), dependencies, pure: !ownSources.some((source) => MAY_CHANGE.test(source)) };
}

async function readDefault(
  path: string,
  file: string,
  advice: string,
): Promise<{ value: unknown; dependencies: readonly string[] }> {
  const { code, dependencies } = await bundleModule(path, file);
  process.setSourceMapsEnabled(true);
  const module = await evaluate(code).catch((error: unknown) => {
    throw evaluationError(error, file);
  });
  if (module.default === undefined)
    throw new UserError({
      severity: 'error',
      id: 'config/default-export',
      message: `${file} has no default export.`,
      hint: advice,
      at: { file },
    });
  return { value: module.default, dependencies };
}

/** The default export of a pack's package, or of a module by its path, as one that the configuration would import. */
async function readPack(
  specifier: string,
  path: string,
  file: string,
): Promise<{ value: unknown; dependencies: readonly string[] }> {
  const { code, dependencies } = await bundleModule(
    path,
    file,
    `export { default } from ${JSON.stringify(specifier)};`,
  );
  process.setSourceMapsEnabled(true);
  const module = await evaluate(code).catch((error: unknown) => {
    throw evaluationError(error, specifier);
  });
  return { value: module.default, dependencies };
}

/**
 * Bundles the config with all it imports, so that every file it depends on is known; or a `text` in the config's place.
 */
async function bundleModule(
  path: string,
  file: string,
  text?: string,
): Promise<{ code: string; dependencies: readonly string[] }> {
  const { build } = await import('esbuild');
  const bundled = await build({
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
    banner: {
      js: `import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(${JSON.stringify(pathToFileURL(path).href)});`,
    },
    // The library that is running, not a second copy of it.
    plugins: [
      {
        name: 'pf-grafana',
        setup: (setup) =>
          setup.onResolve({ filter: /^pf-grafana(?:\/fleet)?$/ }, ({ path: name }) => ({
            path: new URL(`./${name === 'pf-grafana' ? 'index' : 'fleet'}.js?${bundleHash()}`, import.meta.url).href,
            external: true,
          })),
      },
    ],
  }).catch((error: unknown) => {
    throw bundleError(error, file);
  });
  const dependencies = Object.keys(bundled.metafile.inputs)
    .map((input) => resolve(dirname(path), input))
    .filter((input) => existsSync(input));
  return { code: bundled.outputFiles[0]?.text ?? '', dependencies };
}

/** Runs bundled code from a file outside the project, so that a read-only checkout builds too. */
async function evaluate(code: string): Promise<{ default?: unknown }> {
  const directory = await mkdtemp(join(tmpdir(), 'pf-grafana-'));
  try {
    const path = join(directory, 'config.mjs');
    await writeFile(path, code);
    return (await import(pathToFileURL(path).href)) as { default?: unknown };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

function bundleError(error: unknown, file: string): unknown {
  const failures = (
    error as { errors?: { text: string; location: { file: string; line: number; column: number } | null }[] }
  ).errors;
  if (!failures) {
    const isStopped = error instanceof Error && error.message.startsWith('The service ');
    return isStopped
      ? new UserError({
          severity: 'error',
          id: 'config/bundler',
          message: `The bundler that reads ${file} was stopped.`,
          hint: 'Run the command again.',
        })
      : error;
  }
  return new UserError(
    failures.map(({ text, location }) => ({
      severity: 'error',
      id: 'config/syntax',
      message: text,
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

function evaluationError(error: unknown, file: string): UserError {
  const message = error instanceof Error ? error.message : String(error);
  const at = (error instanceof Error && stackPosition(error.stack ?? '')) || { file };
  return new UserError({
    severity: 'error',
    id: 'config/threw',
    message: `${file} threw while it was read: ${message}`,
    hint: 'Nothing was written.',
    at,
  });
}
