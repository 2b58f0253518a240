import { isAtLeast, parseRelease, type Release } from './release.ts';

/** A fact about Grafana that is true from some release on. */
export interface ReleaseFact {
  /** The first release in which it is known to be true. */
  readonly since: string;
  /**
   * It may have been true since this release already; every older one certainly lacks it. By default the same as
   * `since`.
   */
  readonly perhapsSince?: string;
  /** The fact, in one sentence. */
  readonly what: string;
  /** The source: a change log, a pull request, a source file. */
  readonly read: string;
}

/** Whether a fact is true of a release. */
export type Verdict = 'holds' | 'perhaps' | 'lacks';

const CHANGELOG = 'grafana/grafana CHANGELOG.md';
const RULES = 'pkg/services/provisioning/alerting/rules_types.go';

/** Every release fact that the program depends on, by name. No other code may compare releases. */
const FACTS = {
  // Alert rules
  optionalFor: {
    since: '11.5',
    perhapsSince: '11.4',
    what: 'A rule in a file may leave out "for".',
    read: 'pull request 94646, made after 11.3 was cut; issue 101305 still sees the error on 11.4.0',
  },
  recordingWithoutCondition: {
    since: '12.3',
    what: 'A recording rule in a file may leave out "condition".',
    read: `${CHANGELOG}, 12.3.0: pull request 109410`,
  },
  sharedRuleTitles: {
    since: '12.0',
    what: 'Two rules in a folder may have the same title.',
    read: `${CHANGELOG}, 12.0.0: pull request 102067; the migration drops the index on org, folder and title`,
  },
  keepFiringFor: {
    since: '12.2',
    what: 'Files may set keepFiringFor and missing_series_evals_to_resolve.',
    read: `${CHANGELOG}, 12.2.0: pull request 109699`,
  },
  keepLastState: {
    since: '11.0',
    perhapsSince: '10.4',
    what: 'noDataState and execErrState may be KeepLast.',
    read: `pull request 83940, backported within 10.4 by 84406; absent in ${RULES} of 10.1`,
  },
  misspeltDashboardUid: {
    since: '10.2',
    what: 'Files may write dasboardUid, the misspelt key of old exports.',
    read: `${RULES}: present in 12.4, absent in 10.1`,
  },
  nestedRuleFolders: {
    since: '11.0',
    perhapsSince: '10.3',
    what: 'A "/" in the folder of a rule group means a nested folder.',
    read: 'pull request 77450, with the feature toggle nestedFolders, which is on by default since 11.0; before, one folder gets that title',
  },
  notificationSettings: {
    since: '10.4',
    what: 'A rule may name its contact point in notification_settings.',
    read: 'documentation of 10.4, simplified alert notifications',
  },
  freeGroupBy: {
    since: '11.0',
    perhapsSince: '10.4',
    what: 'group_by of notification_settings may leave out alertname and grafana_folder.',
    read: `${CHANGELOG}, 11.0.0: pull requests 86006 and 86376; backported within 10.4`,
  },
  recordingRules: {
    since: '11.3',
    perhapsSince: '10.2',
    what: 'A rule in a file may be a recording rule.',
    read: `documentation of 11.3; absent in ${RULES} of 10.1`,
  },
  recordingTarget: {
    since: '11.6',
    perhapsSince: '10.2',
    what: 'A recording rule may name the data source to write to.',
    read: `documentation of 11.6; absent in ${RULES} of 10.1`,
  },
  activeTimings: {
    since: '12.1',
    perhapsSince: '10.2',
    what: 'Rules and policies may have active_time_intervals.',
    read: `documentation of 12.1; absent in ${RULES} of 10.1`,
  },
  // Expressions
  moreComparisons: {
    since: '11.6',
    perhapsSince: '10.2',
    what: 'Thresholds support eq, ne, gte, lte and ranges that include their ends.',
    read: 'documentation of 11.6; absent in pkg/expr/threshold.go of 10.1',
  },
  recoveryThresholds: {
    since: '11.0',
    what: 'A threshold may have a recovery threshold, unloadEvaluator.',
    read: 'documentation of 11.0',
  },
  sqlExpressions: {
    since: '13.1',
    perhapsSince: '11.0',
    what: 'SQL expressions are enabled without the feature toggle sqlExpressions.',
    read: 'pull request 124713, built as 13.1.0; registry.go of 12.4 has the toggle off',
  },
  // Contact points and policies
  jiraReceiver: {
    since: '11.6',
    perhapsSince: '10.2',
    what: 'A receiver may be of the type jira.',
    read: `${CHANGELOG}, 11.6.0: pull request 100480`,
  },
  mqttReceiver: {
    since: '11.3',
    perhapsSince: '10.2',
    what: 'A receiver may be of the type mqtt.',
    read: 'documentation of 11.3; absent in 10.1',
  },
  snsReceiver: {
    since: '11.2',
    perhapsSince: '10.2',
    what: 'A receiver may be of the type sns.',
    read: 'documentation of 11.2; absent in 10.1',
  },
  oncallReceiver: {
    since: '10.2',
    what: 'A receiver may be of the type oncall.',
    read: 'documentation of 10.2; absent in 10.1',
  },
  newerReceiverSettings: {
    since: '12.0',
    perhapsSince: '10.2',
    what: 'Receivers support the settings that 10.1 does not have.',
    read: 'grafana/alerting of August 2026 against that of 10.1; which release added each was not determined',
  },
  namedPolicies: {
    since: '13.0',
    perhapsSince: '10.2',
    what: 'A notification policy tree may have a name.',
    read: 'documentation of 13.0; absent in 10.1',
  },
  emptyDefaultReceiver: {
    since: '12.4',
    what: 'A new Grafana has the contact point "empty" and no longer grafana-default-email.',
    read: 'pull request 116368; pkg/setting/setting_unified_alerting.go of 12.4',
  },
  numericChatId: {
    since: '13.1',
    what: "Telegram's chatid may be a number.",
    read: 'grafana/alerting pull request 558, May 2026',
  },
  // Data sources
  prunedDatasources: {
    since: '11.1',
    what: 'A data source file may set prune.',
    read: 'documentation of 11.1',
  },
  strictDatasourceUids: {
    since: '12.0',
    perhapsSince: '11.2',
    what: 'A data source with an invalid uid is refused.',
    read: 'breaking changes of 12.0; pkg/services/datasources/service/store.go of 12.4; a toggle since 11.2',
  },
  // Dashboards
  sharedSlugs: {
    since: '11.3',
    what: 'Two dashboards in a folder may have the same slug.',
    read: 'seen in the loader of 11.3, which finds dashboards by title',
  },
  withoutAngular: {
    since: '12.0',
    what: 'Angular panels are removed; before, they are disabled by default.',
    read: 'breaking changes of 12.0',
  },
  resourceFiles: {
    since: '12.4',
    what: 'A dashboard file may be a resource with apiVersion, kind and spec.',
    read: 'pkg/services/dashboards/models.go of 12.4, parseK8sDashboard',
  },
  stableDashboardApi: {
    since: '13.0',
    what: 'dashboard.grafana.app serves v1 and v2.',
    read: 'documentation of 13.0; apps/dashboard of 12.4 serves v0alpha1, v1beta1, v2alpha1 and v2beta1',
  },
  schemaVersion39: {
    since: '10.3',
    perhapsSince: '10.2',
    what: 'Dashboards are written with schemaVersion 39.',
    read: 'dashboards saved by 10.2 and 10.3',
  },
  schemaVersion40: {
    since: '11.4',
    what: 'Dashboards are written with schemaVersion 40.',
    read: 'dashboards saved by 11.4 and 11.5',
  },
  schemaVersion41: {
    since: '11.6',
    what: 'Dashboards are written with schemaVersion 41.',
    read: 'dashboards saved by 11.6 and 12.1',
  },
  schemaVersion42: {
    since: '12.2',
    what: 'Dashboards are written with schemaVersion 42.',
    read: 'dashboards saved by 12.2; DashboardMigrator.ts of 12.4',
  },
} satisfies Readonly<Record<string, ReleaseFact>>;

/** The name of a fact. */
export type FactName = keyof typeof FACTS;

/** The facts, for looking one up or listing all. */
export const releaseFacts: Readonly<Record<FactName, ReleaseFact>> = FACTS;

/** Whether a fact is true of a release, certainly or possibly. */
export function verdict(name: FactName, target: Release): Verdict {
  const { since, perhapsSince = since } = releaseFacts[name];
  if (isReached(since, target)) return 'holds';
  return isReached(perhapsSince, target) ? 'perhaps' : 'lacks';
}

/** Whether a fact is certainly true of a release. */
export function holdsIn(name: FactName, target: Release): boolean {
  return verdict(name, target) === 'holds';
}

function isReached(release: string, target: Release): boolean {
  const first = parseRelease(release);
  return first !== undefined && isAtLeast(target, first.major, first.minor);
}
