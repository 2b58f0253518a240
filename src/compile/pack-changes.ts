import type { DashboardSpec, PanelSpec } from '../define/definitions.ts';
import type { DashboardChange, PanelChange, PartChange, RuleChange } from '../define/pack-use.ts';
import type { RuleSpec } from '../define/rules.ts';

// What a project changes of a part of a pack. The part itself stays as it is: several projects may use it.

/** A rule as the project changes it. */
export function changedRule(rule: RuleSpec, change: RuleChange | undefined): RuleSpec {
  if (change === undefined) return rule;
  const { threshold, labels, panel, ...rest } = change;
  const { panel: link, ...base } = rule as RuleSpec & { readonly panel?: object };
  return {
    ...base,
    ...(link === undefined || panel === false ? {} : { panel: link }),
    ...rest,
    ...(labels ? { labels: { ...rule.labels, ...labels } } : {}),
    ...(threshold && 'threshold' in rule ? { threshold: { ...rule.threshold, ...threshold } } : {}),
    // Each member has the type that it had.
  } as RuleSpec;
}

/** A dashboard as the project changes it. */
export function changedBoard(spec: DashboardSpec, change: PartChange | undefined): DashboardSpec {
  if (change === undefined) return spec;
  const { folder, tags, ...members } = change as DashboardChange;
  return {
    ...spec,
    ...(folder === undefined ? {} : { folder }),
    dashboard: { build: () => ({ ...spec.dashboard.build(), ...members, ...(tags ? { tags: [...tags] } : {}) }) },
  };
}

/** A panel as the project changes it; its key, and so its id, stays. */
export function changedPanel(spec: PanelSpec, change: PartChange | undefined): PanelSpec {
  if (change === undefined) return spec;
  const { width, height, ...members } = change as PanelChange;
  return {
    ...spec,
    ...(width === undefined ? {} : { width }),
    ...(height === undefined ? {} : { height }),
    panel: { build: () => ({ ...spec.panel.build(), ...members }) },
  };
}
