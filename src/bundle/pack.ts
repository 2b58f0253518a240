import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

import { BUNDLER, bundlerPackage, type PackageFile, packedPackage } from './packed-package.ts';

// Builds the published tarball in a folder of its own: bundled packages are not dependencies, no install script runs on
// the user's machine, and the ClickHouse parser is compressed. Usage: `npm run tarball -- <folder>`

/** The files for users: the program, its types, the templates of `init`, and what the README links to. */
const PACKED = [
  'dist',
  'types',
  'src/commands/init/template',
  'src/commands/init/pack-template',
  'README.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'LICENSE',
  'docs',
] as const;
const ESBUILD = 'node_modules/esbuild';
const POLYGLOT = 'node_modules/@polyglot-sql/sdk';
const ENTRIES = ['types/src/index.d.ts', 'types/src/fleet/index.d.ts'];
const IMPORTED = /(?:from|import\(|import)\s*'([^']+)'/g;

const into = resolve(process.argv[2] ?? '.');
const stage = mkdtempSync(join(tmpdir(), 'pf-grafana-pack-'));
try {
  // npm runs no script while packing the stage, so the scripts run here first.
  execFileSync('npm', ['run', '--silent', 'prepare'], { stdio: ['ignore', 'ignore', 'inherit'] });
  execFileSync('npm', ['run', '--silent', 'prepack'], { stdio: ['ignore', 'ignore', 'inherit'] });
  for (const path of PACKED)
    cpSync(path, join(stage, path), { recursive: true, filter: (file) => !file.endsWith('.map') });
  withoutMapLinks(join(stage, 'dist'));
  compressParser(join(stage, 'dist'));
  const esbuild = readPackage(ESBUILD);
  addBundler(esbuild);
  writeJson('package.json', packedPackage(readPackage('.'), esbuild, namedByTypes()));
  mkdirSync(into, { recursive: true });
  execFileSync('npm', ['pack', '--silent', '--pack-destination', into], { cwd: stage, stdio: 'inherit' });
} finally {
  rmSync(stage, { recursive: true, force: true });
}

function readPackage(folder: string): PackageFile {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as PackageFile;
}

function writeJson(path: string, value: object): void {
  writeFileSync(join(stage, path), `${JSON.stringify(value, undefined, 2)}\n`);
}

/** Adds esbuild unbundled, because it finds its binary relative to its own path; without its install script. */
function addBundler(esbuild: PackageFile): void {
  for (const path of ['lib/main.js', 'LICENSE.md']) cpSync(join(ESBUILD, path), join(stage, BUNDLER, path));
  writeJson(join(BUNDLER, 'package.json'), bundlerPackage(esbuild));
}

/** The packages that are imported by the types reachable from our entry points. */
function namedByTypes(): ReadonlySet<string> {
  const packages = new Set<string>();
  const files = new Set(ENTRIES);
  // A loop over a Set also visits the members added on the way.
  for (const file of files)
    for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(IMPORTED)) {
      const declared = join(dirname(file), name.replace(/\.([mc]?)[jt]s$/, '.d.$1ts'));
      if (!name.startsWith('.')) packages.add(/^(?:@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name);
      else if (existsSync(declared)) files.add(declared);
    }
  return packages;
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Removes links to source maps that are not shipped, which a debugger would try to load. */
function withoutMapLinks(dist: string): void {
  for (const file of filesBelow(dist).filter((path) => path.endsWith('.js')))
    writeFileSync(file, readFileSync(file, 'utf8').replace(/\n\/\/# sourceMappingURL=\S+\s*$/, '\n'));
}

/** Compressing takes a minute, so the result is cached by the parser's version. */
function compressParser(dist: string): void {
  const { version } = readPackage(POLYGLOT);
  const kept = `node_modules/.cache/pf-grafana/polyglot-${version}.wasm.br`;
  if (!existsSync(kept)) {
    process.stderr.write('Compressing the parser of ClickHouse, which takes a minute, once.\n');
    const wasm = readFileSync(`${POLYGLOT}/dist/polyglot_sql.wasm`);
    const params = {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
      [constants.BROTLI_PARAM_SIZE_HINT]: wasm.length,
    };
    mkdirSync(dirname(kept), { recursive: true });
    writeFileSync(kept, brotliCompressSync(wasm, { params }));
  }
  cpSync(kept, join(dist, 'polyglot_sql.wasm.br'));
}
