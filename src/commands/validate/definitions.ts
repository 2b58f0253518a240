import type { CompiledPack } from '../../compile/compile.ts';
import type { Diagnostic, Position } from '../../diagnostics/diagnostics.ts';
import { stackPosition } from '../../diagnostics/stack-position.ts';
import type { AlertRule, ProvisioningFolder } from '../../folder/folder.ts';
import { lineOf } from './definition-line.ts';

/** What was compiled, except for the dashboards' own JSON. */
export type CompiledFacts = Omit<CompiledPack, 'dashboards'> & {
  readonly dashboards: readonly Omit<CompiledPack['dashboards'][number], 'json'>[];
};

/** Findings with the line of the definition that made the object, looked up in the sources as they are now. */
export function withDefinitions(
  found: readonly Diagnostic[],
  folder: ProvisioningFolder,
  compiled: CompiledFacts,
): Diagnostic[] {
  const places = new Map<string, Position | undefined>();
  const lookup = lookupOf(folder, compiled);
  return found.map((diagnostic) => {
    const object = objectOf(diagnostic, lookup);
    if (!object) return diagnostic;
    const identity = `${object.definition}\n${object.key}`;
    if (!places.has(identity))
      places.set(identity, lineOf(object.key, stackPosition(compiled.definedAt.get(object.definition) ?? '')));
    const definedAt = places.get(identity);
    return definedAt ? { ...diagnostic, definedAt } : diagnostic;
  });
}

/** The line that makes a whole object, `rule` or `dashboard`, by its uid; undefined for one that no definition makes. */
export function definitionOf(
  kind: 'rule' | 'dashboard',
  uid: string,
  { definedAt }: CompiledFacts,
): Position | undefined {
  return lineOf(uid, stackPosition(definedAt.get(`${kind} ${uid}`) ?? ''));
}

/** What is looked up for each finding, of which thousands of dashboards may have many. */
function lookupOf({ groups, dashboards }: ProvisioningFolder, compiled: CompiledFacts) {
  const alerts = new Map<string, AlertRule[]>();
  for (const { source, alerts: own } of groups) alerts.set(source.file, [...(alerts.get(source.file) ?? []), ...own]);
  return {
    alerts,
    dashboards: new Map(dashboards.map((dashboard) => [dashboard.source.file, dashboard])),
    made: new Map(compiled.dashboards.map((dashboard) => [dashboard.uid, dashboard])),
  };
}

/** The definition of the object that a finding is about, and the key that the definition gives it. */
function objectOf(
  { at, pointer }: Diagnostic,
  lookup: ReturnType<typeof lookupOf>,
): { readonly definition: string; readonly key: string } | undefined {
  if (at === undefined || pointer === undefined) return undefined;
  const steps = pointer.split('/').slice(1);
  const alert = lookup.alerts
    .get(at.file)
    ?.find(({ path }) => path.every((step, index) => String(step) === steps[index]));
  if (alert) return { definition: `rule ${alert.uid}`, key: alert.uid };
  const dashboard = lookup.dashboards.get(at.file);
  const made = lookup.made.get(dashboard?.uid ?? '');
  if (!dashboard || !made) return undefined;
  // The innermost panel on the way: a collapsed row holds its panels.
  const panel = dashboard.panels.findLast(({ path }) => path.every((step, index) => String(step) === steps[index]));
  const key = made.panels.find(({ id }) => id === panel?.id)?.key;
  return { definition: `dashboard ${made.uid}`, key: key ?? made.uid };
}
