import type { Diagnostic } from '../../diagnostics/diagnostics.ts';
import { type Language, languageOf } from '../../grafana/query-expansion/language.ts';
import { durationMs as grafanaDurationMs, type QueryPeriod } from '../../grafana/query-expansion/period.ts';
import type { AlertQuery, AlertRule, ContactPoint, ProvisioningFolder, Route, Template } from '../../folder/folder.ts';
import { listOf, numberOf, objectOf, textOf, type JsonObject } from '../../folder/json.ts';
import { prometheusDurationMs } from '../../grafana/durations.ts';
import type { RuleQuery } from '../expressions/evaluate.ts';
import type { Labels } from '../labels.ts';
import { ruleIntervalMs, SCRAPE_MS } from '../panel-queries/periods.ts';
import { matchersOf } from '../routing/matchers.ts';
import type { TimeInterval } from '../routing/time-intervals.ts';
import type { RouteNode, Timings } from '../routing/tree.ts';
import type { StateRule } from '../states/state.ts';

/** The common name of each language's engine. */
const ENGINES: Readonly<Record<Language, string>> = {
  promql: 'prometheus',
  logql: 'loki',
  postgres: 'postgres',
  clickhouse: 'clickhouse',
};

/** A data source query of a rule. */
export interface SourceQuery {
  readonly refId: string;
  readonly language: Language | undefined;
  readonly text: string;
  /** The names by which a test may refer to its source: its uid, name, type, or engine. */
  readonly sourceNames: readonly string[];
  readonly sourceType: string | undefined;
  readonly isInstant: boolean;
  readonly isRange: boolean;
  /** Whether rows with a time stay rows. */
  readonly isTable: boolean;
  /** The period that it is sent with when evaluated at `time`, in milliseconds. */
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
  /** The rule's own route, which its alerts take instead of the policies. */
  readonly ownRoute: RouteNode | undefined;
  /** Why Grafana would not evaluate it. */
  readonly idle: string | undefined;
  /** What it records instead of alerting: the series name, and the refId of its values. */
  readonly records: { readonly metric: string; readonly from: string } | undefined;
  readonly entity: AlertRule;
}

/** The parts of a folder that tests use. */
export interface TestedFolder {
  readonly rules: readonly TestedRule[];
  /** Roots of policy trees by organisation; the last one of an organisation wins, as in Grafana. */
  readonly policies: ReadonlyMap<
    number,
    { readonly root: RouteNode; readonly entities: ReadonlyMap<RouteNode, Route> }
  >;
  readonly timings: ReadonlyMap<number, Timings>;
  readonly contactPoints: readonly ContactPoint[];
  readonly templates: readonly Template[];
  readonly problems: readonly Diagnostic[];
}

/** Types of data sources that no file provisions, by uid. */
export type OtherSources = ReadonlyMap<string, string>;

/** Reads the rules, policies, timings and contact points of a provisioning folder. */
export function testedFolder(folder: ProvisioningFolder, others: OtherSources = new Map()): TestedFolder {
  const problems = folder.sources.flatMap((source) => source.problems.filter(({ severity }) => severity === 'error'));
  const policies = new Map<number, { root: RouteNode; entities: Map<RouteNode, Route> }>();
  for (const policy of folder.policies) {
    const entities = new Map<RouteNode, Route>();
    try {
      policies.set(policy.orgId, { root: routeNode(policy, GRAFANAS, entities), entities });
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
    rules: folder.groups.flatMap(({ alerts }) => alerts).map((alert) => testedRule(alert, folder, others)),
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
    templates: folder.templates,
    problems,
  };
}

/** Grafana's defaults when neither a route nor its parents set a value. */
const GRAFANAS: Inherited = {
  receiver: '',
  groupBy: [],
  groupWaitMs: 30_000,
  groupIntervalMs: 300_000,
  repeatIntervalMs: 14_400_000,
};
type Inherited = Pick<RouteNode, 'receiver' | 'groupBy' | 'groupWaitMs' | 'groupIntervalMs' | 'repeatIntervalMs'>;

/** A route's own settings or, where it has none, those of its parent. */
function inherited(json: JsonObject, around: Inherited): Inherited {
  return {
    receiver: textOf(json['receiver']) ?? around.receiver,
    groupBy: Array.isArray(json['group_by']) ? json['group_by'].map(String) : around.groupBy,
    groupWaitMs: duration(json['group_wait']) ?? around.groupWaitMs,
    groupIntervalMs: duration(json['group_interval']) ?? around.groupIntervalMs,
    repeatIntervalMs: duration(json['repeat_interval']) ?? around.repeatIntervalMs,
  };
}

function routeNode(route: Route, around: Inherited, entities: Map<RouteNode, Route>): RouteNode {
  const own = inherited(route.json, around);
  const node: RouteNode = {
    ...own,
    matchers: matchersOf(route.json),
    continues: route.json['continue'] === true,
    muteTimings: listOf(route.json['mute_time_intervals']).map(String),
    activeTimings: listOf(route.json['active_time_intervals']).map(String),
    routes: route.routes.map((child) => routeNode(child, own, entities)),
  };
  entities.set(node, route);
  return node;
}

function testedRule(alert: AlertRule, folder: ProvisioningFolder, others: OtherSources): TestedRule {
  const { json, group } = alert;
  const record = objectOf(json['record']);
  const records =
    json['record'] === undefined
      ? undefined
      : { metric: textOf(record['metric']) ?? '', from: textOf(record['from']) ?? '' };
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
    condition: records?.from ?? textOf(json['condition']) ?? '',
    records,
    data,
    sources: alert.queries
      .filter(({ isExpression }) => !isExpression)
      .map((query) => sourceQuery(query, folder, others)),
    labels: texts(json['labels']),
    annotations: texts(json['annotations']),
    intervalMs: duration(group.interval) ?? 60_000,
    forMs: duration(json['for']) ?? 0,
    keepFiringForMs: duration(json['keepFiringFor']) ?? 0,
    missingSeriesEvalsToResolve: Number(json['missing_series_evals_to_resolve'] ?? 2) || 2,
    noDataState: oneOf(json['noDataState'], ['NoData', 'Alerting', 'OK', 'KeepLast'], 'NoData'),
    execErrState: oneOf(json['execErrState'], ['Error', 'Alerting', 'OK', 'KeepLast'], 'Alerting'),
    ownRoute: ownRoute(
      json['notification_settings'],
      folder.policies.findLast(({ orgId }) => orgId === group.orgId),
    ),
    idle: json['isPaused'] === true ? 'it is paused' : undefined,
  };
}

function sourceQuery(query: AlertQuery, folder: ProvisioningFolder, others: OtherSources): SourceQuery {
  const { refId, model, datasourceUid, alert } = query;
  const range = rangeOf(query.json);
  const found = folder.queries.find(
    ({ owner }) => owner.kind === 'alert' && owner.query.alert === alert && owner.query.refId === refId,
  );
  const source = folder.datasources.find(({ uid }) => uid === datasourceUid);
  const type = source?.type ?? others.get(datasourceUid) ?? textOf(objectOf(model['datasource'])['type']);
  const language = found?.language ?? languageOf(type ?? '');
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
    language,
    text: found?.text ?? textOf(model['expr']) ?? textOf(model['rawSql']) ?? '',
    sourceType: type,
    sourceNames: [
      datasourceUid,
      ...(source ? [source.name] : []),
      ...(type === undefined ? [] : [type]),
      ...(language === undefined ? [] : [ENGINES[language]]),
    ],
    isInstant,
    // With neither `instant` nor `range`, Grafana runs a range query.
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

function rangeOf(query: JsonObject): { from: number; to: number } {
  const range = objectOf(query['relativeTimeRange']);
  return { from: numberOf(range['from']) ?? 0, to: numberOf(range['to']) ?? 0 };
}

/**
 * The route for `notification_settings`, which name the contact point directly; settings that they leave out come from
 * the root of the policies.
 */
function ownRoute(settings: unknown, root: Route | undefined): RouteNode | undefined {
  const json = objectOf(settings);
  if (typeof json['receiver'] !== 'string') return undefined;
  const own = inherited(json, inherited(root?.json ?? {}, GRAFANAS));
  // Grafana always groups by the rule and its folder too.
  const groupBy = own.groupBy.includes('...')
    ? own.groupBy
    : [...new Set([...own.groupBy, 'alertname', 'grafana_folder'])];
  return {
    ...own,
    groupBy: json['group_by'] === undefined ? own.groupBy : groupBy,
    matchers: [],
    continues: false,
    muteTimings: listOf(json['mute_time_intervals']).map(String),
    activeTimings: listOf(json['active_time_intervals']).map(String),
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
