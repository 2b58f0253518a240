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
  Team,
} from '../define/settings.ts';

type Options<T> = { readonly [K in keyof T]?: T[K] };
/** How to reach a data source; what a tenant may say of one, because uid and name are the same for all. */
type Connection<T> = Options<Omit<T, 'uid' | 'name' | 'provision'>>;

/** Who is told of alerts: of the fleet's, or of one tenant's own. */
export interface AlertingConfig {
  /** Where alerts go, by a name of your choice; a receiver exists only when it is named here. */
  readonly receivers?: Readonly<Record<string, Receiver>>;
  /**
   * Receivers per severity; by default pagerduty, slack and webhook for critical, slack for warning, email for info.
   */
  readonly routes?: Routes;
  /** Receivers per team and severity, instead of the general ones. */
  readonly teams?: { readonly [T in Team]?: Routes };
  /** Receiver of type webhook that halts an agent's trading on a drawdown breach. */
  readonly halt?: string;
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
}

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
  /** With `provision: false` only `uid` counts: the team's own source is used. */
  readonly datasources?: {
    readonly postgres?: Options<PostgresSource>;
    readonly prometheus?: Options<PrometheusSource>;
    readonly loki?: Options<HttpSource>;
    readonly clickhouse?: Options<ClickhouseSource>;
    /** Only with this does a Prometheus exemplar link to a trace. */
    readonly tempo?: Options<HttpSource>;
  };
  /** Label matchers added to every metric query, such as `{ env: 'prod' }`. */
  readonly selector?: Readonly<Record<string, string>>;
  /** Limits of the content, by the names of its options; a build checks them. */
  readonly thresholds?: Readonly<Record<string, number | Readonly<Record<string, number>>>>;
  readonly runbook?: string;
  /** Where the name of an agent in a log line links to, an option of the content. */
  readonly agentUrl?: string;
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
  /** Its plugin, as `prometheus`: then its queries are checked. */
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

/** What `pf-grafana.config.ts` exports. Everything has a default: the documents' own values. */
export interface Config extends EnvironmentConfig {
  readonly validate?: ValidateConfig;
  /** By name, what each environment changes; a build writes a whole folder for each, `out/<name>/`. */
  readonly environments?: Readonly<Record<string, EnvironmentConfig>>;
  /**
   * The fleet's own dashboards, rules, schemas and recording rules, and sources that `datasources` does not name; true
   * when left out.
   */
  readonly fleet?: boolean;
  /** Dashboards of your own beside ours. */
  readonly dashboards?: readonly DashboardDefinition[];
  readonly ruleGroups?: readonly RuleGroupDefinition[];
  readonly notifications?: readonly NotificationDefinition[];
}

/** Types a configuration and returns it. */
export function defineConfig(config: Config): Config {
  return config;
}
