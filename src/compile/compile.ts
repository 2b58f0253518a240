// This room turns definitions into plain objects in the shape of Grafana's files: ids, layout, provisioning, deletions.
// It gets the definitions as arguments, reads and writes no file, and knows no pack. `emit` makes text of its objects.

import { type DatasourceHandle, datasourceHandles } from '../fleet/catalog/datasources.ts';
import type { Diagnostic } from '../diagnostics/diagnostics.ts';
import type {
  DashboardSpec,
  DatasourceSpec,
  FileValue,
  NotificationDefinition,
  NotificationSpec,
  Pack,
  RuleGroupSpec,
  RuleSpec,
} from '../define/definitions.ts';
import { UserError } from '../diagnostics/errors.ts';
import type { Settings } from '../define/settings.ts';
import type { CompileContext, JsonObject } from './context.ts';
import { compileDashboard, type CompiledDashboard } from './dashboard.ts';
import { dashboardProblems, duplicates } from './problems.ts';
import { datasourceFile, notificationFiles, providerFile } from './provisioning.ts';
import { compileRuleGroup } from './rule-group.ts';
import { definitionPosition, errorDiagnostic } from './definition-errors.ts';
import { targetFacts } from './target.ts';
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

const RULES = 'alerting/purpleflea-rules';

/** Ways of the PromQL text on its way out, given by the caller: this folder knows no query language. */
export type PromqlEdits = Pick<CompileContext, 'promql' | 'labelValues'>;

/** Compiles every definition; all that is wrong with any of them comes in one UserError. */
export function compilePack(pack: Pack, settings: Settings, promql: PromqlEdits): CompiledPack {
  const problems: Diagnostic[] = [];
  const build = <Spec>(
    definition: { build: (settings: Settings) => Spec; kind: string; definedAt: string },
    of: Settings = settings,
  ): { spec: Spec; definedAt: string }[] => {
    try {
      return [{ spec: definition.build(of), definedAt: definition.definedAt }];
    } catch (error) {
      problems.push(errorDiagnostic(error, definition));
      return [];
    }
  };
  const dashboards = pack.dashboards.flatMap((definition) => build<DashboardSpec>(definition));
  const groups = pack.ruleGroups.flatMap((definition) => build<RuleGroupSpec>(definition));
  const datasourcesOf = (of: Settings) =>
    pack.datasources
      .flatMap((definition) => build<DatasourceSpec | undefined>(definition, of))
      .flatMap(({ spec }) => (spec ? [spec] : []));
  const notificationsOf = (definitions: readonly NotificationDefinition[], of: Settings) =>
    merge(definitions.flatMap((definition) => build<NotificationSpec>(definition, of)).map(({ spec }) => spec));
  const datasources = datasourcesOf(settings);
  const notifications = notificationsOf(pack.notifications, settings);

  const facts = targetFacts(settings.grafana);
  const context: CompileContext = {
    settings,
    facts,
    ...promql,
    datasource: (ref) => resolveDatasource(ref, settings, facts.postgresType),
  };
  const compiled = dashboards.flatMap(({ spec, definedAt }) => {
    const found = dashboardProblems(spec, settings, facts);
    problems.push(...found.map((problem) => ({ ...problem, ...definitionPosition(definedAt) })));
    return found.length > 0 ? [] : [compileDashboard(spec, context)];
  });
  const rules = groups.flatMap(({ spec }) =>
    spec.rules.map((rule) => ({ ...rule, group: spec.name, folder: spec.folder ?? settings.folder })),
  );
  problems.push(
    ...duplicates(dashboards, groups, datasources),
    ...brokenPanelLinks(
      rules,
      dashboards.map(({ spec }) => spec),
    ),
  );
  const compiledGroups = groups.map(({ spec }) => compileRuleGroup(spec, context));
  const tenants = settings.tenants.flatMap((tenant) => {
    const own = { ...settings, orgId: tenant.orgId, datasources: tenant.datasources, alerting: tenant.alerting };
    const parts = {
      datasources: datasourcesOf(own),
      notifications: notificationsOf(pack.tenantNotifications, own),
      groups: compiledGroups,
      groupsPath: RULES,
      hasDashboards: compiled.length > 0,
    };
    return tenantFiles(tenant, parts, facts);
  });
  if (problems.length > 0) throw new UserError(problems);

  const files = {
    'datasources/purpleflea': datasourceFile(datasources, settings.orgId, facts),
    // A path that is not there would be logged at every start.
    ...(compiled.length > 0 ? { 'dashboards/dashboards': providerFile('Purple Flea', settings.orgId) } : {}),
    [RULES]: { apiVersion: 1, groups: compiledGroups },
    ...Object.fromEntries(
      Object.entries(notificationFiles(notifications, settings.orgId, 'purpleflea')).map(([name, file]) => [
        `alerting/${name}`,
        file,
      ]),
    ),
  };
  const definedAt = new Map([
    ...dashboards.map(({ spec, definedAt: stack }) => [`dashboard ${spec.uid}`, stack] as const),
    ...groups.flatMap(({ spec, definedAt: stack }) => spec.rules.map((rule) => [`rule ${rule.uid}`, stack] as const)),
  ]);
  return { dashboards: compiled, rules, datasources, notifications, files, tenantFiles: tenants, definedAt };
}

function resolveDatasource(ref: JsonObject, settings: Settings, postgresType: string): JsonObject {
  const [handle] = Object.entries(datasourceHandles).find(([, facts]) => facts.uid === ref['uid']) ?? [];
  const configured = handle ? settings.datasources[handle as keyof Settings['datasources']] : undefined;
  if (!handle || !configured) return ref;
  return {
    type: handle === 'postgres' ? postgresType : datasourceHandles[handle as DatasourceHandle].plugin,
    uid: configured.uid,
  };
}

function brokenPanelLinks(rules: readonly RuleSpec[], dashboards: readonly DashboardSpec[]): Diagnostic[] {
  return rules.flatMap((rule) => {
    const target = dashboards.find((dashboard) => dashboard.uid === rule.panel.dashboard);
    if (target?.rows.some((row) => row.panels.some((panel) => panel.key === rule.panel.key))) return [];
    return [
      {
        severity: 'error' as const,
        id: 'alert/panel',
        message: `Rule "${rule.title}" links to panel "${rule.panel.key}" of dashboard "${rule.panel.dashboard}", which does not exist, so its notification would lead nowhere.`,
        hint: `Name a panel key of ${target ? `that dashboard: ${target.rows.flatMap((row) => row.panels.map((panel) => panel.key)).join(', ')}` : `one of: ${dashboards.map((dashboard) => dashboard.uid).join(', ')}`}.`,
      },
    ];
  });
}

function merge(specs: readonly NotificationSpec[]): NotificationSpec {
  const policy = specs.find((spec) => spec.policy)?.policy;
  return {
    contactPoints: specs.flatMap((spec) => spec.contactPoints),
    muteTimes: specs.flatMap((spec) => spec.muteTimes),
    templates: specs.flatMap((spec) => spec.templates),
    ...(policy ? { policy } : {}),
  };
}
