// This folder reads a project's configuration: its schema, defaults, environments and tenants. It resolves them to
// settings and records where each value came from; it compiles nothing.

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
/** The connection of a data source: the keys that a tenant may set, because uid and name are the same for all. */
type Connection<T> = Options<Omit<T, 'uid' | 'name' | 'provision'>>;

/** Notification settings, of the project or of one tenant. */
export interface AlertingConfig {
  /**
   * Where alerts go, by a name of your choice; a receiver exists only if it is listed here. A receiver with `settings`
   * is in Grafana's own format and may be of any type.
   */
  readonly receivers?: Readonly<Record<string, Receiver | ReceiverSpec>>;
  /** Receivers per severity; a pack may have defaults. */
  readonly routes?: Routes;
  /** Receivers per team and severity; they replace the general routes. */
  readonly teams?: Readonly<Record<string, Routes>>;
  readonly muteTimings?: Readonly<Record<string, MuteTiming>>;
  /** False leaves the org's notification policies unchanged; Grafana can only replace the whole tree. */
  readonly policies?: boolean;
}

/**
 * One tenant: a separate org with its own data sources and alerts, and the same dashboards. Its key is its id. It is
 * notified only of its own alerts; notifications of the fleet never reach a tenant.
 */
export interface TenantConfig extends AlertingConfig {
  /** Id of its org, at least 2; Grafana assigns ids in order. Required here or in the environment. */
  readonly orgId?: number;
  /** Name of its org; by default the id. */
  readonly name?: string;
  /** Value of the header X-Scope-OrgID at Loki, Tempo and Mimir; by default the id. */
  readonly scope?: string;
  /**
   * Override those of the fleet. By default the tenant's id is appended to user names and to the names of password
   * variables.
   */
  readonly datasources?: {
    readonly postgres?: Connection<PostgresSource>;
    readonly prometheus?: Connection<PrometheusSource>;
    readonly loki?: Connection<HttpSource>;
    readonly clickhouse?: Connection<ClickhouseSource>;
    readonly tempo?: Connection<HttpSource>;
  };
  /** This tenant's changes to packs, by the name of the pack. */
  readonly packs?: Readonly<Record<string, Pick<PackUse, 'options'>>>;
}

/** A data source by handle: one of the project, with its type or made by its helper; or changes to one of a pack. */
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
    /** The Grafana release to generate for, such as `'10.1'`; by default the newest known. */
    readonly version?: string;
  };
  /** Title of the folder of dashboards and rules. */
  readonly folder?: string;
  readonly orgId?: number;
  /** Prefix of the uids of dashboards, rules and contact points. */
  readonly uidPrefix?: string;
  /**
   * By handle. With `type` it is a data source of the project, which packs may be bound to; without, it changes keys of
   * a pack's data source. With `provision: false` only `uid` counts: an existing data source is used.
   */
  readonly datasources?: Readonly<Record<string, SourceConfig>>;
  /** Label matchers added to every metric query, such as `{ env: 'prod' }`. */
  readonly selector?: Readonly<Record<string, string>>;
  /** Changes to packs, by the name of the pack. */
  readonly packs?: Readonly<Record<string, PackEnvironment>>;
  /** The tenants by id; each has its own org on this Grafana. */
  readonly tenants?: Readonly<Record<string, TenantConfig>>;
}

/** Findings that the validator suppresses, and facts that it cannot know. */
export interface ValidateConfig {
  /**
   * Data sources that exist outside the folder, by uid or with what is known about them; also the actual type of a data
   * source in the folder.
   */
  readonly datasources?: readonly (string | NamedSource)[];
  /** Names of contact points that exist outside the folder. */
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
  /** The server behind a data source of type prometheus, if it is not Prometheus. */
  readonly flavour?: 'VictoriaMetrics';
}

/** Findings to suppress where comments are not possible, as in JSON. */
export interface SuppressConfig {
  readonly rule: string;
  /** The file as findings name it, or a folder with a trailing `/`; by default every file. */
  readonly file?: string;
  /** JSON pointer of an object, such as `/panels/3`: everything at or below it; by default the whole file. */
  readonly pointer?: string;
  readonly reason: string;
  /** Last day of the suppression, such as `2027-01-31`. */
  readonly until?: string;
}

/** A pack by the name of its package or the path of its module, as written in a YAML configuration. */
export interface NamedPack extends PackUse {
  readonly use: string;
}

/** What an environment changes in a pack that the configuration uses. */
export type PackEnvironment = Pick<PackUse, 'options' | 'sources'>;

/** The configuration that `pf-grafana.config.ts` exports or a YAML file contains. */
export interface Config extends Omit<EnvironmentConfig, 'packs'> {
  /**
   * Used in the names of files, folders, the provider and delete lists, and as the label `service` of rules; a build
   * requires it.
   */
  readonly name?: string;
  /** Title of the folder of dashboards and rules, and of the provider; by default the name. */
  readonly title?: string;
  readonly packs?: readonly (UsedPack | NamedPack)[];
  readonly validate?: ValidateConfig;
  /** The changes of each environment, by its name; a build writes a complete folder for each, `out/<name>/`. */
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
