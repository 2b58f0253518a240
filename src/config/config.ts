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
/** How to reach a data source; what a tenant may say of one, because uid and name are the same for all. */
type Connection<T> = Options<Omit<T, 'uid' | 'name' | 'provision'>>;

/** Who is told of alerts: the project's, or one tenant's own. */
export interface AlertingConfig {
  /**
   * Where alerts go, by a name of your choice; a receiver exists only when it is named here. One with `settings` is in
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
 * One tenant: an org of its own with its own data sources and alerts, under the same dashboards. Its key is its id. It
 * is told of its own
 * alerts alone: nothing of the fleet's goes to a tenant.
 */
export interface TenantConfig extends AlertingConfig {
  /** Id of its org, at least 2; Grafana gives ids in order. Needed once, here or in the environment. */
  readonly orgId?: number;
  /** Name of its org; the id when left out. */
  readonly name?: string;
  /** Value of the header X-Scope-OrgID at Loki, Tempo and Mimir; the id when left out. */
  readonly scope?: string;
  /** Over the fleet's own; users and passwords' variables end with the id when left out. */
  readonly datasources?: {
    readonly postgres?: Connection<PostgresSource>;
    readonly prometheus?: Connection<PrometheusSource>;
    readonly loki?: Connection<HttpSource>;
    readonly clickhouse?: Connection<ClickhouseSource>;
    readonly tempo?: Connection<HttpSource>;
  };
  /** What is different for it in packs, by the pack's name. */
  readonly packs?: Readonly<Record<string, Pick<PackUse, 'options'>>>;
}

/** A source by handle: of the project, with its type or by its helper; or what is different in a pack's own. */
export type SourceConfig =
  | Source
  | SourceEntry
  | Options<PostgresSource>
  | Options<PrometheusSource>
  | Options<HttpSource>
  | Options<ClickhouseSource>;

/** What an environment may say of its own; the rest is the same in all of them. */
export interface EnvironmentConfig extends AlertingConfig {
  readonly grafana?: {
    /** Release the output is for, such as `'10.1'`; the newest known when left out. */
    readonly version?: string;
  };
  /** Title of the folder of dashboards and rules. */
  readonly folder?: string;
  readonly orgId?: number;
  /** Prefix of the uids of our dashboards, rules and contact points. */
  readonly uidPrefix?: string;
  /**
   * By handle. With `type` it is the project's own, which packs may be bound to; without, it changes keys of a source
   * that a pack brings. With `provision: false` only `uid` counts: the team's own source is used.
   */
  readonly datasources?: Readonly<Record<string, SourceConfig>>;
  /** Label matchers added to every metric query, such as `{ env: 'prod' }`. */
  readonly selector?: Readonly<Record<string, string>>;
  /** What is different in packs, by the pack's name. */
  readonly packs?: Readonly<Record<string, PackEnvironment>>;
  /** By id, whoever has an org of its own on this Grafana. */
  readonly tenants?: Readonly<Record<string, TenantConfig>>;
}

/** What the validator need not say, and what it cannot know. */
export interface ValidateConfig {
  /** Data sources that exist without the folder, by uid or with what is known of them; also what a source really is. */
  readonly datasources?: readonly (string | NamedSource)[];
  /** Names of contact points that exist without the folder. */
  readonly receivers?: readonly string[];
  readonly suppress?: readonly SuppressConfig[];
  /** Rules of a team's own, made with `defineRule`; they run beside ours. */
  readonly rules?: readonly TeamRule[];
}

/** A data source by what the validator cannot see in the folder. */
export interface NamedSource {
  readonly uid: string;
  /** Its plugin, such as `prometheus`: then its queries are checked. */
  readonly type?: string;
  /** What answers behind a source of type prometheus, where that is not Prometheus. */
  readonly flavour?: 'VictoriaMetrics';
}

/** Findings to keep quiet, where no comment can stand: in JSON. */
export interface SuppressConfig {
  readonly rule: string;
  /** The file as findings name it, or a folder above it with a `/` at its end; every file when left out. */
  readonly file?: string;
  /** JSON pointer of an object, as `/panels/3`: what is at or below it; the whole file when left out. */
  readonly pointer?: string;
  readonly reason: string;
  /** Last day, `2027-01-31`. */
  readonly until?: string;
}

/** A pack by the name of its package, or by the path of its module: what a configuration in YAML says. */
export interface NamedPack extends PackUse {
  readonly use: string;
}

/** What an environment says of a pack that the configuration uses. */
export type PackEnvironment = Pick<PackUse, 'options' | 'sources'>;

/** What `pf-grafana.config.ts` exports, or a file in YAML holds. */
export interface Config extends Omit<EnvironmentConfig, 'packs'> {
  /** Names files, folders on disk, the provider, delete lists, and the label `service` of rules: a build needs it. */
  readonly name?: string;
  /** Title of the folder of dashboards and rules, and of the provider; the name when left out. */
  readonly title?: string;
  readonly packs?: readonly (UsedPack | NamedPack)[];
  readonly validate?: ValidateConfig;
  /** By name, what each environment changes; a build writes a whole folder for each, `out/<name>/`. */
  readonly environments?: Readonly<Record<string, EnvironmentConfig>>;
  /** Dashboards of your own beside those of packs. */
  readonly dashboards?: readonly DashboardDefinition[];
  readonly ruleGroups?: readonly RuleGroupDefinition[];
  readonly notifications?: readonly NotificationDefinition[];
}

/** Types a configuration and returns it. */
export function defineConfig(config: Config): Config {
  return config;
}
