import type { CompiledPack } from '../../compile/compile.ts';
import type { Diagnostic, Position } from '../../diagnostics/diagnostics.ts';
import { stackPosition } from '../../diagnostics/stack-position.ts';
import type { AlertRule, ProvisioningFolder } from '../../folder/folder.ts';
import { lineOf } from './definition-line.ts';

/** Adds to findings the line of the definition of their object, looked up in the current sources. */
export function withDefinitions(
  found: readonly Diagnostic[],
  folder: ProvisioningFolder,
  compiled: CompiledPack,
): Diagnostic[] {
  const places = new Map<string, Position | undefined>();
  const lookup = lookupOf(folder, compiled);
  return found.map((diagnostic) => {
    const object = objectOf(diagnostic, lookup);
    if (!object) return diagnostic;
    const identity = `${object.definition}\n${object.key}`;
    if (!places.has(identity))
      places.set(identity, lineOf(object.key, stackPosition(compiled.definedAt(object.definition) ?? '')));
    const definedAt = places.get(identity);
    return definedAt ? { ...diagnostic, definedAt } : diagnostic;
  });
}

/** The definition line of an object, `rule` or `dashboard`, by its uid; undefined if it has no definition. */
export function definitionOf(
  kind: 'rule' | 'dashboard',
  uid: string,
  { definedAt }: CompiledPack,
): Position | undefined {
  return lineOf(uid, stackPosition(definedAt(`${kind} ${uid}`) ?? ''));
}

/** Indexes for looking up each finding, because thousands of dashboards may have many findings. */
function lookupOf({ groups, dashboards }: ProvisioningFolder, compiled: CompiledPack) {
  const alerts = new Map<string, AlertRule[]>();
  for (const { source, alerts: own } of groups) alerts.set(source.file, [...(alerts.get(source.file) ?? []), ...own]);
  return {
    alerts,
    dashboards: new Map(dashboards.map((dashboard) => [dashboard.source.file, dashboard])),
    made: new Map(compiled.dashboards.map((dashboard) => [dashboard.uid, dashboard])),
  };
}

/** The definition of the object of a finding, and its key in the definition. */
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
  // The innermost panel in the path, because a collapsed row contains panels.
  const panel = dashboard.panels.findLast(({ path }) => path.every((step, index) => String(step) === steps[index]));
  const key = made.panels.find(({ id }) => id === panel?.id)?.key;
  return { definition: `dashboard ${made.uid}`, key: key ?? made.uid };
}
