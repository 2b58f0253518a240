import type { DashboardSpec, PanelSpec } from '../define/definitions.ts';
import type { DashboardChange, PanelChange, PartChange, RuleChange } from '../define/pack-use.ts';
import type { RuleSpec } from '../define/rules.ts';

// A project's changes to the parts of a pack. They never modify the part itself, because several projects may use it.

/** The rule with the project's changes. */
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
    // Safe: every member keeps its type.
  } as RuleSpec;
}

/** The dashboard with the project's changes. */
export function changedBoard(spec: DashboardSpec, change: PartChange | undefined): DashboardSpec {
  if (change === undefined) return spec;
  const { folder, tags, ...members } = change as DashboardChange;
  return {
    ...spec,
    ...(folder === undefined ? {} : { folder }),
    dashboard: { build: () => ({ ...spec.dashboard.build(), ...members, ...(tags ? { tags: [...tags] } : {}) }) },
  };
}

/** The panel with the project's changes. It keeps its key, and therefore its id. */
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
