import type { ErrorObject } from 'ajv';

import { nearest } from '../../diagnostics/nearest.ts';
import type { Path } from '../../folder/source/source.ts';
import { type Collapsing, explained } from './explain.ts';
import type { ProblemKind, SchemaProblem } from './problem.ts';

/** Keywords whose errors only repeat that a subschema failed. */
const STRUCTURE = new Set(['if', 'allOf', 'anyOf', 'oneOf']);
const GRAVEST: readonly ProblemKind[] = ['type', 'required', 'value', 'unknown-key'];

/**
 * One problem per wrong place, not one for each schema that applies to it, and no missing key beside its misspelling.
 */
export function collapse(errors: readonly ErrorObject[], collapsing: Collapsing): SchemaProblem[] {
  const problems = errors
    .filter(({ keyword }) => !STRUCTURE.has(keyword))
    .flatMap((error) => explained(error, collapsing));
  const places = new Map<string, SchemaProblem>();
  for (const problem of problems) {
    const place = JSON.stringify(problem.path);
    const known = places.get(place);
    if (!known || GRAVEST.indexOf(problem.kind) < GRAVEST.indexOf(known.kind)) places.set(place, problem);
  }
  const all = [...places.values()];
  const misspelt = all.filter(({ kind }) => kind === 'unknown-key').map(({ path }) => path);
  const isNeeded = ({ kind, path }: SchemaProblem) =>
    kind !== 'required' ||
    !(
      misspelt.some((key) => isMisspelling(key, path)) ||
      all.some((other) => other.kind === 'required' && isBelow(other.path, path))
    );
  return all.filter(isNeeded);
}

/** A missing key below another one: for an empty object, the key that it lacks says more. */
function isBelow(path: Path, outer: Path): boolean {
  return path.length > outer.length && outer.every((step, index) => step === path[index]);
}

/** Whether a key is a misspelling of the missing key beside it. */
function isMisspelling(path: Path, missing: Path): boolean {
  const key = String(path.at(-1));
  return (
    JSON.stringify(path.slice(0, -1)) === JSON.stringify(missing.slice(0, -1)) &&
    nearest(key, [String(missing.at(-1))]).length > 0
  );
}
