import { dirname } from 'node:path';

import type { Position } from '../../diagnostics/diagnostics.ts';
import { isObject } from '../../folder/json.ts';
import { checkAlertTest, checkRouteTest } from './check.ts';
import type { ReadTests } from './read-yaml.ts';

/**
 * The tests that a TypeScript test file exports by default: one test, or nested lists of tests. `file` is the displayed
 * path.
 */
export function moduleTests(exported: unknown, path: string, file: string): ReadTests {
  const read = [exported].flat(Number.POSITIVE_INFINITY).map((value) => moduleTest(value, path, file));
  return { tests: read.flatMap(({ tests }) => tests), problems: read.flatMap(({ problems }) => problems) };
}

function moduleTest(value: unknown, path: string, file: string): ReadTests {
  const { kind, spec, at, leftOut } = isObject(value) ? value : {};
  if (kind !== 'alert' && kind !== 'route') {
    return {
      tests: [],
      problems: [
        {
          severity: 'error',
          id: 'alert-test/shape',
          message: `${file} exports something that is not a test.`,
          hint: 'Export a list of alertTest({ … }) and route({ … }).reaches(…).',
          at: { file },
        },
      ],
    };
  }
  // A test defined in TypeScript has one place, which stands for all its parts.
  const place: Position = isPosition(at) ? at : { file };
  const locate = () => place;
  const checked = kind === 'alert' ? checkAlertTest(spec, locate) : checkRouteTest(spec, locate);
  if ('problems' in checked) return { tests: [], problems: checked.problems };
  if (kind === 'alert' && 'rule' in checked.spec)
    return {
      tests: [
        {
          kind,
          spec: checked.spec,
          locate,
          folder: dirname(path),
          ...(typeof leftOut === 'string' ? { leftOut } : {}),
        },
      ],
      problems: [],
    };
  return 'labels' in checked.spec
    ? { tests: [{ kind: 'route', spec: checked.spec, locate }], problems: [] }
    : { tests: [], problems: [] };
}

function isPosition(value: unknown): value is Position {
  return isObject(value) && typeof value['file'] === 'string';
}
