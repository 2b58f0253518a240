import { dirname } from 'node:path';

import type { Diagnostic } from '../../diagnostics/diagnostics.ts';
import type { FileTree } from '../../folder/file-tree.ts';
import { isObject, type JsonObject } from '../../folder/json.ts';
import { readSource } from '../../folder/source/read-source.ts';
import type { Path } from '../../folder/source/source.ts';
import { checkAlertTest, checkRouteTest } from './check.ts';
import type { Locate, TestCase } from './test-case.ts';

/** The tests of a file, and what is wrong with it. */
export interface ReadTests {
  readonly tests: readonly TestCase[];
  readonly problems: readonly Diagnostic[];
}

/** Keys of a file that apply to every alert test in it that does not set them itself. */
const SHARED = ['interval', 'rule_files', 'evaluation_interval', 'start'] as const;
const KEYS: readonly string[] = ['tests', 'routes', ...SHARED];
/** The reader's messages mention Grafana, which does not read test files. */
const ABOUT_GRAFANA = /[;.,]?(?: and)? Grafana [^.]*\.$/;

/** Reads a file with `tests` and `routes`. */
export function readYamlTests(tree: FileTree, path: string): ReadTests {
  const source = readSource(tree, path, 'yaml');
  const unreadable = source.problems
    .filter(({ id }) => id !== 'yaml/documents' && id !== 'yaml/key')
    .map((problem) => ({ ...problem, message: problem.message.replace(ABOUT_GRAFANA, '.') }));
  if (unreadable.length > 0) return { tests: [], problems: unreadable };
  const file = isObject(source.value) ? source.value : {};
  const wrong = (at: Path, message: string, hint: string): Diagnostic => ({
    severity: 'error',
    id: 'alert-test/shape',
    message,
    hint,
    at: source.position(at, 'key'),
  });
  const problems = [
    ...Object.keys(file)
      .filter((key) => !KEYS.includes(key))
      .map((key) => wrong([key], `Unknown key ${JSON.stringify(key)} in a test file.`, `Keys are ${KEYS.join(', ')}.`)),
    ...['tests', 'routes']
      .filter((key) => file[key] !== undefined && !Array.isArray(file[key]))
      .map((key) => wrong([key], `"${key}" must be a list.`, 'Begin each entry with a dash.')),
    ...(file['tests'] === undefined && file['routes'] === undefined
      ? [wrong([], 'The file has no tests.', 'Add tests or routes.')]
      : []),
  ];
  const entries = (key: string): { value: unknown; locate: Locate }[] =>
    (Array.isArray(file[key]) ? (file[key] as readonly unknown[]) : []).map((value, index) => ({
      value,
      locate: (at) => source.position([key, index, ...at]),
    }));
  const alerts = entries('tests').map(({ value, locate }) => ({
    checked: checkAlertTest(withShared(value, file), locate),
    locate,
  }));
  const routes = entries('routes').map(({ value, locate }) => ({ checked: checkRouteTest(value, locate), locate }));
  return {
    tests: [
      ...alerts.flatMap(({ checked, locate }): TestCase[] =>
        'spec' in checked ? [{ kind: 'alert', spec: checked.spec, locate, folder: dirname(path) }] : [],
      ),
      ...routes.flatMap(({ checked, locate }): TestCase[] =>
        'spec' in checked ? [{ kind: 'route', spec: checked.spec, locate }] : [],
      ),
    ],
    problems: [
      ...problems,
      ...[...alerts, ...routes].flatMap(({ checked }) => ('problems' in checked ? checked.problems : [])),
    ],
  };
}

function withShared(value: unknown, file: JsonObject): unknown {
  if (!isObject(value)) return value;
  return {
    ...Object.fromEntries(SHARED.filter((key) => file[key] !== undefined).map((key) => [key, file[key]])),
    ...value,
  };
}
