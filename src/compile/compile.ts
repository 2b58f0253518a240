// This room turns definitions into plain objects in the shape of Grafana's files: ids, layout, provisioning, deletions.
// It gets the definitions as arguments, reads and writes no file, and knows no pack. `emit` makes text of its objects.

import type { Diagnostic } from '../diagnostics/diagnostics.ts';
import type {
  DashboardSpec,
  DatasourceSpec,
  Definition,
  FileValue,
  NotificationDefinition,
  NotificationSpec,
  Pack,
} from '../define/definitions.ts';
import type { RuleGroupSpec, RuleSpec } from '../define/rules.ts';
import { UserError } from '../diagnostics/errors.ts';
import type { Settings, Tenant } from '../define/settings.ts';
import type { CompileContext } from './context.ts';
import { compileDashboard, type CompiledDashboard } from './dashboard.ts';
import { dashboardProblems, duplicates } from './problems.ts';
import { notificationFiles, ownDatasourceFile, providerFile } from './provisioning.ts';
import { compileRuleGroup } from './rule-group.ts';
import { definitionPosition, errorDiagnostic } from './definition-errors.ts';
import { resolveReference, sourceOf, unknownSources } from './sources.ts';
import { targetFacts } from './target.ts';
import { dashboardKeys, ruleGroupKeys, undeclaredWords } from './spec-keys.ts';
import { type TenantFile, tenantFiles } from './tenants.ts';

/** A pack as plain objects in the shapes of Grafana's files. */
export interface CompiledPack {
  readonly dashboards: readonly CompiledDashboard[];
  readonly rules: readonly (RuleSpec & { readonly group: string; readonly folder: string })[];
  readonly datasources: readonly DatasourceSpec[];
  readonly notifications: NotificationSpec;
  /** Provisioning files by path below `provisioning/`, without the suffix. */
  readonly files: Readonly<Record<string, Readonly<Record<string, FileValue | undefined>>>>;
  readonly tenantFiles: readonly TenantFile[];
  /** Where objects were defined, as stacks: `dashboard pf-revenue`, `rule pf-drawdown-critical`. */
  readonly definedAt: ReadonlyMap<string, string>;
}

/** Ways of the PromQL text on its way out, given by the caller: this folder knows no query language. */
export type PromqlEdits = Pick<CompileContext, 'promql' | 'labelValues'>;

/** What definitions returned, and where each stands. */
interface Specs {
  readonly dashboards: readonly Defined<DashboardSpec>[];
  readonly groups: readonly Defined<RuleGroupSpec>[];
  readonly datasources: readonly DatasourceSpec[];
  readonly notifications: NotificationSpec;
  /** Of each tenant, in their order. */
  readonly tenants: readonly TenantSpecs[];
}
interface TenantSpecs {
  readonly tenant: Tenant;
  readonly datasources: readonly DatasourceSpec[];
  readonly notifications: NotificationSpec;
}
interface Defined<Spec> {
  readonly spec: Spec;
  readonly definedAt: string;
}

/** Compiles every definition; all that is wrong with any of them comes in one UserError. */
export function compilePack(pack: Pack, settings: Settings, promql: PromqlEdits): CompiledPack {
  const facts = targetFacts(settings.grafana);
  const context: CompileContext = {
    settings,
    facts,
    ...promql,
    datasource: (ref) => resolveReference(ref, settings, facts),
    source: (handle) => {
      const source = sourceOf(handle, settings, facts);
      // Rules are checked before they are compiled.
      if (!source) throw new Error(`No data source ${handle}.`);
      return source;
    },
  };
  const { specs, problems } = buildSpecs(pack, settings);
  const found = [...problems, ...specProblems(specs, context)];
  if (found.length > 0) throw new UserError(found);
  const { dashboards, groups, datasources, notifications } = specs;
  const compiled = dashboards.map(({ spec }) => compileDashboard(spec, context));
  return {
    dashboards: compiled,
    rules: rulesOf(groups, settings),
    datasources,
    notifications,
    ...filesOf(specs, { hasDashboards: compiled.length > 0, raw: pack.files ?? {} }, context),
    definedAt: new Map([
      ...dashboards.map(({ spec, definedAt }) => [`dashboard ${spec.uid}`, definedAt] as const),
      ...groups.flatMap(({ spec, definedAt }) => spec.rules.map((rule) => [`rule ${rule.uid}`, definedAt] as const)),
    ]),
  };
}

/** Calls every definition with the settings, and those of a tenant's with the tenant's; one that throws is a problem. */
function buildSpecs(pack: Pack, settings: Settings): { specs: Specs; problems: readonly Diagnostic[] } {
  const problems: Diagnostic[] = [];
  const build = <Spec>(definitions: readonly Definition<Spec>[], of: Settings): Defined<Spec>[] =>
    definitions.flatMap((definition) => {
      try {
        return [{ spec: definition.build(of), definedAt: definition.definedAt }];
      } catch (error) {
        problems.push(errorDiagnostic(error, definition));
        return [];
      }
    });
  const sourcesOf = (of: Settings) => build(pack.datasources, of).flatMap(({ spec }) => spec ?? []);
  const notificationsOf = (definitions: readonly NotificationDefinition[], of: Settings) =>
    merge(build(definitions, of).map(({ spec }) => spec));
  const specs = {
    dashboards: build(pack.dashboards, settings),
    groups: build(pack.ruleGroups, settings),
    datasources: sourcesOf(settings),
    notifications: notificationsOf(pack.notifications, settings),
    tenants: settings.tenants.map((tenant) => {
      const own = { ...settings, orgId: tenant.orgId, datasources: tenant.datasources, alerting: tenant.alerting };
      return {
        tenant,
        datasources: sourcesOf(own),
        notifications: notificationsOf(pack.tenantNotifications, own),
      };
    }),
  };
  return { specs, problems };
}

/** What is wrong with a definition, between two, or between a rule and the panel that it names. */
function specProblems({ dashboards, groups, datasources }: Specs, { settings, facts }: CompileContext): Diagnostic[] {
  const inOne = dashboards.flatMap(({ spec, definedAt }) =>
    placed(dashboardProblems(spec, settings, facts), definedAt),
  );
  const keys = [
    ...dashboards.flatMap(({ spec, definedAt }) => placed(dashboardKeys(spec), definedAt)),
    ...groups.flatMap(({ spec, definedAt }) => placed(ruleGroupKeys(spec), definedAt)),
  ];
  const boards = dashboards.map(({ spec }) => spec);
  return [
    ...keys,
    ...inOne,
    ...groups.flatMap(({ spec, definedAt }) => placed(undeclaredWords(spec.rules, settings.project), definedAt)),
    ...duplicates(dashboards, groups, datasources),
    ...unknownSources(rulesOf(groups, settings), settings),
    ...brokenPanelLinks(rulesOf(groups, settings), boards),
  ];
}

/** Findings at the line of the definition. */
function placed(problems: readonly Diagnostic[], definedAt: string): Diagnostic[] {
  return problems.map((problem) => ({ ...problem, ...definitionPosition(definedAt) }));
}

function rulesOf(groups: readonly Defined<RuleGroupSpec>[], settings: Settings): CompiledPack['rules'] {
  return groups.flatMap(({ spec }) =>
    spec.rules.map((rule) => ({ ...rule, group: spec.name, folder: spec.folder ?? settings.folder })),
  );
}

/** The provisioning files, the project's and each tenant's. */
function filesOf(
  { groups, datasources, notifications, tenants }: Specs,
  { hasDashboards, raw }: { readonly hasDashboards: boolean; readonly raw: NonNullable<Pack['files']> },
  context: CompileContext,
): Pick<CompiledPack, 'files' | 'tenantFiles'> {
  const { settings, facts } = context;
  const { project, orgId } = settings;
  const rules = `alerting/${project.name}-rules`;
  const compiledGroups = groups.map(({ spec }) => compileRuleGroup(spec, context));
  const alerting = Object.entries(notificationFiles(notifications, orgId, project.name));
  return {
    files: {
      ...(datasources.length > 0
        ? { [`datasources/${project.name}`]: ownDatasourceFile(datasources, orgId, facts) }
        : {}),
      // A path that is not there would be logged at every start.
      ...(hasDashboards ? { 'dashboards/dashboards': providerFile(project, orgId) } : {}),
      ...(compiledGroups.length > 0 ? { [rules]: { apiVersion: 1, groups: compiledGroups } } : {}),
      ...Object.fromEntries(alerting.map(([name, file]) => [`alerting/${name}`, file])),
      ...Object.fromEntries(Object.entries(raw).map(([name, file]) => [`alerting/${project.name}-${name}`, file])),
    },
    tenantFiles: tenants.flatMap(({ tenant, ...own }) =>
      tenantFiles(tenant, project, { ...own, groups: compiledGroups, groupsPath: rules, hasDashboards }, facts),
    ),
  };
}

function brokenPanelLinks(rules: readonly RuleSpec[], dashboards: readonly DashboardSpec[]): Diagnostic[] {
  return rules.flatMap((rule) => {
    if (!('panel' in rule) || rule.panel === undefined) return [];
    const { panel: link } = rule;
    const target = dashboards.find((dashboard) => dashboard.uid === link.dashboard);
    if (target?.rows?.some((row) => row.panels.some((panel) => panel.key === link.key))) return [];
    return [
      {
        severity: 'error' as const,
        id: 'alert/panel',
        message: `Rule "${rule.title}" links to panel "${link.key}" of dashboard "${link.dashboard}", which does not exist, so its notification would lead nowhere.`,
        hint: `Name a panel key of ${target ? `that dashboard: ${(target.rows ?? []).flatMap((row) => row.panels.map((panel) => panel.key)).join(', ')}` : `one of: ${dashboards.map((dashboard) => dashboard.uid).join(', ')}`}.`,
      },
    ];
  });
}

function merge(specs: readonly NotificationSpec[]): NotificationSpec {
  const [policy, second] = specs.map((spec) => spec.policy).filter((tree) => tree !== undefined);
  if (second)
    throw new UserError({
      severity: 'error',
      id: 'definition/policies',
      message:
        'Two notification policy trees are defined, and Grafana has room for one in an org, so one would be lost.',
      hint: 'Put both into one tree. A tree of your own beside `receivers` needs `policies: false` in the configuration.',
    });
  return {
    contactPoints: specs.flatMap((spec) => spec.contactPoints),
    muteTimes: specs.flatMap((spec) => spec.muteTimes),
    templates: specs.flatMap((spec) => spec.templates),
    ...(policy ? { policy } : {}),
  };
}
