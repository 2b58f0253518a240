import type { Diagnostic, Position } from '../diagnostics/diagnostics.ts';
import type {
  DashboardDefinition,
  DatasourceDefinition,
  NotificationDefinition,
  RuleGroupDefinition,
} from './definitions.ts';
import type { ConfiguredSources, Settings } from './settings.ts';

/** The definitions of a package, loaded only by a command that compiles. */
export interface ContentDefinitions {
  readonly dashboards: readonly DashboardDefinition[];
  readonly ruleGroups: readonly RuleGroupDefinition[];
  /** Both say what the configuration names, whosever dashboards are beside them. */
  readonly datasources: readonly DatasourceDefinition[];
  readonly notifications: readonly NotificationDefinition[];
}

/** What a configuration that says nothing means. */
export interface ContentDefaults {
  /** Title of the folder of dashboards and rules: rules name it by title, dashboards by directory. */
  readonly folder: string;
  readonly orgId: number;
  readonly uidPrefix: string;
  readonly runbook: string;
  readonly datasources: Required<ConfiguredSources>;
}

/**
 * What a package of content brings to the tool: names, definitions, keys of the configuration that are its own, and the
 * files that its dashboards stand on. The tool reaches it by the package's name at run time and imports no line of it.
 */
export interface Content {
  /** Names files, the folder of the dashboards on disk, delete lists, and the label `service` of the rules. */
  readonly name: string;
  /** Names the provider. */
  readonly title: string;
  readonly defaults: ContentDefaults;
  /** JSON Schemas of the content's own keys of the configuration. */
  readonly optionSchemas: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** The content's own options with every default filled in; the configuration was checked by the schemas. */
  readonly options: (config: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;
  /** Options that contradict each other, each finding naming both. */
  readonly optionProblems: (
    options: Readonly<Record<string, unknown>>,
    locate: (path: readonly string[]) => Position,
  ) => readonly Diagnostic[];
  readonly definitions: () => Promise<ContentDefinitions>;
  /** Text files beside Grafana, by path below the output folder. */
  readonly files: (settings: Settings) => Promise<Readonly<Record<string, string>>>;
  /** The telemetry contract as data, which queries are checked against; every series has the extra labels. */
  readonly catalog: (extraLabels: readonly string[]) => Promise<object>;
}
