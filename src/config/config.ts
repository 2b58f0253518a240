// This room reads a project's configuration: its schema, its defaults, its environments and tenants. It resolves them
// to settings and says where a value came from; it compiles nothing.

import type { TeamRule } from '../define/team-rule.ts';
import type { DashboardDefinition, NotificationDefinition, RuleGroupDefinition } from '../define/definitions.ts';
import type {
  ClickhouseSource,
  HttpSource,
  MuteTiming,
  PostgresSource,
  PrometheusSource,
  Receiver,
  Routes,
} from '../define/settings.ts';
import type { SourceEntry } from '../define/named-source.ts';
import type { UsedPack } from '../define/pack.ts';
import type { PackUse } from '../define/pack-use.ts';
import type { ReceiverSpec } from '../define/receivers.ts';
import type { Source } from '../define/sources.ts';

type Options<T> = { readonly [K in keyof Omit<T, 'unsaid'>]?: T[K] };
/** How to reach a data source: the keys that a tenant may set, because uid and name are the same for all. */
type Connection<T> = Options<Omit<T, 'uid' | 'name' | 'provision'>>;

/** Who is notified of alerts: of the project's, or of one tenant's. */
export interface AlertingConfig {
  /**
   * Where alerts go, by a name of your choice; a receiver exists only if it is listed here. One with `settings` is in
   * Grafana's own words, of any type.
   */
  readonly receivers?: Readonly<Record<string, Receiver | ReceiverSpec>>;
  /** Receivers per severity; a pack may have defaults. */
  readonly routes?: Routes;
  /** Receivers per team and severity, instead of the general ones. */
  readonly teams?: Readonly<Record<string, Routes>>;
  readonly muteTimings?: Readonly<Record<string, MuteTiming>>;
  /** False leaves the org's notification policies alone; Grafana can only replace the whole tree. */
  readonly policies?: boolean;
}

/**
 * One tenant: a separate org with its own data sources and alerts, and the same dashboards. Its key is its id. It
 * is notified only of its own
 * alerts: nothing of the fleet goes to a tenant.
 */
export interface TenantConfig extends AlertingConfig {
  /** Id of its org, at least 2; Grafana assigns ids in order. Required here or in the environment. */
  readonly orgId?: number;
  /** Name of its org; by default the id. */
  readonly name?: string;
  /** Value of the header X-Scope-OrgID at Loki, Tempo and Mimir; by default the id. */
  readonly scope?: string;
  /** Override those of the fleet; by default users and variables of passwords end with the id. */
  readonly datasources?: {
    readonly postgres?: Connection<PostgresSource>;
    readonly prometheus?: Connection<PrometheusSource>;
    readonly loki?: Connection<HttpSource>;
    readonly clickhouse?: Connection<ClickhouseSource>;
    readonly tempo?: Connection<HttpSource>;
  };
  /** What is different for this tenant in packs, by the name of the pack. */
  readonly packs?: Readonly<Record<string, Pick<PackUse, 'options'>>>;
}

/** A source by handle: one of the project, with its type or from its helper; or what is different in one of a pack. */
export type SourceConfig =
  | Source
  | SourceEntry
  | Options<PostgresSource>
  | Options<PrometheusSource>
  | Options<HttpSource>
  | Options<ClickhouseSource>;

/** What an environment may change; the rest is the same in all of them. */
export interface EnvironmentConfig extends AlertingConfig {
  readonly grafana?: {
    /** Release that the output is for, such as `'10.1'`; by default the newest known. */
    readonly version?: string;
  };
  /** Title of the folder of dashboards and rules. */
  readonly folder?: string;
  readonly orgId?: number;
  /** Prefix of the uids of dashboards, rules and contact points. */
  readonly uidPrefix?: string;
  /**
   * By handle. With `type` it is a source of the project, which packs may be bound to; without, it changes keys of a
   * source of a pack. With `provision: false` only `uid` counts: an existing source is used.
   */
  readonly datasources?: Readonly<Record<string, SourceConfig>>;
  /** Label matchers added to every metric query, such as `{ env: 'prod' }`. */
  readonly selector?: Readonly<Record<string, string>>;
  /** What is different in packs, by the pack's name. */
  readonly packs?: Readonly<Record<string, PackEnvironment>>;
  /** By id, the tenants: each has its own org on this Grafana. */
  readonly tenants?: Readonly<Record<string, TenantConfig>>;
}

/** Findings that the validator leaves out, and facts that it cannot know. */
export interface ValidateConfig {
  /**
   * Data sources that exist without the folder, by uid or with what is known about them; also the real type of a
   * source.
   */
  readonly datasources?: readonly (string | NamedSource)[];
  /** Names of contact points that exist without the folder. */
  readonly receivers?: readonly string[];
  readonly suppress?: readonly SuppressConfig[];
  /** A team's own rules, made with `defineRule`; they run in addition to the built-in ones. */
  readonly rules?: readonly TeamRule[];
}

/** Facts about a data source that the validator cannot see in the folder. */
export interface NamedSource {
  readonly uid: string;
  /** Its plugin, such as `prometheus`: then its queries are checked. */
  readonly type?: string;
  /** What answers behind a source of type prometheus, where that is not Prometheus. */
  readonly flavour?: 'VictoriaMetrics';
}

/** Findings to suppress where comments are not possible: in JSON. */
export interface SuppressConfig {
  readonly rule: string;
  /** The file as findings name it, or a folder above it with a `/` at its end; by default every file. */
  readonly file?: string;
  /** JSON pointer of an object, such as `/panels/3`: everything at or below it; by default the whole file. */
  readonly pointer?: string;
  readonly reason: string;
  /** Last day, `2027-01-31`. */
  readonly until?: string;
}

/** A pack by the name of its package, or by the path of its module, as a configuration in YAML has it. */
export interface NamedPack extends PackUse {
  readonly use: string;
}

/** What an environment changes in a pack that the configuration uses. */
export type PackEnvironment = Pick<PackUse, 'options' | 'sources'>;

/** What `pf-grafana.config.ts` exports, or a YAML file contains. */
export interface Config extends Omit<EnvironmentConfig, 'packs'> {
  /** Name of files, folders on disk, the provider, delete lists, and the label `service` of rules: a build needs it. */
  readonly name?: string;
  /** Title of the folder of dashboards and rules, and of the provider; by default the name. */
  readonly title?: string;
  readonly packs?: readonly (UsedPack | NamedPack)[];
  readonly validate?: ValidateConfig;
  /** By name, what each environment changes; a build writes a complete folder for each, `out/<name>/`. */
  readonly environments?: Readonly<Record<string, EnvironmentConfig>>;
  /** Your own dashboards, in addition to those of packs. */
  readonly dashboards?: readonly DashboardDefinition[];
  readonly ruleGroups?: readonly RuleGroupDefinition[];
  readonly notifications?: readonly NotificationDefinition[];
}

/** Types a configuration and returns it. */
export function defineConfig(config: Config): Config {
  return config;
}
