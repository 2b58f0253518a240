import { atLeast, type GrafanaVersion } from '../define/settings.ts';

/** What the target Grafana release understands; everything version-dependent in the output is decided here. */
export interface TargetFacts {
  /** Grafana runs a dashboard's migrations up from this number. */
  readonly schemaVersion: number;
  /** Written to every panel, so that a panel plugin does not take it for one of its oldest and migrate it. */
  readonly pluginVersion: string;
  /** Id of the PostgreSQL source, renamed when it was moved out of the core in 10.4. */
  readonly postgresType: string;
  /** Below 4.15, the last line that runs on Grafana before 11.6, for an older target. */
  readonly clickhousePluginVersion: string;
  /** Loki's `$__auto` came with 10.3. */
  readonly lokiAuto: boolean;
  /**
   * Recovery thresholds (`unloadEvaluator`); an older server fails the rule's expression on the unknown state or drops
   * it.
   */
  readonly recoveryThreshold: boolean;
  /** Derived fields of Loki that match a label, not the line. */
  readonly lokiLabelFields: boolean;
  /** Before 11.3 two titles with one slug, or a dashboard with a folder's slug, overwrite each other. */
  readonly slugsCollide: boolean;
  /** Table panels lost their footer option in 13. */
  readonly tableFooter: boolean;
  /** 13.2.0 reads deleteRules and removes nothing (grafana/grafana#131777, open since): later releases may, too. */
  readonly ignoresDeleteRules: boolean;
  /** Since 11.1 a file may say that its sources go when they vanish from it, before any is made. */
  readonly prunesDatasources: boolean;
  /** Since July 2025 (grafana/grafana#107486) a source keeps its uid: another one under its name fails the load. */
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
