// folder/ reads a provisioning folder once: its files with positions, the objects in them and their queries. It reports
// what is there; whether that is right is for validate/ to decide. It may use grafana/ and the types of catalog/, and
// nothing that writes output.

import type { Language } from '../grafana/query-expansion/language.ts';
import type { ProvisioningKind } from '../grafana/schemas/index.ts';
import type { JsonObject } from './json.ts';
import type { FindSource } from './lookups/source-type.ts';
import type { UnknownTexts } from './loaded.ts';
import type { DashboardSource } from './source/dashboard-source.ts';
import type { Path, Source } from './source/source.ts';

/** A value in a file. */
export interface Place {
  readonly source: Source;
  readonly path: Path;
}

/**
 * An object of a provisioning folder, where it is, and what it is called in a sentence: `Panel "CPU" of
 * dashboard "Hosts"`.
 */
export interface Entity extends Place {
  readonly label: string;
  /** As it is written. */
  readonly written: JsonObject;
  /** As Grafana keeps it: `$` expanded where Grafana does so; a variable whose value is unknown reads `«NAME»`. */
  readonly json: JsonObject;
  /** The texts of the file with such a variable; see `isUnknown`. */
  readonly unknown: UnknownTexts;
}

/** A file of `datasources/`, `dashboards/`, `alerting/` or `plugins/`. */
export interface ProvisioningFile extends Entity {
  readonly kind: ProvisioningKind;
}

export interface Datasource extends Entity {
  readonly orgId: number;
  readonly name: string;
  readonly type: string;
  readonly uid: string | undefined;
  /** The uid that a new Grafana derives from the name when the file sets none. */
  readonly madeUid: string;
  /** Queries that name no source use the org's default. */
  readonly isDefault: boolean;
}
export interface Provider extends Entity {
  readonly orgId: number;
  readonly name: string;
  /** Title of the folder; empty for the root. */
  readonly folder: string;
  /** `options.path` as the server sees it. */
  readonly serverPath: string | undefined;
  /** The local folder or file for that path; undefined when no mapping leads to one that exists. */
  readonly directory: string | undefined;
  /** Not in any file: the dashboards were read without a provisioning folder. */
  readonly isAssumed?: true;
}
export interface DatasourceRef {
  readonly type: string | undefined;
  readonly uid: string | undefined;
}
export interface Dashboard extends Entity {
  readonly source: DashboardSource;
  readonly orgId: number;
  readonly provider: Provider;
  readonly uid: string | undefined;
  readonly title: string;
  /** Title of its folder; empty for the root. */
  readonly folder: string;
  /** Every panel, including rows and the panels of collapsed rows. */
  readonly panels: readonly Panel[];
  readonly variables: readonly Variable[];
  readonly annotations: readonly Annotation[];
  readonly queries: readonly Query[];
  readonly counts: DashboardCounts;
}
/** Sizes of a dashboard, kept so that its content need not be read again. */
export interface DashboardCounts {
  /** Without rows. */
  readonly panels: number;
  readonly queries: ReadonlyMap<Language, number>;
}
export interface Panel extends Entity {
  readonly dashboard: Dashboard;
  readonly id: number | undefined;
  readonly title: string;
  readonly type: string;
  readonly targets: readonly Target[];
}
export interface Target extends Entity {
  readonly panel: Panel;
  readonly refId: string;
  /** The source that it queries: its panel's or, when that is mixed or missing, its own. */
  readonly datasource: DatasourceRef | undefined;
}
export interface Variable extends Entity {
  readonly dashboard: Dashboard;
  readonly name: string;
  readonly type: string;
  readonly datasource: DatasourceRef | undefined;
}
export interface Annotation extends Entity {
  readonly dashboard: Dashboard;
  readonly name: string;
  readonly datasource: DatasourceRef | undefined;
}

export interface RuleGroup extends Entity {
  readonly orgId: number;
  readonly name: string;
  readonly folder: string;
  readonly interval: string;
  readonly alerts: readonly AlertRule[];
}
export interface AlertRule extends Entity {
  readonly group: RuleGroup;
  readonly uid: string;
  readonly title: string;
  readonly queries: readonly AlertQuery[];
}
export interface AlertQuery extends Entity {
  readonly alert: AlertRule;
  readonly refId: string;
  readonly datasourceUid: string;
  /** True for reduce, math, threshold and the like. */
  readonly isExpression: boolean;
  readonly model: JsonObject;
}
export interface ContactPoint extends Entity {
  readonly orgId: number;
  readonly name: string;
  readonly receivers: readonly Receiver[];
}
export interface Receiver extends Entity {
  readonly contactPoint: ContactPoint;
  readonly uid: string;
  readonly type: string;
  readonly settings: JsonObject;
}
/** A route of a notification policy tree; the root has no parent. */
export interface Route extends Entity {
  readonly orgId: number;
  readonly parent: Route | undefined;
  readonly receiver: string | undefined;
  readonly routes: readonly Route[];
}
export interface MuteTiming extends Entity {
  readonly orgId: number;
  readonly name: string;
}
export interface Template extends Entity {
  readonly orgId: number;
  readonly name: string;
  readonly template: string;
}
/** An entry of a delete list, or an org whose policies are reset. */
export interface Deletion extends Entity {
  readonly list:
    | 'deleteDatasources'
    | 'deleteRules'
    | 'deleteContactPoints'
    | 'deleteMuteTimes'
    | 'deleteTemplates'
    | 'resetPolicies';
  readonly orgId: number;
  /** Name or uid, whichever Grafana finds the object by; empty for a reset. */
  readonly identity: string;
}

/** A query text, wherever it is. */
export interface Query extends Place {
  /** `Query A of panel "CPU" of dashboard "Hosts"`. */
  readonly label: string;
  readonly language: Language;
  readonly text: string;
  readonly owner:
    | { readonly kind: 'panel'; readonly target: Target }
    | { readonly kind: 'variable'; readonly variable: Variable }
    | { readonly kind: 'annotation'; readonly annotation: Annotation }
    | { readonly kind: 'alert'; readonly query: AlertQuery };
}

/** A file that Grafana does not read, and why. */
export interface IgnoredFile {
  readonly file: string;
  /** The kind of folder that it is in; absent for a file beside those folders. */
  readonly kind?: ProvisioningKind;
  readonly reason:
    | 'suffix'
    | 'case'
    | 'sub-folder'
    | 'beside'
    /** Renamed on purpose so that Grafana does not read it: `rules.yaml.disabled`. */
    | 'switched-off'
    /** Terraform, or the source from which dashboards are generated. */
    | 'other-language'
    /** A dashboard in a provider's folder whose name does not end in `.json`. */
    | 'dashboard-suffix';
}

/** A file in Grafana's folders that was made for another program. */
export interface ForeignFile extends Place {
  /** `a Prometheus rule file` */
  readonly format: string;
  readonly hint: string;
}

/** A whole provisioning folder, read once. */
export interface ProvisioningFolder {
  /** As it is shown to the user. */
  readonly root: string;
  readonly files: readonly ProvisioningFile[];
  readonly ignored: readonly IgnoredFile[];
  readonly foreign: readonly ForeignFile[];
  readonly datasources: readonly Datasource[];
  readonly providers: readonly Provider[];
  readonly dashboards: readonly Dashboard[];
  readonly groups: readonly RuleGroup[];
  readonly contactPoints: readonly ContactPoint[];
  /** Roots of the notification policy trees. */
  readonly policies: readonly Route[];
  readonly muteTimings: readonly MuteTiming[];
  readonly templates: readonly Template[];
  readonly deletions: readonly Deletion[];
  /** Of dashboards and alert rules. */
  readonly queries: readonly Query[];
  readonly alertQueries: readonly Query[];
  readonly findSource: FindSource;
  /** Every file that was read, including dashboards. */
  readonly sources: readonly Source[];
}
