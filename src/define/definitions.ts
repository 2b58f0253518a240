// This folder contains what users write: dashboards, rule groups, data sources and notifications, and the functions
// that define them. It does nothing with them: `compile` turns them into files.

import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import type { Dashboard, Panel } from '@grafana/grafana-foundation-sdk/dashboard';

import type { Ref, Text } from '../grafana/interpolation/refs.ts';
import type { RuleGroupSpec } from './rules.ts';
import type { Settings } from './settings.ts';

/** A panel and its size. The key must never change: the panel's id, and so every alert link, is derived from it. */
export interface PanelSpec {
  readonly key: string;
  /** Columns, out of 24. */
  readonly width: number;
  /** Rows of 30 px. */
  readonly height: number;
  readonly panel: Builder<Panel>;
}

/** Panels under one heading, laid out left to right, wrapped at column 24. */
export interface RowSpec {
  readonly key: string;
  readonly title: string;
  readonly collapsed?: boolean;
  readonly panels: readonly PanelSpec[];
}

/** One dashboard: everything except its panels comes from the SDK's builder. */
export interface DashboardSpec {
  readonly uid: string;
  /** Folder title; the configured folder when absent. */
  readonly folder?: string;
  /** Panels and rows added to the builder itself keep their positions, above the rows below. */
  readonly dashboard: Builder<Dashboard>;
  readonly rows?: readonly RowSpec[];
  /** The dashboard that `fromFile` read: it is written unchanged, and the builder only describes its content. */
  readonly asItIs?: { readonly file: string; readonly json: Readonly<Record<string, unknown>> };
}

/** A provisioning file from `fromFile` also has its text, which is written unchanged. */
export interface ProvisioningText {
  readonly asItIs?: string;
}

/** A value of a provisioning file: plain data, and references that Grafana resolves. */
export type FileValue =
  | string
  | number
  | boolean
  | null
  | Ref
  | readonly FileValue[]
  | { readonly [key: string]: FileValue | undefined };

/** A data source as in `datasources/*.yaml`, without org and access, which are the same for all. */
export interface DatasourceSpec {
  readonly name: string;
  readonly type: string;
  readonly uid: string;
  readonly url?: FileValue;
  readonly user?: FileValue;
  readonly basicAuth?: boolean;
  readonly basicAuthUser?: FileValue;
  readonly withCredentials?: boolean;
  readonly database?: string;
  readonly isDefault?: boolean;
  /**
   * HTTP headers of every request. Grafana stores their values with the secrets, but the name of a tenant is not
   * secret.
   */
  readonly headers?: Readonly<Record<string, Text>>;
  readonly jsonData: Readonly<Record<string, FileValue | undefined>>;
  readonly secureJsonData?: Readonly<Record<string, Ref | undefined>>;
}

/** Contact points, policies, mute timings and templates as in `alerting/*.yaml`, without the org. */
export interface NotificationSpec {
  readonly contactPoints: readonly {
    readonly name: string;
    readonly receivers: readonly Readonly<Record<string, FileValue>>[];
  }[];
  readonly policy?: Readonly<Record<string, FileValue | undefined>>;
  readonly muteTimes: readonly { readonly name: string; readonly time_intervals: FileValue }[];
  readonly templates: readonly { readonly name: string; readonly template: string }[];
}

/** A definition of one kind of object, built again for each environment and tenant. */
export interface Definition<Spec, Kind extends string = string> {
  readonly kind: Kind;
  readonly build: (settings: Settings) => Spec;
  /** The stack at the definition. */
  readonly definedAt: string;
}
export type DashboardDefinition = Definition<DashboardSpec, 'dashboard'>;
export type RuleGroupDefinition = Definition<RuleGroupSpec, 'rule group'>;
/** Undefined means that this configuration does not have it. */
export type DatasourceDefinition = Definition<DatasourceSpec | undefined, 'data source'>;
export type NotificationDefinition = Definition<NotificationSpec, 'notifications'>;

/** The definitions of a pack, or of a project, loaded only by a command that compiles. */
export interface PackDefinitions {
  readonly dashboards: readonly DashboardDefinition[];
  readonly ruleGroups: readonly RuleGroupDefinition[];
  readonly datasources: readonly DatasourceDefinition[];
  readonly notifications: readonly NotificationDefinition[];
}

/** Alerting files in Grafana's own format, by name. */
export type RawFiles = Readonly<Record<string, Readonly<Record<string, FileValue | undefined>>>>;

/** A dashboard as a function of the configuration. */
export function defineDashboard(build: (settings: Settings) => DashboardSpec): DashboardDefinition {
  return definition('dashboard', build);
}
/** A rule group as a function of the configuration. */
export function defineRuleGroup(build: (settings: Settings) => RuleGroupSpec): RuleGroupDefinition {
  return definition('rule group', build);
}
/** A data source as a function of the configuration. */
export function defineDatasource(build: (settings: Settings) => DatasourceSpec | undefined): DatasourceDefinition {
  return definition('data source', build);
}
/** Contact points and notification policies as a function of the configuration. */
export function defineNotifications(build: (settings: Settings) => NotificationSpec): NotificationDefinition {
  return definition('notifications', build);
}

/** The stack is formatted only on request: with source maps, that takes longer than most definitions. */
function definition<Spec, Kind extends string>(
  kind: Kind,
  build: (settings: Settings) => Spec,
): Definition<Spec, Kind> {
  const here = new Error();
  return {
    kind,
    build,
    get definedAt() {
      return here.stack ?? '';
    },
  };
}
