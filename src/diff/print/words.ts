import type { Position } from '../../diagnostics/diagnostics.ts';
import type { ObjectDiff, Risk } from '../change.ts';

/** The differences of one provisioning folder; the name of its environment is empty when there is one folder. */
export interface NamedDiff {
  readonly name: string;
  readonly objects: readonly ObjectDiff[];
}

const WORDS: { readonly [K in ObjectDiff['kind']]?: readonly [one: string, several: string] } = {
  datasource: ['data source', 'data sources'],
  policies: ['policy tree', 'policy trees'],
  deletions: ['delete list', 'delete lists'],
  variables: ['environment', 'environments'],
  'prometheus rules': ['file of Prometheus rules', 'files of Prometheus rules'],
  sql: ['SQL file', 'SQL files'],
};

/** `Dashboard "Fleet" (pf-fleet, org 2)`: the heading of an object. */
export function heading({ label, identity, orgId }: ObjectDiff): string {
  const facts = [label.endsWith(identity) ? '' : identity, ...(orgId === 1 ? [] : [`org ${orgId}`])].filter(
    (fact) => fact !== '',
  );
  return facts.length === 0 ? label : `${label} (${facts.join(', ')})`;
}

/** `alerting/fleet.ts:12` */
export function placeText({ file, line }: Position): string {
  return line === undefined ? file : `${file}:${line}`;
}

/** Every risk, with the object and part that it threatens. */
export function risksOf(diffs: readonly NamedDiff[]): { readonly where: string; readonly risk: Risk }[] {
  return diffs.flatMap(({ name, objects }) =>
    objects.flatMap((object) =>
      object.changes.flatMap(({ part, risks = [] }) =>
        risks.map((risk) => ({
          where: `${name === '' ? '' : `${name}: `}${object.label}${part === undefined ? '' : `, ${part}`}`,
          risk,
        })),
      ),
    ),
  );
}

/** `2 dashboards and 1 rule changed, 1 risk`. */
export function summary(diffs: readonly NamedDiff[]): string {
  const parts = [...counts(diffs)].map(
    ([kind, count]) => `${count} ${(WORDS[kind] ?? [kind, `${kind}s`])[count === 1 ? 0 : 1]}`,
  );
  if (parts.length === 0) return 'No differences';
  const risks = risksOf(diffs).length;
  const list = parts.length === 1 ? parts[0] : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
  return `${list} changed, ${risks === 0 ? 'no risk' : risks === 1 ? '1 risk' : `${risks} risks`}`;
}

function counts(diffs: readonly NamedDiff[]): Map<ObjectDiff['kind'], number> {
  const found = new Map<ObjectDiff['kind'], number>();
  for (const { kind } of diffs.flatMap(({ objects }) => objects)) found.set(kind, (found.get(kind) ?? 0) + 1);
  return found;
}
