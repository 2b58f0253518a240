import type { Ref, Secret, Text } from '../grafana/interpolation/refs.ts';
import type { Release } from '../grafana/release.ts';
import type { ReceiverSpec } from './receivers.ts';

/** The Grafana release to generate for. */
export type GrafanaVersion = Release;
/** Whether the target Grafana is that release or newer. */
export { isAtLeast as atLeast } from '../grafana/release.ts';

/** One destination of alerts. */
export type Receiver =
  | {
      readonly type: 'slack';
      readonly url: Secret;
      readonly channel?: Text;
      readonly mentionChannel?: 'here' | 'channel';
    }
  | {
      readonly type: 'slack';
      readonly token: Secret;
      readonly channel: Text;
      readonly mentionChannel?: 'here' | 'channel';
    }
  | { readonly type: 'pagerduty'; readonly integrationKey: Secret }
  | { readonly type: 'email'; readonly addresses: Text; readonly singleEmail?: boolean }
  | { readonly type: 'webhook'; readonly url: Text; readonly authorization?: Secret; readonly maxAlerts?: number };

/** Names of receivers by severity. */
export type Routes = Readonly<Record<string, readonly string[]>>;

/** A time interval in which notifications of severities warning and info are muted; critical alerts are never muted. */
export interface MuteTiming {
  readonly severities: readonly ('warning' | 'info')[];
  readonly weekdays?: readonly string[];
  readonly times: readonly { readonly from: string; readonly to: string }[];
  readonly location?: string;
}

interface SourceSettings {
  /** Fixed uid; of an existing source when `provision` is false. */
  readonly uid: string;
  readonly name: string;
  readonly provision: boolean;
  /** Keys without a value for a data source that the pack does not provision, for which a default is used. */
  readonly unsaid?: readonly string[];
}

export interface HttpSource extends SourceSettings {
  readonly url: Text;
  readonly basicAuth?: { readonly user: Text; readonly password: Secret };
  /** HTTP headers such as X-Scope-OrgID; secret values are references. */
  readonly headers?: Readonly<Record<string, Text>>;
}
export interface PrometheusSource extends HttpSource {
  readonly scrapeInterval: string;
  readonly flavour: 'Prometheus' | 'Mimir' | 'Cortex' | 'Thanos';
  readonly version: string;
}
export interface PostgresSource extends SourceSettings {
  readonly url: Text;
  readonly database: string;
  readonly user: Text;
  readonly password: Secret;
  readonly sslmode: 'disable' | 'require' | 'verify-ca' | 'verify-full';
  readonly version: number;
}
export interface ClickhouseSource extends SourceSettings {
  readonly host: string;
  readonly port: number;
  readonly protocol: 'http' | 'native';
  readonly secure: boolean;
  readonly database: string;
  readonly user: string;
  readonly password: Secret;
}

/** The data sources of a configuration without `defineProject`. */
export interface ConfiguredSources {
  readonly postgres: PostgresSource;
  readonly prometheus: PrometheusSource;
  readonly loki: HttpSource;
  readonly clickhouse: ClickhouseSource;
  readonly tempo?: HttpSource;
}

/** A separate organisation on the same Grafana, with its own data sources and alerts, and the shared dashboards. */
export interface Tenant {
  /** Used in the names of its files. */
  readonly id: string;
  readonly orgId: number;
  /** Name of the organisation. */
  readonly name: string;
  /** Its data sources, which replace those that packs bring. */
  readonly datasources: Partial<ConfiguredSources>;
  readonly alerting: Settings['alerting'];
  readonly options: TenantOptions;
}

/** The data source of a handle. */
export interface ConfiguredSource {
  /** Plugin id of the newest Grafana. */
  readonly type: string;
  readonly uid: string;
  /** False for a data source that exists outside the project. */
  readonly provision: boolean;
}

/** The names of a project. */
export interface ProjectNames {
  /** Used in the names of files, the dashboards' folder and delete lists, and as the label `service` of rules. */
  readonly name: string;
  /** The name of the provider. */
  readonly title: string;
  /** The only severities that rules may have, if the project declares them. */
  readonly severities?: readonly string[];
  /** The only teams that rules may have, if the project declares them. */
  readonly teams?: readonly string[];
}

/** The config file with every default filled in: what definitions are compiled with. */
export interface Settings {
  readonly project: ProjectNames;
  /** The environment being built; absent in a configuration without environments. */
  readonly environment?: string;
  readonly grafana: GrafanaVersion;
  readonly folder: string;
  readonly orgId: number;
  readonly uidPrefix: string;
  /** The data sources with fixed handles in a configuration; a project has only `sources`. */
  readonly datasources: Partial<ConfiguredSources>;
  /** Every data source that definitions may query, by handle. */
  readonly sources: Readonly<Record<string, ConfiguredSource>>;
  /** Label matchers added to every metric selector, such as `{env: 'prod'}`. */
  readonly selector: Readonly<Record<string, string>>;
  readonly alerting: {
    readonly receivers: Readonly<Record<string, Receiver | ReceiverSpec>>;
    readonly routes: Routes;
    /** Receivers per team and severity, matched before the general ones. */
    readonly teams: Readonly<Record<string, Routes>>;
    readonly muteTimings: Readonly<Record<string, MuteTiming>>;
    /** False leaves the org's notification policies unchanged: Grafana replaces the whole tree. */
    readonly policies: boolean;
  };
  readonly tenants: readonly Tenant[];
  /** The `settings` of a project; for definitions of a pack, the options of the pack. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Id of the tenant being built for; absent when building for the project itself. */
  readonly tenant?: string;
  /** The tenant's changes to pack options, by pack; absent when building for the project itself. */
  readonly tenantOptions?: TenantOptions;
}

/** Options of packs by the pack's name. */
export type TenantOptions = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** `pf-agent-pnl` for `agent-pnl`: a uid with the configured prefix. */
export function uid(settings: Pick<Settings, 'uidPrefix'>, name: string): string {
  return `${settings.uidPrefix}${name}`;
}

/** A limit of 0.15 as 15, without rounding errors: 0.07 * 100 is 7.000000000000001. */
export function percent(fraction: number): number {
  return Number((fraction * 100).toFixed(6));
}

/** The types of a config value: a name or a reference. */
export type { Ref, Secret, Text };
