import type { Diagnostic } from '../../diagnostics/diagnostics.ts';
import type { Language } from '../../grafana/query-expansion/language.ts';
import { durationMs as grafanaDurationMs, type QueryPeriod } from '../../grafana/query-expansion/period.ts';
import type { AlertRule, ContactPoint, ProvisioningFolder, Route } from '../../folder/folder.ts';
import { listOf, numberOf, objectOf, textOf } from '../../folder/json.ts';
import { prometheusDurationMs } from '../../grafana/durations.ts';
import type { RuleQuery } from '../expressions/evaluate.ts';
import type { Labels } from '../labels.ts';
import { ruleIntervalMs, SCRAPE_MS } from '../panel-queries/periods.ts';
import { matchersOf } from '../routing/matchers.ts';
import type { TimeInterval } from '../routing/time-intervals.ts';
import type { RouteNode, Timings } from '../routing/tree.ts';
import type { StateRule } from '../states/state.ts';

/** A query of a rule that asks a data source. */
export interface SourceQuery {
  readonly refId: string;
  readonly language: Language | undefined;
  readonly text: string;
  readonly isInstant: boolean;
  readonly isRange: boolean;
  /** Rows with a time stay rows. */
  readonly isTable: boolean;
  /** The period it is sent with when it is evaluated at `time`, in milliseconds. */
  readonly period: (time: number) => QueryPeriod;
}

/** An alert rule of a folder, ready to be evaluated. */
export interface TestedRule extends StateRule {
  readonly uid: string;
  readonly title: string;
  readonly folder: string;
  readonly orgId: number;
  readonly condition: string;
  readonly data: readonly RuleQuery[];
  readonly sources: readonly SourceQuery[];
  readonly labels: Labels;
  readonly annotations: Labels;
  /** A route of its own, which its alerts take instead of the policies. */
  readonly ownRoute: RouteNode | undefined;
  /** Why Grafana would not evaluate it as an alert. */
  readonly idle: string | undefined;
  readonly entity: AlertRule;
}

/** What tests ask of a folder. */
export interface TestedFolder {
  readonly rules: readonly TestedRule[];
  /** Roots of policy trees by organisation; the last one of an organisation wins, as in Grafana. */
  readonly policies: ReadonlyMap<
    number,
    { readonly root: RouteNode; readonly entities: ReadonlyMap<RouteNode, Route> }
  >;
  readonly timings: ReadonlyMap<number, Timings>;
  readonly contactPoints: readonly ContactPoint[];
  readonly problems: readonly Diagnostic[];
}

/** Reads rules, policies, timings and contact points out of a provisioning folder. */
export function testedFolder(folder: ProvisioningFolder): TestedFolder {
  const problems = folder.sources.flatMap((source) => source.problems.filter(({ severity }) => severity === 'error'));
  const policies = new Map<number, { root: RouteNode; entities: Map<RouteNode, Route> }>();
  for (const policy of folder.policies) {
    const entities = new Map<RouteNode, Route>();
    try {
      policies.set(policy.orgId, { root: routeNode(policy, '', entities), entities });
    } catch (error) {
      problems.push({
        severity: 'error',
        id: 'alert-test/route',
        message: `The notification policies cannot be read: ${(error as Error).message}`,
        at: policy.source.position(policy.path),
      });
    }
  }
  const orgs = [...new Set(folder.muteTimings.map(({ orgId }) => orgId))];
  return {
    rules: folder.groups.flatMap(({ alerts }) => alerts).map((alert) => testedRule(alert, folder)),
    policies,
    timings: new Map(
      orgs.map((org) => [
        org,
        new Map(
          folder.muteTimings
            .filter(({ orgId }) => orgId === org)
            .map(({ name, json }) => [name, listOf(json['time_intervals']) as readonly TimeInterval[]]),
        ),
      ]),
    ),
    contactPoints: folder.contactPoints,
    problems,
  };
}

function routeNode(route: Route, parentReceiver: string, entities: Map<RouteNode, Route>): RouteNode {
  const receiver = route.receiver ?? parentReceiver;
  const node: RouteNode = {
    receiver,
    matchers: matchersOf(route.json),
    continues: route.json['continue'] === true,
    muteTimings: listOf(route.json['mute_time_intervals']).map(String),
    activeTimings: listOf(route.json['active_time_intervals']).map(String),
    routes: route.routes.map((child) => routeNode(child, receiver, entities)),
  };
  entities.set(node, route);
  return node;
}

function testedRule(alert: AlertRule, folder: ProvisioningFolder): TestedRule {
  const { json, group } = alert;
  const data = alert.queries.map(({ refId, datasourceUid, isExpression, model, json: written }): RuleQuery => ({
    refId,
    datasourceUid,
    isExpression,
    model,
    relativeTimeRange: rangeOf(written),
  }));
  return {
    uid: alert.uid,
    title: alert.title,
    folder: group.folder,
    orgId: group.orgId,
    entity: alert,
    condition: textOf(json['condition']) ?? '',
    data,
    sources: alert.queries
      .filter(({ isExpression }) => !isExpression)
      .map((query) => sourceQuery(query.refId, query.model, rangeOf(query.json), query.datasourceUid, folder, alert)),
    labels: texts(json['labels']),
    annotations: texts(json['annotations']),
    intervalMs: duration(group.interval) ?? 60_000,
    forMs: duration(json['for']) ?? 0,
    keepFiringForMs: duration(json['keepFiringFor']) ?? 0,
    missingSeriesEvalsToResolve: Number(json['missing_series_evals_to_resolve'] ?? 2) || 2,
    noDataState: oneOf(json['noDataState'], ['NoData', 'Alerting', 'OK', 'KeepLast'], 'NoData'),
    execErrState: oneOf(json['execErrState'], ['Error', 'Alerting', 'OK', 'KeepLast'], 'Alerting'),
    ownRoute: ownRoute(json['notification_settings']),
    idle:
      json['isPaused'] === true
        ? 'it is paused'
        : json['record'] === undefined
          ? undefined
          : 'it records a series and does not alert',
  };
}

function sourceQuery(
  refId: string,
  model: Readonly<Record<string, unknown>>,
  range: { from: number; to: number },
  datasourceUid: string,
  folder: ProvisioningFolder,
  alert: AlertRule,
): SourceQuery {
  const found = folder.queries.find(
    ({ owner }) => owner.kind === 'alert' && owner.query.alert === alert && owner.query.refId === refId,
  );
  const source = folder.datasources.find(({ uid }) => uid === datasourceUid);
  const scrapeIntervalMs =
    grafanaDurationMs(textOf(objectOf(source?.json['jsonData'])['timeInterval']) ?? '') ?? SCRAPE_MS;
  const intervalMs = ruleIntervalMs(
    {
      interval: textOf(model['interval']),
      intervalMs: numberOf(model['intervalMs']),
      maxDataPoints: numberOf(model['maxDataPoints']),
    },
    (range.from - range.to) * 1000,
  );
  const isInstant = model['instant'] === true;
  return {
    refId,
    language: found?.language,
    text: found?.text ?? '',
    isInstant,
    // Without either, Grafana runs a range query.
    isRange: model['range'] === true || !isInstant,
    isTable: model['format'] === 'table' || model['format'] === 1,
    period: (time) => ({
      from: new Date(time - range.from * 1000),
      to: new Date(time - range.to * 1000),
      intervalMs,
      scrapeIntervalMs,
    }),
  };
}

function rangeOf(query: Readonly<Record<string, unknown>>): { from: number; to: number } {
  const range = objectOf(query['relativeTimeRange']);
  return { from: numberOf(range['from']) ?? 0, to: numberOf(range['to']) ?? 0 };
}

/** `notification_settings` name the contact point themselves. */
function ownRoute(settings: unknown): RouteNode | undefined {
  const { receiver, mute_time_intervals: mute, active_time_intervals: active } = objectOf(settings);
  if (typeof receiver !== 'string') return undefined;
  return {
    receiver,
    matchers: [],
    continues: false,
    muteTimings: listOf(mute).map(String),
    activeTimings: listOf(active).map(String),
    routes: [],
  };
}

function duration(value: unknown): number | undefined {
  return typeof value === 'string' ? prometheusDurationMs(value) : undefined;
}

function oneOf<Name extends string>(value: unknown, names: readonly Name[], otherwise: Name): Name {
  return names.find((name) => name === value) ?? otherwise;
}

function texts(value: unknown): Labels {
  return Object.fromEntries(Object.entries(objectOf(value)).map(([name, text]) => [name, String(text ?? '')]));
}
