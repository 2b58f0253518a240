import { dashboardSchemas } from 'virtual:validators';

import { nearest } from '../../diagnostics/nearest.ts';
import type { Panel } from '../../folder/folder.ts';
import { listOf, objectOf, textOf } from '../../folder/json.ts';
import type { Path } from '../../folder/source/source.ts';
import { standardFieldProperties } from '../../grafana/registries/field-config.ts';
import { isReadLater, part } from './part-problems.ts';
import { valueAt } from './pointer.ts';
import type { SchemaProblem } from './problem.ts';

/** The schema problems of overrides, whose properties have the schemas of the corresponding defaults. */
export function overrideProblems({ path, type, json }: Panel): SchemaProblem[] {
  return listOf(objectOf(json['fieldConfig'])['overrides']).flatMap((override, index) =>
    listOf(objectOf(override)['properties']).flatMap((entry, number) => {
      const { id, value } = objectOf(entry);
      const at: Path = [...path, 'fieldConfig', 'overrides', index, 'properties', number];
      const name = textOf(id) ?? '';
      if (name.startsWith('custom.')) return customProblems(type, name.slice('custom.'.length).split('.'), value, at);
      return standardFieldProperties.has(name)
        ? valueProblems('panel', ['fieldConfig', 'defaults', name], value, [...at, 'value'])
        : [];
    }),
  );
}

function customProblems(type: string, steps: readonly string[], value: unknown, at: Path): SchemaProblem[] {
  const members = Object.keys(dashboardSchemas[`custom ${type}`]?.properties ?? {});
  const [member = ''] = steps;
  if (members.length === 0) return [];
  return members.includes(member)
    ? valueProblems(`custom ${type}`, steps, value, [...at, 'value'])
    : [unknownMember(type, member, members, [...at, 'id'])];
}

/** Checks the value at its place in the part, and reports problems at the place where it is written. */
function valueProblems(name: string, steps: readonly string[], value: unknown, at: Path): SchemaProblem[] {
  const holder = steps.reduceRight((inner: unknown, step) => ({ [step]: inner }), value);
  return part(name, holder, []).flatMap((problem) =>
    problem.path.length < steps.length || isHarmless(problem, holder)
      ? []
      : [{ ...problem, path: [...at, ...problem.path.slice(steps.length)] }],
  );
}

/** Leftovers of the editor, the `false` that Grafana's own migration writes, and cell options of newer tables. */
function isHarmless({ kind, path }: SchemaProblem, holder: unknown): boolean {
  return (
    kind === 'unknown-key' ||
    (path.at(-1) === 'group' && valueAt(holder, path) === false) ||
    (kind === 'value' && path[0] === 'cellOptions')
  );
}

function unknownMember(type: string, member: string, members: readonly string[], path: Path): SchemaProblem {
  const sameLetters = members.find((one) => one.toLowerCase() === member.toLowerCase());
  const near = sameLetters ?? nearest(member, members)[0];
  return {
    kind: 'unknown-key',
    path,
    part: 'value',
    severity: 'error',
    sameLetters: sameLetters !== undefined,
    isOfNewer: isReadLater(`custom ${type}`, member),
    say: () => `overrides custom.${member}, which its type does not have, as far as is known.`,
    hint: near === undefined ? `Known are: ${members.join(', ')}.` : `Did you mean custom.${near}?`,
  };
}
