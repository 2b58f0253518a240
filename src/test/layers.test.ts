import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

import { expect, test } from 'vitest';

import { REPOSITORY } from './support/out-folder.ts';

const DEFINITIONS = ['dashboards', 'alerting', 'datasources'] as const;
/** The pack "Purple Flea", which the tool must not know. */
const PACK: ReadonlySet<string> = new Set(['fleet', ...DEFINITIONS]);
/** The parts of the tool that a pack may import: those that `src/index.ts` exports. */
const forPacks = ['index', 'define', 'catalog', 'query', 'panels', 'grafana'];

/**
 * The parts that each part may import, besides itself. A part is a folder of `src/` (a room), a file directly in
 * `src/`, or a folder of definitions. Every part may import diagnostics. Imports go in one direction: code that writes
 * the output is not used to validate it, and no part of the tool knows a pack.
 */
const allowed: Readonly<Record<string, readonly string[]>> = {
  bin: ['bundle', 'cli', 'commands', 'package.json'],
  cli: ['commands', 'config', 'package.json'],
  index: ['config', 'define', 'catalog', 'query', 'panels', 'grafana', 'validate', 'verify'],
  bundle: [],
  diagnostics: [],
  // Grafana's behaviour: may be imported by all, and imports none.
  grafana: [],
  catalog: [],
  define: ['catalog', 'grafana'],
  query: ['catalog'],
  panels: ['catalog', 'query', 'define', 'grafana'],
  // A configuration imports the library of the running bundle.
  config: ['bundle', 'catalog', 'define', 'grafana'],
  compile: ['catalog', 'define', 'grafana'],
  emit: ['grafana'],
  folder: ['catalog', 'grafana'],
  validate: ['catalog', 'folder', 'grafana'],
  verify: ['folder', 'grafana'],
  // It uses the route matchers of `verify` to find who is notified, and the XML quoting of `report` for pictures.
  diff: ['folder', 'grafana', 'report', 'verify'],
  // Differences from a running Grafana are computed and described by `diff`.
  live: ['diff', 'folder', 'grafana'],
  report: [],
  commands: [
    'bundle',
    'catalog',
    'compile',
    'config',
    'define',
    'diff',
    'emit',
    'folder',
    'grafana',
    'live',
    'package.json',
    'query',
    'report',
    'validate',
    'verify',
  ],
  // The template of `init` is a user's project, so it may import only the public library.
  template: ['index'],
  // The pack's definitions are outside `src/`, so its parts import each other.
  fleet: [...forPacks, ...DEFINITIONS, 'package.json'],
  dashboards: [...forPacks, 'fleet'],
  alerting: [...forPacks, 'fleet'],
  datasources: [...forPacks, 'fleet'],
};
const forEveryone = 'diagnostics';
/** The only file of the tool that refers to the packs, by package name and at run time. */
const MEETING_PLACE = 'src/config/content.ts';
const TEMPLATE = 'src/commands/init/template/';

/** The file whose head comment describes a room without an `index.ts`. */
const mainFiles: Readonly<Record<string, string>> = {
  bundle: 'bundle.ts',
  catalog: 'catalog.ts',
  commands: 'build.ts',
  compile: 'compile.ts',
  config: 'config.ts',
  define: 'definitions.ts',
  diagnostics: 'diagnostics.ts',
  diff: 'diff-folder.ts',
  emit: 'render.ts',
  live: 'live.ts',
  folder: 'folder.ts',
  grafana: 'release.ts',
  panels: 'time-series.ts',
  query: 'promql.ts',
  report: 'print.ts',
  validate: 'validate.ts',
  verify: 'alert-tests/run.ts',
};
/** The head comment of a file: an empty line separates it from the first export. */
const HEAD_COMMENT = /^(?:(?:\/\/.*\n)+|\/\*[^]*?\*\/\n)(?=\n)/;

/** Matches imports, re-exports and dynamic imports; the specifier may be on a later line than the keyword. */
const IMPORT = /\b(?:import|export)\b[^'";]*?\bfrom\s*'([^']+)'|\bimport\s*\(?\s*'([^']+)'/g;

interface Import {
  readonly file: string;
  readonly line: number;
  readonly from: string;
  readonly to: string;
  readonly specifier: string;
}

const sources = new Map(sourceFiles().map((file) => [file, readFileSync(join(REPOSITORY, file), 'utf8')]));

test('imports follow only the directions of the architecture', () => {
  const imports = [...sources].flatMap(([file, text]) => importsOf(file, text));
  expect(imports.length).toBeGreaterThan(100);
  expect(imports.filter((found) => !isAllowed(found)).map(line)).toEqual([]);
});

test('the map has no cycle, except among the parts of the pack', () => {
  const tool = Object.keys(allowed).filter((part) => !PACK.has(part));
  const below = (part: string, seen: readonly string[] = []): string[] =>
    seen.includes(part)
      ? [[...seen, part].join(' -> ')]
      : (allowed[part] ?? []).flatMap((next) => below(next, [...seen, part]));
  expect(tool.flatMap((part) => below(part))).toEqual([]);
  expect(tool.filter((part) => allowed[part]?.some((to) => PACK.has(to)))).toEqual([]);
});

test('every part is on the map', () => {
  const parts = new Set([...sources.keys()].map(partOf));
  expect([...parts].filter((part) => !Object.hasOwn(allowed, part))).toEqual([]);
  expect(Object.keys(allowed).filter((part) => !parts.has(part))).toEqual([]);
});

test('the first comment of every room says what belongs there and what does not', () => {
  const silent = rooms()
    .map((room) => {
      const index = `src/${room}/index.ts`;
      return sources.has(index) ? index : `src/${room}/${mainFiles[room]}`;
    })
    .filter(
      (file) => !/\b(?:not?|never|nothing|nobody|only)\b/i.test(HEAD_COMMENT.exec(sources.get(file) ?? '')?.[0] ?? ''),
    );
  expect(silent).toEqual([]);
});

test('no room of the tool holds more than a quarter of its lines', () => {
  const lines = new Map<string, number>();
  for (const [file, text] of sources) {
    const part = partOf(file);
    if (!PACK.has(part)) lines.set(part, (lines.get(part) ?? 0) + text.split('\n').length);
  }
  const total = [...lines.values()].reduce((sum, count) => sum + count, 0);
  expect([...lines].filter(([, count]) => count > total / 4)).toEqual([]);
});

test('the words of the fleet occur only in its pack', () => {
  const files = [...sources].filter(
    ([file, text]) => !PACK.has(partOf(file)) && /purple|flea|usdc|agent_id/i.test(text),
  );
  expect(files.map(([file]) => file)).toEqual([]);
});

test.each([
  ['src/query/promql.ts', "import type { Catalog } from '../catalog/catalog.ts';", []],
  [
    'src/query/promql.ts',
    "import { metrics } from '../fleet/catalog/metrics.ts';",
    ['src/query/promql.ts:1: query may not import fleet (../fleet/catalog/metrics.ts)'],
  ],
  [
    'src/commands/build.ts',
    "const { dashboards } = await import('../../dashboards/index.ts');",
    ['src/commands/build.ts:1: commands may not import dashboards (../../dashboards/index.ts)'],
  ],
  [
    'src/commands/build.ts',
    "import { fleet } from 'pf-grafana/fleet';",
    ['src/commands/build.ts:1: commands may not import fleet (pf-grafana/fleet)'],
  ],
  [
    'src/query/promql.ts',
    "import {\n  panel,\n} from '../panels/panel.ts';",
    ['src/query/promql.ts:1: query may not import panels (../panels/panel.ts)'],
  ],
  [
    'src/catalog/catalog.ts',
    "\nexport { a } from '../query/a.ts';",
    ['src/catalog/catalog.ts:2: catalog may not import query (../query/a.ts)'],
  ],
  [
    'src/validate/rules/a.ts',
    "const { b } = await import('../../compile/b.ts');",
    ['src/validate/rules/a.ts:1: validate may not import compile (../../compile/b.ts)'],
  ],
  [
    'src/folder/lookups/a.ts',
    "import type { Context } from '../../validate/rule.ts';",
    ['src/folder/lookups/a.ts:1: folder may not import validate (../../validate/rule.ts)'],
  ],
  [
    'src/emit/yaml.ts',
    "import '../define/settings.ts';",
    ['src/emit/yaml.ts:1: emit may not import define (../define/settings.ts)'],
  ],
  ['dashboards/fleet/a.ts', "import { dashboard } from 'pf-grafana';\nimport { c } from '../c.ts';", []],
  [
    'dashboards/fleet/a.ts',
    "import { b } from '../../src/compile/b.ts';\nimport { c } from '../c.ts';",
    ['dashboards/fleet/a.ts:1: dashboards may not import compile (../../src/compile/b.ts)'],
  ],
  [
    'alerting/a.ts',
    "import { b } from '../dashboards/b.ts';\nimport { c } from 'yaml';",
    ['alerting/a.ts:1: alerting may not import dashboards (../dashboards/b.ts)'],
  ],
])('in %s, %j is checked', (file, text, expected) => {
  expect(
    importsOf(file, text)
      .filter((found) => !isAllowed(found))
      .map(line),
  ).toEqual(expected);
});

test.each([
  ['// How queries are written.\n// No facts of anybody.\n\nimport a from "a";\n', true],
  ['/**\n * How queries are written.\n */\n\nimport a from "a";\n', true],
  ['/** What `a` is. */\nexport const a = 1;\n', false],
  ['import a from "a";\n\n// Later.\n\n', false],
])('%j has a head comment: %j', (text, expected) => {
  expect(HEAD_COMMENT.test(text)).toBe(expected);
});

/** Every source file of the product, by its path in the repository; tests and their support may import anything. */
function sourceFiles(): string[] {
  return ['src', ...DEFINITIONS]
    .filter((folder) => existsSync(join(REPOSITORY, folder)))
    .flatMap((folder) =>
      readdirSync(join(REPOSITORY, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts'))
        .map((entry) => relative(REPOSITORY, join(entry.parentPath, entry.name)).split(sep).join('/'))
        .filter((path) => !path.startsWith('src/test/') && !path.includes('/testing/')),
    );
}

/** The folders of `src/`. */
function rooms(): string[] {
  const files = [...sources.keys()].filter((file) => /^src\/[^/]+\//.test(file) && !file.startsWith(TEMPLATE));
  return [...new Set(files.map(partOf))];
}

function importsOf(file: string, text: string): Import[] {
  return [...text.matchAll(IMPORT)].flatMap((found) => {
    const specifier = found[1] ?? found[2] ?? '';
    const to = importedPart(file, specifier);
    if (to === undefined) return [];
    return [{ file, line: text.slice(0, found.index).split('\n').length, from: partOf(file), to, specifier }];
  });
}

/** The part of an import specifier; undefined for packages that are not ours. */
function importedPart(file: string, specifier: string): string | undefined {
  if (specifier.startsWith('.')) return partOf(join(dirname(file), specifier).split(sep).join('/'));
  if (specifier === 'pf-grafana') return 'index';
  return specifier.startsWith('pf-grafana/') ? specifier.slice('pf-grafana/'.length) : undefined;
}

/** `query` for `src/query/promql.ts`, `cli` for `src/cli.ts`, `dashboards` for `dashboards/leaderboard.ts`. */
function partOf(path: string): string {
  if (path.startsWith(TEMPLATE)) return 'template';
  const [top = '', part = top] = path.split('/');
  return top === 'src' ? part.replace(/\.ts$/, '') : top;
}

function isAllowed({ file, from, to, specifier }: Import): boolean {
  if (file === MEETING_PLACE && specifier === 'pf-grafana/fleet') return true;
  return from === to || to === forEveryone || (allowed[from] ?? []).includes(to);
}

function line({ file, line: number, from, to, specifier }: Import): string {
  return `${file}:${number}: ${from} may not import ${to} (${specifier})`;
}
