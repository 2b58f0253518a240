import type { Command } from 'commander';

import type { Release } from '../grafana/release.ts';
import type {
  DashboardDefinition,
  DashboardSpec,
  FileValue,
  PackDefinitions,
  RuleGroupDefinition,
} from './definitions.ts';
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
  /** `config/limits`; `pack/options` when left out. */
  readonly id?: string;
  readonly paths: readonly [string, ...string[]];
  readonly message: string;
  readonly hint: string;
}

/** The facts of a pack: what a project may set, and the words that its definitions use. */
export interface PackFacts<M extends OptionMembers, S extends Handles, Severity extends string, Team extends string> {
  /** Name of its commands, and of its parts in messages; lower-case letters, digits and "-". */
  readonly name: string;
  /** Its title in documents; by default the name. */
  readonly title?: string;
  /** What a project may set, made with `option`. */
  readonly options?: M;
  /**
   * By handle, the data sources that it queries: one that comes with it, or the type of one that a project must bind.
   */
  readonly sources?: { readonly [H in keyof S]: Source<S[H]> | SourceType<S[H]> };
  readonly severities?: readonly Severity[];
  readonly teams?: readonly Team[];
  /** What JSON Schema cannot check: options that contradict each other; each finding names both. */
  readonly check?: (options: ReadOptions<M>, project: PackProject) => readonly Conflict[];
}

/** A source that does not come with a pack: its plugin id. */
export interface SourceType<T extends string = string> {
  readonly type: T;
}

/** A handle of a pack that a project has to bind to a source of its own, of this type. */
export function sourceType<const T extends string>(type: T): SourceType<T> {
  return { type };
}

/** What the `check` of a pack may know about the project that uses it. */
export interface PackProject {
  /** Types of the project's receivers by name; of several places under one name, their types with commas between. */
  readonly receivers: Readonly<Record<string, string>>;
  /** Whether the project provisions a notification policy tree. */
  readonly hasPolicies: boolean;
}

/** A route that a pack needs in the policy tree of a project that has its own. */
export interface PackRoute {
  /** Name of one of the project's receivers. */
  readonly receiver: string;
  /** The other members of a route, in Grafana's format. */
  readonly route: Readonly<Record<string, FileValue>>;
  /** False for a receiver that must not be notified when an alert is resolved. */
  readonly hearsOfEnds?: boolean;
}

/** What a definition of a pack is a function of. */
export interface PackContext<O = object, S extends Handles = Handles> {
  /** Name of the environment that is built; undefined in a project without environments. */
  readonly environment: string | undefined;
  /** The pack's options, defaults filled in. */
  readonly options: O;
  /** By the handles of the pack, the sources that the project binds them to. */
  readonly sources: { readonly [H in keyof S]: SourceRef<S[H]> };
  readonly grafana: Release;
  readonly folder: string;
  /** A uid under the prefix that the project gives the pack. */
  readonly uid: (name: string) => string;
}

/** A dashboard of a pack; its key in `of` names it, and its uid comes from that. */
export type PackDashboard = Omit<DashboardSpec, 'uid'>;
/** Rules of a pack that are evaluated together. */
export type PackRuleGroup<Severity extends string, Team extends string, S extends Handles> = Omit<
  ProjectRuleGroup<Severity, Team, S>,
  'rules'
> & { readonly rules: Readonly<Record<string, ProjectRule<Severity, Team, S>>> };

/** One dashboard or some rules of a pack, as a file of it exports them; `N` are the names of what is in it. */
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
  /** Text files for other programs than Grafana, by path below the output folder. */
  readonly files?: (settings: Settings) => Promise<Readonly<Record<string, string>>>;
  /** Metrics, tables and streams as data, which queries are checked against; every series has the extra labels. */
  readonly catalog?: (extraLabels: readonly string[]) => Promise<object>;
  /**
   * Tests of its alert rules (`alertTest`), as a function of the context, so that they follow the options; `leaveOut` marks
   * those that cannot pass. Their `rule_files` are paths below the output folder.
   */
  readonly alertTests?: (context: C, settings: Settings) => Promise<readonly object[]>;
  /**
   * Routes that come first in the tree of a project made with `defineProject`, which has its own; elsewhere a pack has
   * a whole tree.
   */
  readonly routes?: (settings: Settings) => Promise<readonly PackRoute[]>;
  /** `pf-grafana <pack> <verb>`; each loads what it needs when it runs. */
  readonly commands?: () => Promise<readonly Command[]>;
  /** How its sources are reached, in the words of the configuration's `datasources`, which may change each key. */
  readonly connections?: Required<ConfiguredSources>;
}

/** What a pack gives to the tool, whatever a project changes in it. */
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

/** Functions that type a pack's definitions, and the one that makes the pack of them. */
export interface PackKit<I, O, S extends Handles, Severity extends string, Team extends string> {
  /** A dashboard as a function of the context. */
  dashboard<const R extends PackDashboard>(
    define: (context: PackContext<O, S>) => R & Exact<R, PackDashboard>,
  ): PackPart<'dashboard', PanelKeys<R>>;
  /** Alert and recording rules as a function of the context; their keys name them. */
  rules<const R extends PackRuleGroup<Severity, Team, S>>(
    define: (context: PackContext<O, S>) => R & Exact<R, PackRuleGroup<Severity, Team, S>>,
  ): PackPart<'rules', keyof R['rules'] & string>;
  /** The pack of these parts. */
  of<
    const D extends Readonly<Record<string, PackPart<'dashboard'>>> = Readonly<Record<never, never>>,
    const R extends readonly PackPart<'rules'>[] = readonly [],
  >(
    parts: { readonly dashboards?: D; readonly rules?: R } & PackExtras<PackContext<O, S>>,
  ): Pack<BoardNames<D> | RuleNames<R>, I, S, Severity, Team>;
  /** The pack of definitions that are loaded late; `N` names its parts. */
  load<N extends string = string>(
    definitions: () => Promise<PackDefinitions>,
    extras?: PackExtras<PackContext<O, S>>,
  ): Pack<N, I, S, Severity, Team>;
}

/** What a helper of a definition takes: `type Context = ContextOf<typeof pack>`. */
export type ContextOf<K> =
  K extends PackKit<infer _I, infer O, infer S, infer _Severity, infer _Team> ? PackContext<O, S> : never;

/** Declares a pack. It is in its own file, which the pack's definitions import. */
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
    // Called with options that the schema has checked.
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

/** What a definition of a pack sees of the settings. */
export function packContext<O, S extends Handles>(settings: Settings): PackContext<O, S> {
  const { environment, sources, options, grafana, folder, uidPrefix } = settings;
  return {
    environment,
    // Checked by the pack's schema, whose types these are.
    options: options as O,
    sources: Object.fromEntries(
      Object.entries(sources).map(([handle, { type, uid }]) => [handle, { type, uid }]),
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

/** Whether a value is a pack, which a project has still to use. */
export function isPack(value: unknown): value is Pack {
  return typeof value === 'function' && 'content' in value;
}

// The types of a use exist for tsc alone.
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
