import type { Command } from 'commander';

import type { Release } from '../grafana/release.ts';
import type {
  DashboardDefinition,
  DashboardSpec,
  FileValue,
  PackDefinitions,
  RuleGroupDefinition,
} from './definitions.ts';
import { declared } from './declared.ts';
import { defineDashboard, defineRuleGroup } from './definitions.ts';
import type { Exact } from './exact.ts';
import { objectSchema, type OptionMembers, type ReadOptions, type WrittenOptions } from './options.ts';
import type { Handles, ProjectRule, ProjectRuleGroup, SourceRef } from './project.ts';
import type { AlertSpec, RecordingSpec } from './rules.ts';
import type { ConfiguredSources, Settings } from './settings.ts';
import type { Source } from './sources.ts';
import type { PackArguments, PackUse } from './pack-use.ts';

/** Two options that contradict each other, by path: `limits.warn`. */
export interface Conflict {
  /** The id of the finding, such as `config/limits`; by default `pack/options`. */
  readonly id?: string;
  readonly paths: readonly [string, ...string[]];
  readonly message: string;
  readonly hint: string;
}

/** The facts of a pack: its options, data sources, severities and teams. */
export interface PackFacts<M extends OptionMembers, S extends Handles, Severity extends string, Team extends string> {
  /** Name of its commands, and of its parts in messages; lower-case letters, digits and "-". */
  readonly name: string;
  /** Its title in the documentation; by default the name. */
  readonly title?: string;
  /** The options that a project may set, made with `option`. */
  readonly options?: M;
  /**
   * The data sources it queries, by handle: one that comes with the pack, or the type of one that a project must bind.
   */
  readonly sources?: { readonly [H in keyof S]: Source<S[H]> | SourceType<S[H]> };
  readonly severities?: readonly Severity[];
  readonly teams?: readonly Team[];
  /** What JSON Schema cannot check: options that contradict each other; each finding names both. */
  readonly check?: (options: ReadOptions<M>, project: PackProject) => readonly Conflict[];
}

/** A data source that the project must provide, by plugin id. */
export interface SourceType<T extends string = string> {
  readonly type: T;
}

/** Declares a handle that a project must bind to one of its data sources of this type. */
export function sourceType<const T extends string>(type: T): SourceType<T> {
  return { type };
}

/** The information about a project that the `check` of a pack gets. */
export interface PackProject {
  /** Types of the project's receivers by name; several types under one name are separated by commas. */
  readonly receivers: Readonly<Record<string, string>>;
  /** Whether the project provisions a notification policy tree. */
  readonly hasPolicies: boolean;
}

/** A route that a pack adds to the policy tree of a project that has its own. */
export interface PackRoute {
  /** Name of one of the project's receivers. */
  readonly receiver: string;
  /** The other members of a route, in Grafana's format. */
  readonly route: Readonly<Record<string, FileValue>>;
  /** False for a receiver that must not be notified when an alert is resolved. */
  readonly hearsOfEnds?: boolean;
}

/** The argument of a pack's definitions. */
export interface PackContext<O = object, S extends Handles = Handles> {
  /** Name of the environment being built; undefined in a project without environments. */
  readonly environment: string | undefined;
  /** The pack's options, defaults filled in. */
  readonly options: O;
  /** The data sources that the project binds to the pack's handles, by handle. */
  readonly sources: { readonly [H in keyof S]: SourceRef<S[H]> };
  readonly grafana: Release;
  readonly folder: string;
  /** A uid with the prefix that the project gives the pack. */
  readonly uid: (name: string) => string;
}

/** A dashboard of a pack; its key in `of` is its name, and its uid is derived from that. */
export type PackDashboard = Omit<DashboardSpec, 'uid'>;
/** Rules of a pack that are evaluated together. */
export type PackRuleGroup<Severity extends string, Team extends string, S extends Handles> = Omit<
  ProjectRuleGroup<Severity, Team, S>,
  'rules'
> & { readonly rules: Readonly<Record<string, ProjectRule<Severity, Team, S>>> };

/** One dashboard or rule group of a pack, as exported by its file; `N` are the names of its parts. */
export interface PackPart<Kind extends string = string, N extends string = string> {
  readonly kind: Kind;
  readonly build: (settings: Settings, name: string) => unknown;
  readonly definedAt: string;
  readonly ' names'?: N;
}

type PanelKeys<R> = R extends { readonly rows: readonly (infer Row)[] }
  ? Row extends { readonly panels: readonly (infer Panel)[] }
    ? Panel extends { readonly key: infer K extends string }
      ? K
      : never
    : never
  : never;
type BoardNames<D> = {
  [K in keyof D & string]:
    | `dashboard:${K}`
    | (D[K] extends PackPart<'dashboard', infer Panel> ? `panel:${K}/${Panel}` : never);
}[keyof D & string];
type RuleNames<R> = R extends readonly (infer P)[]
  ? P extends PackPart<'rules', infer N>
    ? `rule:${N}`
    : never
  : never;

/** What a pack has in addition to dashboards and rules. */
export interface PackExtras<C = never> {
  /** Text files for programs other than Grafana, by path below the output folder. */
  readonly files?: (settings: Settings) => Promise<Readonly<Record<string, string>>>;
  /** Metrics, tables and streams against which queries are checked; the extra labels are added to every series. */
  readonly catalog?: (extraLabels: readonly string[]) => Promise<object>;
  /**
   * Tests of its alert rules (`alertTest`), as a function of the context, so that they follow the options; `leaveOut`
   * marks those that cannot pass. Their `rule_files` are relative to the output folder.
   */
  readonly alertTests?: (context: C, settings: Settings) => Promise<readonly object[]>;
  /**
   * Routes that are placed first in the policy tree of a project made with `defineProject`, which has its own tree.
   * Otherwise the pack provides the whole tree.
   */
  readonly routes?: (settings: Settings) => Promise<readonly PackRoute[]>;
  /** The commands `pf-grafana <pack> <verb>`; each loads what it needs when it runs. */
  readonly commands?: () => Promise<readonly Command[]>;
  /**
   * The connections of its data sources, with the keys of `datasources` in the configuration, which may override each
   * key.
   */
  readonly connections?: Required<ConfiguredSources>;
}

/** The content of a pack before a project's changes. */
export interface PackContent extends PackExtras {
  readonly name: string;
  readonly title: string;
  /** JSON Schema of its options. */
  readonly optionSchema: Readonly<Record<string, unknown>>;
  readonly sources: Readonly<Record<string, Source | SourceType>>;
  readonly severities: readonly string[];
  readonly teams: readonly string[];
  readonly check: (options: object, project: PackProject) => readonly Conflict[];
  readonly definitions: () => Promise<PackDefinitions>;
}

/** A pack as a project uses it: an entry of its `packs`. */
export interface UsedPack {
  readonly kind: 'pack';
  readonly content: PackContent;
  readonly use: PackUse;
}

/** A pack: a function of the keys that a project sets. */
export interface Pack<
  N extends string = string,
  I = object,
  S extends Handles = Handles,
  Severity extends string = string,
  Team extends string = string,
> {
  (...use: PackArguments<N, I, S, Severity, Team>): UsedPack;
  readonly content: PackContent;
}

/** Functions that type a pack's definitions, and those that create the pack from them. */
export interface PackKit<I, O, S extends Handles, Severity extends string, Team extends string> {
  /** A dashboard as a function of the context. */
  dashboard<const R extends PackDashboard>(
    define: (context: PackContext<O, S>) => R & Exact<R, PackDashboard>,
  ): PackPart<'dashboard', PanelKeys<R>>;
  /** Alert and recording rules as a function of the context; their keys are their names. */
  rules<const R extends PackRuleGroup<Severity, Team, S>>(
    define: (context: PackContext<O, S>) => R & Exact<R, PackRuleGroup<Severity, Team, S>>,
  ): PackPart<'rules', keyof R['rules'] & string>;
  /** Creates the pack from these parts. */
  of<
    const D extends Readonly<Record<string, PackPart<'dashboard'>>> = Readonly<Record<never, never>>,
    const R extends readonly PackPart<'rules'>[] = readonly [],
  >(
    parts: { readonly dashboards?: D; readonly rules?: R } & PackExtras<PackContext<O, S>>,
  ): Pack<BoardNames<D> | RuleNames<R>, I, S, Severity, Team>;
  /** Creates the pack from definitions that are loaded on demand; `N` are the names of its parts. */
  load<N extends string = string>(
    definitions: () => Promise<PackDefinitions>,
    extras?: PackExtras<PackContext<O, S>>,
  ): Pack<N, I, S, Severity, Team>;
}

/** The type of the context, for helpers of definitions: `type Context = ContextOf<typeof pack>`. */
export type ContextOf<K> =
  K extends PackKit<infer _I, infer O, infer S, infer _Severity, infer _Team> ? PackContext<O, S> : never;

/** Declares a pack, in a file of its own that the pack's definitions import. */
export function definePack<
  const M extends OptionMembers = Readonly<Record<never, never>>,
  const S extends Handles = Readonly<Record<never, never>>,
  const Severity extends string = string,
  const Team extends string = string,
>(facts: PackFacts<M, S, Severity, Team>): PackKit<WrittenOptions<M>, ReadOptions<M>, S, Severity, Team> {
  const pack = (definitions: () => Promise<PackDefinitions>, extras: PackExtras): PackContent => ({
    name: facts.name,
    title: facts.title ?? facts.name,
    optionSchema: objectSchema(facts.options ?? {}),
    sources: (facts.sources ?? {}) as PackContent['sources'],
    severities: facts.severities ?? [],
    teams: facts.teams ?? [],
    // Safe: the schema has checked the options.
    check: (options, project) => facts.check?.(options as ReadOptions<M>, project) ?? [],
    definitions,
    ...extras,
  });
  return {
    dashboard: (define) => ({
      kind: 'dashboard',
      build: (settings, name) => ({ uid: `${settings.uidPrefix}${name}`, ...define(packContext(settings)) }),
      definedAt: new Error().stack ?? '',
    }),
    rules: (define) => ({
      kind: 'rules',
      build: (settings) => define(packContext(settings)),
      definedAt: new Error().stack ?? '',
    }),
    of: ({ dashboards = {}, rules = [], ...extras }) =>
      usable(
        pack(
          async () => ({
            dashboards: Object.entries(dashboards).map(([name, part]) => dashboardOf(name, part)),
            ruleGroups: rules.map(ruleGroupOf),
            datasources: [],
            notifications: [],
          }),
          extras,
        ),
      ),
    load: (definitions, extras = {}) => usable(pack(definitions, extras)),
  };
}

/** The context of a pack's definitions, from the settings. */
export function packContext<O, S extends Handles>(settings: Settings): PackContext<O, S> {
  const { environment, sources, options, grafana, folder, uidPrefix } = settings;
  return {
    environment,
    // Safe: checked by the pack's schema, which has these types.
    options: options as O,
    sources: declared(
      'The pack',
      'data source',
      Object.fromEntries(Object.entries(sources).map(([handle, { type, uid }]) => [handle, { type, uid }])),
    ) as PackContext<O, S>['sources'],
    grafana,
    folder,
    uid: (name) => `${uidPrefix}${name}`,
  };
}

/** Whether an entry of `packs` is a pack in use. */
export function isUsedPack(value: unknown): value is UsedPack {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'pack' && 'content' in value;
}

/** Whether a value is a pack that has not been called yet. */
export function isPack(value: unknown): value is Pack {
  return typeof value === 'function' && 'content' in value;
}

// The types of a pack's keys exist only for tsc.
function usable<P>(content: PackContent): P {
  const used = (use: PackUse = {}): UsedPack => ({ kind: 'pack', content, use });
  return Object.assign(used, { content }) as unknown as P;
}

function dashboardOf(name: string, { build, definedAt }: PackPart): DashboardDefinition {
  return { ...defineDashboard((settings) => build(settings, name) as DashboardSpec), definedAt };
}

function ruleGroupOf({ build, definedAt }: PackPart): RuleGroupDefinition {
  const group = defineRuleGroup((settings) => {
    const { rules, ...rest } = build(settings, '') as PackRuleGroup<string, string, Handles>;
    return {
      ...rest,
      rules: Object.entries(rules).map(([key, rule]) => ({ ...rule, uid: `${settings.uidPrefix}${key}` })) as (
        | AlertSpec
        | RecordingSpec
      )[],
    };
  });
  return { ...group, definedAt };
}
