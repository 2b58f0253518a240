import type { DashboardSpec, FileValue, NotificationSpec, PackDefinitions, RowSpec } from '../define/definitions.ts';
import type { PackUse, RuleChange } from '../define/pack-use.ts';
import type { AlertSpec, RuleGroupSpec, RuleSpec } from '../define/rules.ts';
import type { Settings } from '../define/settings.ts';
import type { Diagnostic, Position } from '../diagnostics/diagnostics.ts';
import { nearest } from '../diagnostics/nearest.ts';
import type { Defined } from './compile.ts';
import { changedBoard, changedPanel, changedRule } from './pack-changes.ts';
import { dashboardName, panelName, ruleName } from './pack-names.ts';
import { pointers } from './pack-pointers.ts';

/** A pack as used by one project: its definitions and the project's settings for it. */
export interface PackInstance {
  readonly name: string;
  readonly definitions: PackDefinitions;
  readonly use: PackUse;
  /** The project's settings as the pack's definitions see them: its options, its handles, its prefix. */
  readonly settings: (project: Settings) => Settings;
  /** The source position of a path within the project's settings for the pack. */
  readonly locate: (path: readonly string[]) => Position;
}

/** Dashboards and rule groups of one pack. */
export interface PackParts {
  readonly dashboards: readonly Defined<DashboardSpec>[];
  readonly groups: readonly Defined<RuleGroupSpec>[];
}

/** `rule:x`, `dashboard:y` and `panel:y/z`: the names of everything in a pack. */
export function partNames({ dashboards, groups }: PackParts): string[] {
  return [
    ...dashboards.flatMap(({ spec, settings }) => [
      dashboardName(spec, settings),
      ...(spec.rows ?? []).flatMap((row) => row.panels.map((panel) => panelName(spec, panel, settings))),
    ]),
    ...groups.flatMap(({ spec, settings }) => spec.rules.map((rule) => ruleName(rule, settings))),
  ];
}

/** The parts of a pack that a project keeps, with its changes, and a problem for each name that matches no part. */
export function usedParts(
  { name, use, locate }: PackInstance,
  parts: PackParts,
): PackParts & { readonly problems: readonly Diagnostic[] } {
  const { omit = [], override = {} } = use;
  const omitted = new Set(omit);
  const mapped = parts.groups.map((group) => ({ ...group, spec: mappedGroup(group.spec, use) }));
  const kept: PackParts = {
    dashboards: parts.dashboards.flatMap((board) => {
      const own = dashboardName(board.spec, board.settings);
      return omitted.has(own) ? [] : [{ ...board, spec: keptBoard(board, omitted, override, own) }];
    }),
    groups: mapped.flatMap((group) => {
      const rules = group.spec.rules.flatMap((rule) => {
        const own = ruleName(rule, group.settings);
        return omitted.has(own) ? [] : [changedRule(rule, override[own] as RuleChange | undefined)];
      });
      // Grafana refuses a group without a rule.
      return rules.length === 0 ? [] : [{ ...group, spec: { ...group.spec, rules } }];
    }),
  };
  return {
    ...kept,
    problems: [
      ...unknownParts(name, use, partNames(parts), locate),
      ...impossibleChanges(name, parts, override, locate),
      ...pointers(name, parts, kept, omitted).map((found) => ({ ...found, at: locate(['omit']) })),
    ],
  };
}

/** A pack's contact points and policies, with the project's own label values in their matchers. */
export function mappedNotifications(spec: NotificationSpec, use: PackUse): NotificationSpec {
  return spec.policy ? { ...spec, policy: mappedRoute(spec.policy, use) } : spec;
}

function keptBoard(
  { spec, settings }: Defined<DashboardSpec>,
  omitted: ReadonlySet<string>,
  override: Override,
  name: string,
): DashboardSpec {
  const rows = spec.rows?.flatMap((row): RowSpec[] => {
    const panels = row.panels.flatMap((panel) => {
      const own = panelName(spec, panel, settings);
      return omitted.has(own) ? [] : [changedPanel(panel, override[own])];
    });
    return panels.length === 0 && row.panels.length > 0 ? [] : [{ ...row, panels }];
  });
  return changedBoard({ ...spec, ...(rows ? { rows } : {}) }, override[name]);
}

function mappedGroup(spec: RuleGroupSpec, { severities = {}, teams = {} }: PackUse): RuleGroupSpec {
  const mapped = (rule: RuleSpec): RuleSpec => {
    if ('record' in rule) return rule;
    const severity = rule.severity === undefined ? undefined : (severities[rule.severity] ?? rule.severity);
    const team = rule.team === undefined ? undefined : (teams[rule.team] ?? rule.team);
    return {
      ...rule,
      ...(severity === undefined ? {} : { severity }),
      ...(team === undefined ? {} : { team }),
    } satisfies AlertSpec;
  };
  return { ...spec, rules: spec.rules.map(mapped) };
}

type Route = Readonly<Record<string, FileValue | undefined>>;

function mappedRoute(route: Route, use: PackUse): Route {
  const { object_matchers: matchers, routes } = route;
  return {
    ...route,
    ...(Array.isArray(matchers) ? { object_matchers: matchers.map((matcher) => mappedMatcher(matcher, use)) } : {}),
    // Safe: every entry of `routes` is a route.
    ...(Array.isArray(routes) ? { routes: routes.map((below) => mappedRoute(below as Route, use) as FileValue) } : {}),
  };
}

function mappedMatcher(matcher: FileValue, { severities = {}, teams = {} }: PackUse): FileValue {
  if (!Array.isArray(matcher)) return matcher;
  const [label, operator, value] = matcher as readonly FileValue[];
  const words = label === 'severity' ? severities : label === 'team' ? teams : {};
  return [label ?? '', operator ?? '', (typeof value === 'string' ? words[value] : undefined) ?? value ?? ''];
}

type Override = NonNullable<PackUse['override']>;

/** Names that match no part, and changes to parts that are omitted. */
function unknownParts(
  pack: string,
  { omit = [], override = {} }: PackUse,
  known: readonly string[],
  locate: PackInstance['locate'],
): Diagnostic[] {
  const asked = [
    ...omit.map((name, index) => ({ key: 'omit', name, path: ['omit', String(index)] })),
    ...Object.keys(override).map((name) => ({ key: 'override', name, path: ['override', name] })),
  ];
  return [
    ...asked
      .filter(({ name }) => !known.includes(name))
      .map(({ key, name, path }): Diagnostic => ({
        severity: 'error',
        id: 'pack/part',
        message: `${key} names "${name}", which the pack "${pack}" does not have, so it would have no effect.`,
        hint: nearestPart(name, known),
        at: locate(path),
      })),
    ...Object.keys(override)
      .filter((name) => omit.includes(name))
      .map((name): Diagnostic => ({
        severity: 'error',
        id: 'pack/part',
        message: `override changes "${name}" of the pack "${pack}", which omit leaves out, so the change would be lost.`,
        hint: 'Remove it from one of the two.',
        at: locate(['override', name]),
      })),
  ];
}

function nearestPart(name: string, known: readonly string[]): string {
  const [near] = nearest(name, known);
  const begun = near === undefined ? known.filter((part) => part.startsWith(name)).slice(0, 3) : [near];
  return begun.length === 0
    ? 'Names are rule:<rule>, dashboard:<dashboard> and panel:<dashboard>/<panel>; `pf-grafana docs` lists them.'
    : `Did you mean ${begun.map((part) => `"${part}"`).join(' or ')}?`;
}

/** Changes that would be lost because the rule does not have the member that they change. */
function impossibleChanges(
  pack: string,
  { groups }: PackParts,
  override: Override,
  locate: PackInstance['locate'],
): Diagnostic[] {
  return groups.flatMap(({ spec, settings }) =>
    spec.rules.flatMap((rule): Diagnostic[] => {
      const name = ruleName(rule, settings);
      const change = override[name] as RuleChange | undefined;
      const alertOnly = Object.keys(change ?? {}).filter((key) => !['title', 'labels', 'isPaused'].includes(key));
      const lost =
        'record' in rule ? alertOnly : change?.threshold !== undefined && !('threshold' in rule) ? ['threshold'] : [];
      return lost.map((key) => ({
        severity: 'error',
        id: 'pack/override',
        message: `override changes ${key} of "${name}" of the pack "${pack}", and that rule has none, so the change would be lost.`,
        hint:
          'record' in rule
            ? 'It is a recording rule: change its title, labels or isPaused only.'
            : `It decides by expressions. Set the option of the pack with its limit (\`pf-grafana docs ${pack}\`), or omit it and define a rule of your own.`,
        at: locate(['override', name, key]),
      }));
    }),
  );
}
