import { atLeast, type GrafanaVersion } from '../define/settings.ts';

/** What the target Grafana release supports; everything version-dependent in the output is decided here. */
export interface TargetFacts {
  /** Grafana runs the migrations of a dashboard that come after this number. */
  readonly schemaVersion: number;
  /** Written to every panel. Without it a panel plugin may take the panel for a very old one and migrate it. */
  readonly pluginVersion: string;
  /** Id of the PostgreSQL source, renamed when it was moved out of the core in 10.4. */
  readonly postgresType: string;
  /** Below 4.15 for an older target: 4.14 is the last minor version that runs on Grafana before 11.6. */
  readonly clickhousePluginVersion: string;
  /** Loki's `$__auto` came with 10.3. */
  readonly lokiAuto: boolean;
  /**
   * Recovery thresholds (`unloadEvaluator`). An older server either rejects the rule's expression because of the
   * unknown field or drops the field.
   */
  readonly recoveryThreshold: boolean;
  /** Loki's derived fields can match a label instead of the line. */
  readonly lokiLabelFields: boolean;
  /** Before 11.3, two titles with the same slug, or a dashboard with its folder's slug, overwrite each other. */
  readonly slugsCollide: boolean;
  /** Table panels lost their footer option in 13. */
  readonly tableFooter: boolean;
  /**
   * 13.2.0 reads deleteRules but removes nothing (grafana/grafana#131777, still open), so later releases may do the
   * same.
   */
  readonly ignoresDeleteRules: boolean;
  /** Since 11.1 a file may request that data sources missing from it are deleted before any is created. */
  readonly prunesDatasources: boolean;
  /**
   * Since July 2025 (grafana/grafana#107486) a data source keeps its uid: a new uid under the same name fails the load.
   */
  readonly keepsDatasourceUids: boolean;
}

/** The facts of one Grafana release. */
export function targetFacts(version: GrafanaVersion): TargetFacts {
  const from = (major: number, minor = 0) => atLeast(version, major, minor);
  return {
    schemaVersion: from(13) ? 42 : from(12) ? 41 : from(11) ? 39 : 38,
    pluginVersion: `${version.major}.${version.minor}.0`,
    postgresType: from(10, 4) ? 'grafana-postgresql-datasource' : 'postgres',
    clickhousePluginVersion: from(11, 6) ? '4.20.0' : '4.14.1',
    lokiAuto: from(10, 3),
    recoveryThreshold: from(11),
    lokiLabelFields: from(11),
    slugsCollide: !from(11, 3),
    tableFooter: !from(13),
    ignoresDeleteRules: from(13, 2),
    prunesDatasources: from(11, 1),
    keepsDatasourceUids: from(12, 1),
  };
}
