import type { SourceCatalog } from '../catalog/emit-catalog.ts';
import type { SourceHandle } from '../catalog/source-handle.ts';
import type { Release } from '../grafana/release.ts';
import { declared } from './declared.ts';
import type { Exact } from './exact.ts';
import {
  type DashboardDefinition,
  type DashboardSpec,
  defineDashboard,
  defineRuleGroup,
  type FileValue,
  type RuleGroupDefinition,
} from './definitions.ts';
import type { RawFile } from './from-file.ts';
import type { UsedPack } from './pack.ts';
import type { PackUse } from './pack-use.ts';
import type { ReceiverSpec } from './receivers.ts';
import type { AlertQuery, AlertSpec, MadeQuery, RecordingSpec, WrittenQuery } from './rules.ts';
import type { Settings } from './settings.ts';
import type { Source } from './sources.ts';

/** Handle to plugin id. */
export type Handles = Readonly<Record<string, string>>;

/** Widens `0.15` to `number`, because an environment may set another value of the same type. */
export type Widen<T> = T extends number
  ? number
  : T extends string
    ? string
    : T extends boolean
      ? boolean
      : { readonly [K in keyof T]: Widen<T[K]> };
export type Partly<T> = T extends object ? { readonly [K in keyof T]?: Partly<T[K]> } : T;

/** The receivers and message texts of a team's alerts. */
export interface TeamAlerts<S extends string = string> {
  /** Receivers by severity; matched before the general `routes`. */
  readonly routes?: { readonly [K in S]?: readonly string[] };
  /** A Go template that replaces Grafana's title in every receiver without a title of its own. */
  readonly title?: string;
  /** The same for the body of the message. */
  readonly text?: string;
}

/** The notification settings of alerts. */
export interface ProjectAlerting<S extends string = string, T extends string = string> {
  /** Contact points by name, each with its receivers; a contact point exists only if it is listed here. */
  readonly receivers?: Readonly<Record<string, ReceiverSpec | readonly ReceiverSpec[]>>;
  /**
   * The notification policy tree in Grafana's format, with the receivers above. It replaces the org's whole tree;
   * without it the org keeps its own.
   */
  readonly policies?: Readonly<Record<string, FileValue | undefined>>;
  /** Receivers by severity, if no tree is given: each gets the alerts with that label. */
  readonly routes?: { readonly [K in S]?: readonly string[] };
  /** Settings for the alerts of a team, by team. */
  readonly teamAlerts?: { readonly [K in T]?: TeamAlerts<S> };
  /** `time_intervals` in Grafana's format, by name. */
  readonly muteTimings?: Readonly<Record<string, FileValue>>;
  /** Message templates by name. */
  readonly templates?: Readonly<Record<string, string>>;
}

/**
 * A separate organisation on the same Grafana, with its own data sources and alerts, and the dashboards and rules of
 * the project. It is notified only of its own alerts; notifications of the project never reach a tenant.
 */
export interface TenantFacts<
  D extends Handles = Handles,
  S extends string = string,
  T extends string = string,
> extends ProjectAlerting<S, T> {
  /** Id of its org, at least 2; Grafana assigns ids in order. Required here or in the environment. */
  readonly orgId?: number;
  /** Name of its org; by default the id. */
  readonly name?: string;
  /** Value of the header X-Scope-OrgID at Loki, Tempo, Pyroscope and Mimir; by default the id. */
  readonly scope?: string;
  /**
   * How the tenant reads a data source, if the default is wrong: a source with a user gets `<user>_<id>`, one with
   * scopes gets the header. Uids and names are those of the project, so that one dashboard works for all.
   */
  readonly datasources?: { readonly [H in keyof D]?: Source<D[H]> };
  /** This tenant's changes to packs, by the name of the pack. */
  readonly packs?: Readonly<Record<string, Pick<PackUse, 'options'>>>;
}

/** What an environment may change; everything else is as in the project. */
export interface EnvironmentFacts<
  D extends Handles = Handles,
  V = object,
  S extends string = string,
  T extends string = string,
> extends ProjectAlerting<S, T> {
  readonly grafana?: { readonly version?: string };
  readonly folder?: string;
  readonly orgId?: number;
  readonly uidPrefix?: string;
  /** Label matchers added to every metric query, such as `{ env: 'prod' }`. */
  readonly selector?: Readonly<Record<string, string>>;
  readonly datasources?: { readonly [H in keyof D]?: Source<D[H]> };
  readonly settings?: Partly<Widen<V>>;
  /** Changes to packs, by the name of the pack. */
  readonly packs?: Readonly<Record<string, Pick<PackUse, 'options' | 'sources'>>>;
  /** The tenants by id; each has its own org on this Grafana. */
  readonly tenants?: Readonly<Record<string, TenantFacts<D, S, T>>>;
}

/** The facts of a project: typed where the project declares them, and plain strings elsewhere. */
export interface ProjectFacts<
  S extends string = string,
  T extends string = string,
  D extends Handles = Handles,
  V = object,
  E extends string = string,
> extends ProjectAlerting<NoInfer<S>, NoInfer<T>> {
  /** Used in the names of files, folders, the provider and delete lists, and as the label `service` of rules. */
  readonly name: string;
  /** Title of the folder of dashboards and rules, and of the provider; by default the name. */
  readonly title?: string;
  readonly folder?: string;
  readonly grafana?: { readonly version?: string };
  readonly orgId?: number;
  /** Prefix of uids; by default `<name>-`, with at most 19 characters of the name, because a uid has at most 40. */
  readonly uidPrefix?: string;
  readonly selector?: Readonly<Record<string, string>>;
  readonly severities?: readonly S[];
  readonly teams?: readonly T[];
  readonly datasources?: { readonly [H in keyof D]: Source<D[H]> };
  /** Values that definitions read and environments may change. */
  readonly settings?: V;
  readonly environments?: Readonly<Record<E, EnvironmentFacts<NoInfer<D>, NoInfer<V>, NoInfer<S>, NoInfer<T>>>>;
  /** The tenants by id; each has its own org on the same Grafana. */
  readonly tenants?: Readonly<Record<string, TenantFacts<NoInfer<D>, NoInfer<S>, NoInfer<T>>>>;
}

/** A data source of the project as used in definitions and in the SDK's `.datasource()`. */
export interface SourceRef<T extends string = string> {
  readonly uid: string;
  readonly type: T;
}

/** The argument of a project's definitions. */
export interface ProjectContext<D extends Handles = Handles, V = object, E extends string = string> {
  /** Name of the environment being built; undefined in a project without environments. */
  readonly environment: E | undefined;
  readonly settings: Widen<V>;
  readonly sources: { readonly [H in keyof D]: SourceRef<D[H]> };
  readonly grafana: Release;
  readonly folder: string;
  /** `payments-overview` for `overview`: a uid with the project's prefix. */
  readonly uid: (name: string) => string;
}

/** The query language of each data source type; any other type takes an SDK query builder or raw JSON. */
interface Languages {
  readonly prometheus: 'promql';
  readonly loki: 'logql';
  readonly mysql: 'sql';
  readonly mssql: 'sql';
  readonly 'grafana-postgresql-datasource': 'sql';
  readonly 'grafana-clickhouse-datasource': 'sql';
}
type QueryOf<H, T> = Omit<WrittenQuery, 'datasource' | 'promql' | 'logql' | 'sql' | 'query'> & {
  readonly datasource: H;
} & (
    | (T extends keyof Languages ? { readonly [L in Languages[T]]: string } : never)
    | { readonly query: { build(): unknown } | Readonly<Record<string, unknown>> }
  );
/** One type per handle, because the handle determines the language. */
export type ProjectQuery<D extends Handles> = string extends keyof D
  ? AlertQuery
  : { [H in keyof D & string]: QueryOf<H, D[H]> }[keyof D & string] | MadeQuery<keyof D & string>;

type Typed<R, S extends string, T extends string, D extends Handles> = R extends unknown
  ? Omit<R, 'uid' | 'severity' | 'team' | 'query' | 'queries'> & {
      /** By default `<prefix><key>`. */
      readonly uid?: string;
    } & (R extends { readonly severity?: string } ? { readonly severity?: S; readonly team?: T } : unknown) &
      (R extends { readonly query: unknown } ? { readonly query: ProjectQuery<D> } : unknown) &
      (R extends { readonly queries: unknown }
        ? { readonly queries: Readonly<Record<string, ProjectQuery<D>>> }
        : unknown)
  : never;

/** A rule of a project; its key in the group is its name. */
export type ProjectRule<S extends string = string, T extends string = string, D extends Handles = Handles> =
  | Typed<AlertSpec, S, T, D>
  | Typed<RecordingSpec, S, T, D>;

/** Rules of a project that are evaluated together. */
export interface ProjectRuleGroup<S extends string = string, T extends string = string, D extends Handles = Handles> {
  readonly name: string;
  readonly folder?: string;
  /** A multiple of 10 s. */
  readonly interval: string;
  /** By key; the default uid of a rule is `<prefix><key>`. */
  readonly rules: Readonly<Record<string, ProjectRule<S, T, D>>>;
}

/** What a project provisions. */
export interface ProjectParts<D extends Handles = Handles> {
  /**
   * The contents of each data source, by handle: a catalog, or one of its databases. Every query in the output is
   * checked against it, even those written by hand. A catalog's metrics apply to a Prometheus, its logs to a Loki.
   */
  readonly catalogs?: { readonly [H in keyof D]?: SourceCatalog };
  readonly dashboards?: readonly (DashboardDefinition | RawFile)[];
  readonly ruleGroups?: readonly RuleGroupDefinition[];
  /** Packs in use, in addition to the definitions of the project. */
  readonly packs?: readonly UsedPack[];
  /** Alerting files in Grafana's own format, by name; they are validated and listed like compiled ones. */
  readonly files?: Readonly<Record<string, Readonly<Record<string, FileValue | undefined>> | RawFile>>;
  readonly validate?: object;
}

/** The default export of `pf-grafana.config.ts` for a project. */
export interface ProjectBuild {
  readonly kind: 'project';
  readonly facts: ProjectFacts;
  readonly parts: ProjectParts;
}

/** A project: its facts, and functions that type its definitions. */
export interface Project<S extends string, T extends string, D extends Handles, V, E extends string> {
  readonly facts: ProjectFacts<S, T, D, V, E>;
  /** The data sources by handle, as `promql`, `logql` and `sql` take them. */
  readonly sources: { readonly [H in keyof D & string]: SourceHandle<H, D[H]> };
  /** A dashboard as a function of the environment being built. */
  dashboard<const R extends DashboardSpec>(
    define: (context: ProjectContext<D, V, E>) => R & Exact<R, DashboardSpec>,
  ): DashboardDefinition;
  /** Alert and recording rules as a function of the environment being built. */
  ruleGroup<const R extends ProjectRuleGroup<S, T, D>>(
    define: (context: ProjectContext<D, V, E>) => R & Exact<R, ProjectRuleGroup<S, T, D>>,
  ): RuleGroupDefinition;
  /** Combines what the project provisions into the default export of the configuration. */
  build(parts: ProjectParts<D>): ProjectBuild;
}

/**
 * Declares a project, in a file of its own that definitions import. In the file that imports the definitions, the
 * imports would be circular.
 */
export function defineProject<
  const S extends string = string,
  const T extends string = string,
  const D extends Handles = Handles,
  const V extends object = object,
  const E extends string = string,
>(facts: ProjectFacts<S, T, D, V, E>): Project<S, T, D, V, E> {
  const known = settingsOf(facts as unknown as ProjectFacts);
  return {
    facts,
    sources: declared('The project', 'data source', sourceHandles(facts.datasources ?? {})) as Project<
      S,
      T,
      D,
      V,
      E
    >['sources'],
    dashboard: (define) => defineDashboard((settings) => define(contextOf<D, V, E>(settings, known))),
    ruleGroup: (define) =>
      defineRuleGroup((settings) => {
        const { rules, ...group } = define(contextOf<D, V, E>(settings, known)) as ProjectRuleGroup;
        return {
          ...group,
          rules: Object.entries(rules).map(([key, rule]) => ({ uid: `${settings.uidPrefix}${key}`, ...rule })) as (
            | AlertSpec
            | RecordingSpec
          )[],
        };
      }),
    build: (parts) => ({ kind: 'project', facts: facts as unknown as ProjectFacts, parts }),
  };
}

function sourceHandles(datasources: Readonly<Record<string, Source>>): Readonly<Record<string, SourceHandle>> {
  return Object.fromEntries(Object.entries(datasources).map(([handle, { type }]) => [handle, { handle, type }]));
}

/** The facts of a project in one environment: maps key by key, everything else replaced. */
export function factsIn(facts: ProjectFacts, environment: string | undefined): ProjectFacts {
  const { environments = {}, ...base } = facts;
  const whole = environment === undefined ? undefined : environments[environment];
  if (whole === undefined) return base;
  const { packs: _, ...own } = whole;
  return {
    ...withoutTree(base),
    ...withoutTree(own),
    ...alertingIn(base, own),
    datasources: { ...base.datasources, ...own.datasources } as NonNullable<ProjectFacts['datasources']>,
    selector: { ...base.selector, ...own.selector },
    settings: merged(base.settings ?? {}, own.settings ?? {}),
    tenants: byName(base.tenants, own.tenants, (of, here) => ({
      ...withoutTree(of),
      ...withoutTree(here),
      ...alertingIn(of, here),
      datasources: { ...of.datasources, ...here.datasources },
    })),
  };
}

/**
 * The notification settings in an environment. Receivers, mute timings and templates are replaced as a whole, and the
 * environment's own policies or routes replace the project's tree, whichever form either uses.
 */
function alertingIn(base: ProjectAlerting, own: ProjectAlerting): ProjectAlerting {
  const { policies, routes } = own.policies === undefined && own.routes === undefined ? base : own;
  return {
    receivers: { ...base.receivers, ...own.receivers },
    muteTimings: { ...base.muteTimings, ...own.muteTimings },
    templates: { ...base.templates, ...own.templates },
    teamAlerts: byName(base.teamAlerts, own.teamAlerts, (of, here) => ({ ...of, ...here })),
    ...(policies ? { policies } : {}),
    ...(routes ? { routes } : {}),
  };
}

function withoutTree<T extends ProjectAlerting>(facts: T): Omit<T, 'policies' | 'routes'> {
  const { policies: _policies, routes: _routes, ...rest } = facts;
  return rest;
}

function byName<T>(
  base: Readonly<Record<string, T | undefined>> = {},
  own: Readonly<Record<string, T | undefined>> = {},
  both: (base: T, own: T) => T,
): Readonly<Record<string, T>> {
  const names = [...new Set([...Object.keys(base), ...Object.keys(own)])];
  return Object.fromEntries(
    names.flatMap((name) => {
      const [of, here] = [base[name], own[name]];
      const value = of === undefined ? here : here === undefined ? of : both(of, here);
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}

function merged(base: object, own: object): object {
  return Object.fromEntries(
    Object.entries({ ...base, ...own }).map(([key, value]) => {
      const before = (base as Readonly<Record<string, unknown>>)[key];
      const after = (own as Readonly<Record<string, unknown>>)[key];
      return [key, isMap(before) && isMap(after) ? merged(before, after) : value];
    }),
  );
}

function isMap(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a configuration is a project. */
export function isProjectBuild(value: unknown): value is ProjectBuild {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'project' && 'parts' in value;
}

/** Names of settings declared by the project or one of its environments. */
function settingsOf({ settings = {}, environments = {} }: ProjectFacts): readonly string[] {
  return [settings, ...Object.values(environments).map((own) => own.settings ?? {})].flatMap((all) => Object.keys(all));
}

function contextOf<D extends Handles, V, E extends string>(
  settings: Settings,
  known: readonly string[],
): ProjectContext<D, V, E> {
  const { environment, sources, options, grafana, folder, uidPrefix } = settings;
  return {
    environment: environment as E | undefined,
    // Safe: resolved from the project's facts, which have these types.
    settings: declared('The project', 'setting', options as Widen<V> & object, known),
    sources: declared(
      'The project',
      'data source',
      Object.fromEntries(Object.entries(sources).map(([handle, { type, uid }]) => [handle, { type, uid }])),
    ) as ProjectContext<D, V, E>['sources'],
    grafana,
    folder,
    uid: (name) => `${uidPrefix}${name}`,
  };
}
