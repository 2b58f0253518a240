import type { Dashboard } from '../../folder/folder.ts';
import { isObject, listOf, objectOf, textOf } from '../../folder/json.ts';
import type { Path } from '../../folder/source/source.ts';
import { part } from './part-problems.ts';
import type { SchemaProblem } from './problem.ts';

/** Versions that the schemas describe. */
const DESCRIBED = new Set(['v2', 'v2beta1']);

/**
 * The problems in the frame of a v2 dashboard, at their places in the file: its own keys, each element, each layout.
 */
export function v2Problems({ source }: Dashboard): SchemaProblem[] {
  const file = objectOf(source.derivedFrom.source.value);
  const [, version = ''] = (textOf(file['apiVersion']) ?? '').split('/');
  const spec = objectOf(file['spec']);
  if (!DESCRIBED.has(version)) return [];
  const found = [
    ...part('v2', file['spec'], ['spec']),
    ...Object.entries(objectOf(spec['elements'])).flatMap(([name, element]) =>
      part('v2 element', element, ['spec', 'elements', name]),
    ),
    ...layoutProblems(spec['layout'], ['spec', 'layout']),
  ];
  return found.map((problem) => ({ ...problem, isWritten: true }));
}

/** The problems of a layout, and of those of its rows or tabs. */
function layoutProblems(layout: unknown, path: Path): SchemaProblem[] {
  const spec = objectOf(objectOf(layout)['spec']);
  const inner = ['rows', 'tabs'].flatMap((key) =>
    listOf(spec[key]).flatMap((section, index) => {
      const below = objectOf(objectOf(section)['spec'])['layout'];
      return isObject(below) ? layoutProblems(below, [...path, 'spec', key, index, 'spec', 'layout']) : [];
    }),
  );
  return [...part('v2 layout', layout, path), ...inner];
}
