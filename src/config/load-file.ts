import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, extname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';

import { isNode, LineCounter, parseDocument } from 'yaml';

import type { Position } from '../diagnostics/diagnostics.ts';
import { UserError } from '../diagnostics/errors.ts';
import { withoutSourceMaps } from '../diagnostics/source-maps.ts';
import { stackPosition } from '../diagnostics/stack-position.ts';
import { isProjectBuild, type ProjectBuild } from '../define/project.ts';
import { type BundledModule, bundleModule } from './bundle-module.ts';
import { checkConfig, checkProject } from './check.ts';
import type { Config } from './config.ts';
import { definitionProblems } from './definitions.ts';
import type { LoadedConfig, Locate } from './load.ts';
import { loadPacks } from './load-packs.ts';
import { mayChange } from './purity.ts';
import { rawFilePaths, withRawFiles } from './raw-files.ts';

/** A configuration before it is checked. */
type Read = Omit<LoadedConfig, 'config' | 'packs'> & { readonly value: unknown };

/** Reads and checks a configuration; throws one UserError with every problem, each with file and line. */
export async function loadConfig(path: string | undefined): Promise<LoadedConfig> {
  if (path === undefined)
    return { config: {}, packs: [], locate: () => ({ file: 'the defaults' }), dependencies: [], pure: true };
  const file = relative(process.cwd(), path) || path;
  const { value, locate, ...origin } = isYaml(path) ? await readYaml(path, file) : await readModule(path, file);
  const declared = isProjectBuild(value) ? value : undefined;
  const lists = (declared ? declared.parts : value) as Readonly<Record<string, unknown>>;
  const checked = declared ? checkProject(declared.facts, locate) : checkConfig(value, locate);
  const findings = checked.length > 0 ? checked : definitionProblems(lists, locate, isYaml(path));
  if (findings.length > 0) throw new UserError(findings);
  // Safe: the schema has checked the shape.
  const config = declared ? validateConfig(declared) : (value as Config);
  const raw = declared ? await withRawFiles(declared.parts, dirname(path)) : undefined;
  const project = declared && raw ? { ...declared, parts: raw.parts } : undefined;
  const { packs, ...ofPacks } = await loadPacks(
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
    dependencies: [...origin.dependencies, ...ofPacks.dependencies, ...(raw?.dependencies ?? [])],
    lookedFor: [...(origin.lookedFor ?? []), ...ofPacks.lookedFor],
    pure: origin.pure && ofPacks.pure,
  };
}

/** The validator's settings, which do not depend on the environment. */
function validateConfig({ parts }: ProjectBuild): Config {
  return parts.validate ? { validate: parts.validate } : {};
}

/**
 * Absolute paths of the files that a configuration is made from, including the files it passes through, even missing
 * ones. Throws a UserError when a module cannot be parsed.
 */
export async function configFiles(path: string): Promise<readonly string[]> {
  if (isYaml(path)) return [path];
  const bundled = await bundleModule(path, relative(process.cwd(), path));
  // A configuration that throws lists no files; the build reports the error.
  const { default: value } = await evaluate(bundled).catch(() => ({ default: undefined }));
  const passedOn = isProjectBuild(value) ? rawFilePaths(value.parts, dirname(path)) : [];
  return [...bundled.dependencies, ...passedOn];
}

/**
 * The default export of a TypeScript or JavaScript module, evaluated with all its imports; `advice` is the hint when
 * there is none.
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
        message: `${file} is not valid YAML: ${(error.message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:$/, '.')}`,
        hint: 'Fix the syntax here; often the indent of this line, or a quote or bracket above it, is wrong.',
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
  const read = await readDefault(
    path,
    file,
    'Write `export default project.build({ … })`, or `export default defineConfig({ … })` without a project.',
  );
  const pure = !(await mayChange(read.code, read.externals));
  return {
    value: read.value,
    locate: () => ({ file }),
    dependencies: read.dependencies,
    lookedFor: read.lookedFor,
    pure,
  };
}

async function readDefault(path: string, file: string, advice: string): Promise<BundledModule & { value: unknown }> {
  const bundled = await bundleModule(path, file);
  const module = await evaluate(bundled).catch((error: unknown) => {
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
  return { value: module.default, ...bundled };
}

/** The default export of a pack's package or of a module by its path, resolved as an import of the configuration. */
async function readPack(
  specifier: string,
  path: string,
  file: string,
): Promise<BundledModule & { readonly value: unknown; readonly pure: boolean }> {
  const bundled = await bundleModule(path, file, `export { default } from ${JSON.stringify(specifier)};`);
  const module = await evaluate(bundled).catch((error: unknown) => {
    throw evaluationError(error, specifier);
  });
  return { value: module.default, pure: !(await mayChange(bundled.code, bundled.externals)), ...bundled };
}

/** Runs bundled code from a file outside the project, so that a read-only checkout builds too. */
async function evaluate({ banner, code, shared }: BundledModule): Promise<{ default?: unknown }> {
  await withoutSourceMaps(() => Promise.all(shared.map((url) => import(url))));
  const directory = await mkdtemp(join(tmpdir(), 'pf-grafana-'));
  try {
    const path = join(directory, 'config.mjs');
    // On the first line of the code, so that the line numbers of the source map stay right.
    await writeFile(path, `${banner} ${code}`);
    return (await import(pathToFileURL(path).href)) as { default?: unknown };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** Node's error for CommonJS code in an ES module. */
const NO_COMMONJS = /^(?:module|exports|require) is not defined in ES module scope/;

function evaluationError(error: unknown, file: string): UserError {
  const message = error instanceof Error ? error.message : String(error);
  const at = (error instanceof Error && stackPosition(error.stack ?? '')) || { file };
  return new UserError({
    severity: 'error',
    id: 'config/threw',
    message: `${file} could not be evaluated: ${message}`,
    hint: NO_COMMONJS.test(message)
      ? 'package.json says "type": "module", so write `export default { … }` and `import`, or name the file .cjs and pass it with --config.'
      : 'Nothing was written. Fix the line and build again.',
    at,
  });
}
