import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The module of compiled validators, the file that it reads beside it, and its sources by path below the package. */
interface ValidatorsModule {
  readonly path: string;
  readonly textsPath: string;
  readonly sources: readonly string[];
}

/** The specifier by which sources import the module. */
export const VALIDATORS = 'virtual:validators';
/** Marks a complete file; a crash or a full disk may leave a partial one. */
const LAST_LINE = '\n// whole\n';
/** The folders of the schema compiler and of the schemas it compiles. */
const COMPILER = 'src/validate/schema';
const SCHEMAS = [COMPILER, 'src/grafana/schemas', 'src/grafana/registries'];
const OF_PROJECT = ['src/config/project-schema.ts', 'src/config/tenant-schema.ts'];
/**
 * The schema of the older form of configuration is compiled at run time, because it contains the time zones of the
 * running Node.
 */
const GENERATOR = `
import { generate } from './${COMPILER}/generate/generate.ts';
import { projectSchema } from './${OF_PROJECT[0]}';
export default (folder, textsFile) => generate(folder, textsFile, { project: projectSchema });
`;

/** Compiles the schemas, unless the result for the same sources and libraries is cached. */
export async function compileValidators(packageFolder: string): Promise<ValidatorsModule> {
  const sources = [
    'package-lock.json',
    ...SCHEMAS.flatMap((folder) => filesBelow(packageFolder, folder)),
    ...OF_PROJECT,
  ];
  const hash = createHash('sha256');
  for (const source of sources) hash.update(source).update(readFileSync(join(packageFolder, source)));
  const folder = join(packageFolder, 'node_modules', '.cache', 'pf-grafana', 'validators');
  const name = `validators-${hash.digest('hex').slice(0, 20)}`;
  const [path, textsPath] = [join(folder, `${name}.mjs`), join(folder, `${name}.txt`)];
  if (!isWhole(path) || !isWhole(textsPath)) {
    mkdirSync(folder, { recursive: true });
    const { module, texts } = await generated(packageFolder, folder, `${name}.txt`);
    writeWhole(textsPath, texts);
    writeWhole(path, module);
  }
  return { path, textsPath, sources };
}

function writeWhole(path: string, text: string): void {
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(temporary, `${text}${LAST_LINE}`);
  renameSync(temporary, path);
}

function isWhole(path: string): boolean {
  return existsSync(path) && readFileSync(path, 'utf8').endsWith(LAST_LINE);
}

/** The generator is TypeScript, so it is bundled beside the cache, run and deleted. */
async function generated(
  packageFolder: string,
  folder: string,
  textsFile: string,
): Promise<{ readonly module: string; readonly texts: string }> {
  const { build } = await import('esbuild');
  const outfile = join(folder, `generate.${process.pid}.mjs`);
  await build({
    stdin: { contents: GENERATOR, resolveDir: packageFolder, loader: 'ts' },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    logLevel: 'warning',
  });
  try {
    const { default: generate } = (await import(pathToFileURL(outfile).href)) as {
      default: (packageFolder: string, textsFile: string) => ReturnType<typeof generated>;
    };
    return await generate(packageFolder, textsFile);
  } finally {
    rmSync(outfile, { force: true });
  }
}

function filesBelow(packageFolder: string, folder: string): string[] {
  return readdirSync(join(packageFolder, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|json)$/.test(entry.name) && !/\.(test|d)\.ts$/.test(entry.name))
    .map((entry) => relative(packageFolder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}
