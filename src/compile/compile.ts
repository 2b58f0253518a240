// This folder turns definitions into plain objects in the shape of Grafana's files: ids, layout, provisioning,
// deletions. It gets the definitions as arguments, reads and writes no file, and knows nothing about packs. `emit`
// turns its objects into text.

import type { Diagnostic } from '../diagnostics/diagnostics.ts';
import type {
  DashboardSpec,
  DatasourceSpec,
  Definition,
  FileValue,
  NotificationDefinition,
  NotificationSpec,
  PackDefinitions,
  RawFiles,
} from '../define/definitions.ts';
import type { RuleGroupSpec, RuleSpec } from '../define/rules.ts';
import { UserError } from '../diagnostics/errors.ts';
import type { Settings, Tenant } from '../define/settings.ts';
import type { CompileContext, JsonObject } from './context.ts';
import { type BuiltDashboard, builtDashboard, type WrittenDashboard } from './dashboards.ts';
import { duplicates, ruleFolderProblems } from './problems.ts';
import { notificationFiles, ownDatasourceFile, providerFile } from './provisioning.ts';
import { panelId } from './panel-id.ts';
import { brokenPanelLinks } from './panel-links.ts';
import { compileRuleGroup } from './rule-group.ts';
import { errorDiagnostic, placed } from './definition-errors.ts';
import { mappedNotifications, type PackInstance, usedParts } from './pack-parts.ts';
import { resolveReference, sourceOf, unknownSources } from './sources.ts';
import { type TargetFacts, targetFacts } from './target.ts';
import { ruleGroupKeys, undeclaredWords } from './spec-keys.ts';
import { ruleGroupShape } from './spec-shape.ts';
import { type TenantFile, tenantFiles } from './tenants.ts';

/** Everything one build compiles. */
export interface BuildInput extends PackDefinitions {
  /** Built again for each tenant. Notifications that a user defined for the project do not apply to tenants. */
  readonly tenantNotifications: readonly NotificationDefinition[];
  readonly files?: RawFiles;
  readonly packs?: readonly PackInstance[];
}

/** A build as plain objects in the shapes of Grafana's files. */
export interface CompiledPack {
  readonly dashboards: readonly WrittenDashboard[];
  readonly rules: readonly (RuleSpec & { readonly group: string; readonly folder: string })[];
  readonly datasources: readonly DatasourceSpec[];
  readonly notifications: NotificationSpec;
  /** Provisioning files by path below `provisioning/`, without the suffix. */
  readonly files: Readonly<Record<string, Readonly<Record<string, FileValue | undefined>>>>;
  readonly tenantFiles: readonly TenantFile[];
  /** Where an object was defined, as a stack: `dashboard pf-revenue`, `rule pf-drawdown-critical`. */
  readonly definedAt: (object: string) => string | undefined;
}

/**
 * Functions passed in by the caller, because this folder knows no query language and does not decide how objects are
 * written.
 */
export interface TextFunctions extends Pick<CompileContext, 'promql' | 'labelValues'> {
  readonly dashboardText: (json: JsonObject) => string;
}

/** What the definitions returned, each with its source position. */
interface Specs {
  readonly dashboards: readonly BuiltDashboard[];
  readonly groups: readonly Defined<RuleGroupSpec>[];
  readonly datasources: readonly DatasourceSpec[];
  readonly notifications: NotificationSpec;
  /** One entry per tenant, in the configured order. */
  readonly tenants: readonly TenantSpecs[];
}
interface TenantSpecs {
  readonly tenant: Tenant;
  readonly datasources: readonly DatasourceSpec[];
  readonly notifications: NotificationSpec;
}
/** What a definition returned, the definition with its source position, and the settings it was built with. */
export interface Defined<Spec> {
  readonly spec: Spec;
  readonly definition: { readonly definedAt: string };
  readonly settings: Settings;
  /** The pack it belongs to. */
  readonly pack?: string;
}

/** Compiles every definition. Throws one UserError with every problem found in them. */
export function compilePack(
  pack: BuildInput,
  settings: Settings,
  { dashboardText, ...promql }: TextFunctions,
): CompiledPack {
  const facts = targetFacts(settings.grafana);
  const panelIds = new Map<string, number>();
  const contextOf = (seen: Settings): CompileContext => ({
    settings: seen,
    facts,
    ...promql,
    panelId: ({ dashboard, key }) => panelIds.get(`${dashboard} ${key}`) ?? panelId(key),
    datasource: (ref) => resolveReference(ref, seen, facts),
    source: (handle) => {
      const source = sourceOf(handle, seen, facts);
      // Cannot happen: rules are checked before they are compiled.
      if (!source) throw new Error(`No data source ${handle}.`);
      return source;
    },
  });
  const { specs, problems } = buildSpecs(pack, settings, (defined) =>
    builtDashboard(defined, contextOf(defined.settings), dashboardText),
  );
  const misshapen = shapeProblems(specs);
  // The other checks rely on the types.
  const found = [...problems, ...(misshapen.length > 0 ? misshapen : specProblems(specs))];
  if (found.length > 0) throw new UserError(found);
  const { dashboards, groups, datasources, notifications } = specs;
  const failed = dashboards.find(({ thrown }) => thrown !== undefined);
  if (failed?.thrown) throw failed.thrown.error;
  const compiled = dashboards.flatMap(({ written }) => written ?? []);
  const broken = [...dashboards.flatMap(({ openReferences }) => openReferences), ...brokenPanelLinks(groups, compiled)];
  if (broken.length > 0) throw new UserError(broken);
  for (const { uid, panels } of compiled) for (const { key, id } of panels) panelIds.set(`${uid} ${key}`, id);
  const definitions = new Map<string, { readonly definedAt: string }>([
    ...dashboards.map(({ uid, definition }) => [`dashboard ${uid}`, definition] as const),
    ...groups.flatMap(({ spec, definition }) => spec.rules.map((rule) => [`rule ${rule.uid}`, definition] as const)),
  ]);
  const compiledGroups = groups.map(({ spec, settings: seen }) => compileRuleGroup(spec, contextOf(seen)));
  return {
    dashboards: compiled,
    rules: groups.flatMap(rulesOf),
    datasources,
    notifications,
    ...filesOf(specs, { hasDashboards: compiled.length > 0, compiledGroups, raw: pack.files ?? {} }, settings, facts),
    definedAt: (object) => definitions.get(object)?.definedAt,
  };
}

/**
 * Calls every definition with the settings, and those of data sources and notifications again for each tenant; a throw
 * becomes a problem.
 */
function buildSpecs(
  input: BuildInput,
  settings: Settings,
  built: (dashboard: Defined<DashboardSpec>) => BuiltDashboard,
): { specs: Specs; problems: readonly Diagnostic[] } {
  const problems: Diagnostic[] = [];
  const build = <Spec>(definitions: readonly Definition<Spec>[], seen: Settings, pack?: string): Defined<Spec>[] =>
    definitions.flatMap((definition) => {
      try {
        return [{ spec: definition.build(seen), definition, settings: seen, ...(pack === undefined ? {} : { pack }) }];
      } catch (error) {
        problems.push(errorDiagnostic(error, definition));
        return [];
      }
    });
  const packs = input.packs ?? [];
  const used = packs.map((pack) => {
    const seen = pack.settings(settings);
    const { dashboards, ruleGroups } = pack.definitions;
    const parts = usedParts(pack, {
      dashboards: build(dashboards, seen, pack.name),
      groups: build(ruleGroups, seen, pack.name),
    });
    problems.push(...parts.problems);
    return parts;
  });
  const sourcesOf = (of: Settings) =>
    [
      ...build(input.datasources, of),
      ...packs.flatMap((pack) => build(pack.definitions.datasources, pack.settings(of), pack.name)),
    ].flatMap(({ spec }) => spec ?? []);
  const notificationsOf = (definitions: readonly NotificationDefinition[], of: Settings) =>
    merge([
      ...packs.flatMap((pack) =>
        build(pack.definitions.notifications, pack.settings(of), pack.name).map(({ spec }) =>
          mappedNotifications(spec, pack.use),
        ),
      ),
      ...build(definitions, of).map(({ spec }) => spec),
    ]);
  const specs = {
    dashboards: [
      ...used.flatMap(({ dashboards }) => dashboards.map(built)),
      ...input.dashboards.flatMap((dashboard) => build([dashboard], settings).map(built)),
    ],
    groups: [...used.flatMap(({ groups }) => groups), ...build(input.ruleGroups, settings)],
    datasources: sourcesOf(settings),
    notifications: notificationsOf(input.notifications, settings),
    tenants: settings.tenants.map((tenant) => {
      const { id, orgId, datasources: sources, alerting, options: tenantOptions } = tenant;
      const own = { ...settings, tenant: id, orgId, datasources: sources, alerting, tenantOptions };
      return {
        tenant,
        datasources: sourcesOf(own),
        notifications: notificationsOf(input.tenantNotifications, own),
      };
    }),
  };
  return { specs, problems };
}

/** Members that definitions do not have although their types require them. */
function shapeProblems({ dashboards, groups }: Specs): Diagnostic[] {
  return [
    ...dashboards.flatMap(({ misshapen }) => misshapen),
    ...groups.flatMap(({ spec, definition }) => placed(ruleGroupShape(spec), definition)),
  ];
}

/** Problems within a definition, between two definitions, or between a rule and the panel it links to. */
function specProblems({ dashboards, groups, datasources }: Specs): Diagnostic[] {
  return [
    ...dashboards.flatMap(({ unknownKeys }) => unknownKeys),
    ...groups.flatMap(({ spec, definition }) => placed(ruleGroupKeys(spec), definition)),
    ...dashboards.flatMap(({ problems }) => problems),
    ...groups.flatMap(({ spec, definition, settings }) => placed(ruleFolderProblems(spec, settings), definition)),
    ...groups.flatMap(({ spec, definition, settings }) =>
      placed(undeclaredWords(spec.rules, settings.project), definition),
    ),
    ...duplicates(dashboards, groups, datasources),
    ...groups.flatMap(({ spec, definition, settings }) => placed(unknownSources(spec.rules, settings), definition)),
  ];
}

function rulesOf({ spec, settings }: Defined<RuleGroupSpec>): CompiledPack['rules'] {
  return spec.rules.map((rule) => ({ ...rule, group: spec.name, folder: spec.folder ?? settings.folder }));
}

/** The provisioning files of the project and of each tenant. */
function filesOf(
  { datasources, notifications, tenants }: Specs,
  {
    hasDashboards,
    compiledGroups,
    raw,
  }: {
    readonly hasDashboards: boolean;
    readonly compiledGroups: readonly Readonly<Record<string, FileValue | undefined>>[];
    readonly raw: RawFiles;
  },
  { project, orgId }: Settings,
  facts: TargetFacts,
): Pick<CompiledPack, 'files' | 'tenantFiles'> {
  const rules = `alerting/${project.name}-rules`;
  const alerting = Object.entries(notificationFiles(notifications, orgId, project.name));
  return {
    files: {
      ...(datasources.length > 0
        ? { [`datasources/${project.name}`]: ownDatasourceFile(datasources, orgId, facts) }
        : {}),
      // Grafana logs a missing path at every start.
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

function merge(specs: readonly NotificationSpec[]): NotificationSpec {
  const [policy, second] = specs.map((spec) => spec.policy).filter((tree) => tree !== undefined);
  if (second)
    throw new UserError({
      severity: 'error',
      id: 'definition/policies',
      message: 'Two notification policy trees are defined, but an org in Grafana has only one, so one would be lost.',
      hint: 'Merge them into one tree. To use your own tree together with `receivers`, set `policies: false` in the configuration.',
    });
  return {
    contactPoints: specs.flatMap((spec) => spec.contactPoints),
    muteTimes: specs.flatMap((spec) => spec.muteTimes),
    templates: specs.flatMap((spec) => spec.templates),
    ...(policy ? { policy } : {}),
  };
}
