import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

import { expect, test } from 'vitest';

import { REPOSITORY } from './support/out-folder.ts';

const DEFINITIONS = ['dashboards', 'alerting', 'datasources'] as const;
const forDefinitions = ['panels', 'query', 'catalog', 'define', 'settings', 'interpolation'];

/**
 * What each part may import of ours, beside itself. A part is a folder of `src/`, a file directly in it, or a folder of
 * definitions.
 * Everyone may import diagnostics and errors. The arrows lead one way: nothing that writes the output is asked to judge
 * it.
 */
const allowed: Readonly<Record<string, readonly string[] | 'everything'>> = {
  bin: ['bundle', 'cli'],
  bundle: ['bundle-validators'],
  'bundle-validators': [],
  cli: ['commands', 'report', 'package.json'],
  index: ['config', 'define', 'settings', 'interpolation', 'panels', 'verify'],
  define: ['settings', 'interpolation'],
  settings: ['interpolation'],
  diagnostics: [],
  errors: [],
  'stack-position': [],
  // Data from one build to the next: compile makes it, emit keeps it in the manifest.
  identities: [],
  commands: 'everything',
  // The library that a configuration imports is that of the running bundle.
  config: ['bundle', 'define', 'settings', 'catalog', 'interpolation', 'stack-position'],
  catalog: [],
  query: ['catalog'],
  panels: ['query', 'catalog', 'settings'],
  compile: ['define', 'identities', 'settings', 'interpolation', 'catalog', 'stack-position'],
  interpolation: [],
  emit: ['interpolation', 'identities'],
  stack: ['catalog', 'query', 'settings'],
  // One reading of Go's templates and of math expressions, for the rules and for the alert tests.
  'go-template': [],
  'math-expression': [],
  validate: ['go-template', 'math-expression', 'interpolation'],
  // A test in TypeScript says where it stands.
  verify: ['go-template', 'math-expression', 'validate', 'interpolation', 'stack-position'],
  // Who hears of a rule is told by the matchers that route tests use; a picture is XML, as a JUnit report is.
  diff: ['validate', 'verify', 'interpolation', 'report'],
  report: [],
  dashboards: forDefinitions,
  alerting: forDefinitions,
  datasources: forDefinitions,
};
const forEveryone = new Set(['diagnostics', 'errors']);

/** Imports, exports from elsewhere, and lazy imports; the specifier may stand on a later line than the word. */
const IMPORT = /\b(?:import|export)\b[^'";]*?\bfrom\s*'([^']+)'|\bimport\s*\(?\s*'([^']+)'/g;

interface Import {
  readonly file: string;
  readonly line: number;
  readonly from: string;
  readonly to: string;
  readonly specifier: string;
}

test('imports lead along the arrows of the architecture only', () => {
  const imports = sourceFiles().flatMap((file) => importsOf(file, readFileSync(join(REPOSITORY, file), 'utf8')));
  expect(imports.length).toBeGreaterThan(100);
  expect(imports.filter((found) => !isAllowed(found)).map(line)).toEqual([]);
});

test('every part has its place on the map', () => {
  const parts = new Set(sourceFiles().map(partOf));
  expect([...parts].filter((part) => !Object.hasOwn(allowed, part))).toEqual([]);
});

test.each([
  ['src/query/promql.ts', "import { metrics } from '../fleet/catalog/metrics.ts';", []],
  [
    'src/query/promql.ts',
    "import {\n  panel,\n} from '../panels/panel.ts';",
    ['src/query/promql.ts:1: query may not import panels (../panels/panel.ts)'],
  ],
  [
    'src/catalog/metrics.ts',
    "\nexport { a } from '../query/a.ts';",
    ['src/catalog/metrics.ts:2: catalog may not import query (../query/a.ts)'],
  ],
  [
    'src/validate/rules/a.ts',
    "const { b } = await import('../../compile/b.ts');",
    ['src/validate/rules/a.ts:1: validate may not import compile (../../compile/b.ts)'],
  ],
  [
    'src/emit/yaml.ts',
    "import '../define/settings.ts';",
    ['src/emit/yaml.ts:1: emit may not import settings (../settings.ts)'],
  ],
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
])('in %s, %j is judged', (file, text, expected) => {
  expect(
    importsOf(file, text)
      .filter((found) => !isAllowed(found))
      .map(line),
  ).toEqual(expected);
});

/** Every file of the product by its path in the repository; tests and what supports them may import what they like. */
function sourceFiles(): string[] {
  return ['src', ...DEFINITIONS]
    .filter((folder) => existsSync(join(REPOSITORY, folder)))
    .flatMap((folder) =>
      readdirSync(join(REPOSITORY, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts'))
        .map((entry) => relative(REPOSITORY, join(entry.parentPath, entry.name)).split(sep).join('/'))
        .filter((path) => !path.startsWith('src/test/')),
    );
}

function importsOf(file: string, text: string): Import[] {
  return [...text.matchAll(IMPORT)].flatMap((found) => {
    const specifier = found[1] ?? found[2] ?? '';
    if (!specifier.startsWith('.')) return [];
    const target = join(dirname(file), specifier).split(sep).join('/');
    return [
      { file, line: text.slice(0, found.index).split('\n').length, from: partOf(file), to: partOf(target), specifier },
    ];
  });
}

/** `query` for `src/query/promql.ts`, `define` for `src/define.ts`, `dashboards` for `dashboards/leaderboard.ts`. */
function partOf(path: string): string {
  const [top = '', part = top] = path.split('/');
  return top === 'src' ? part.replace(/\.ts$/, '') : top;
}

function isAllowed({ from, to }: Import): boolean {
  const list = allowed[from] ?? [];
  return from === to || list === 'everything' || list.includes(to) || forEveryone.has(to);
}

function line({ file, line: number, from, to, specifier }: Import): string {
  return `${file}:${number}: ${from} may not import ${to} (${specifier})`;
}
