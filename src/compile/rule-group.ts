import { datasourceHandles } from '../define/handles.ts';
import type { AlertQuery, FileValue, RuleGroupSpec, RuleSpec, Threshold } from '../define/definitions.ts';
import type { CompileContext } from './context.ts';
import { panelId } from './panel-id.ts';

/** Grafana's own defaults, written out so that a reader knows them: one point a second, 43,200 points. */
const RESOLUTION = { intervalMs: 1000, maxDataPoints: 43_200 };
const EXPRESSION = { type: '__expr__', uid: '__expr__' };
const LOOK_BACK_SECONDS = 600;

/** A rule group as `alerting/*.yaml` has it. */
export function compileRuleGroup(spec: RuleGroupSpec, context: CompileContext): Record<string, FileValue> {
  return {
    orgId: context.settings.orgId,
    name: spec.name,
    folder: spec.folder ?? context.settings.folder,
    interval: spec.interval,
    rules: spec.rules.map((rule) => compileRule(rule, context)),
  };
}

/**
 * A rule: A asks, B takes the last value of each series, C compares it. Labels of the series survive, so there is one
 * alert
 * instance per agent, and `$values.B.Value` is the number. A classic condition would give one nameless instance for the
 * fleet.
 */
function compileRule(spec: RuleSpec, context: CompileContext): Record<string, FileValue> {
  const id = panelId(spec.panel.key);
  return {
    uid: spec.uid,
    title: spec.title,
    condition: 'C',
    for: spec.for,
    noDataState: spec.noData,
    execErrState: spec.onError ?? 'Error',
    isPaused: spec.isPaused ?? false,
    dashboardUid: spec.panel.dashboard,
    panelId: id,
    labels: { severity: spec.severity, service: context.settings.project.name, team: spec.team, ...spec.labels },
    annotations: {
      summary: withValue(spec.summary),
      description: spec.description,
      runbook_url: spec.runbook,
      // The two columns above do not make the link; these annotations do.
      __dashboardUid__: spec.panel.dashboard,
      __panelId__: `${id}`,
    },
    data: [
      ask(spec.query, spec.lookBackSeconds ?? LOOK_BACK_SECONDS, context),
      expression('B', { type: 'reduce', expression: 'A', reducer: 'last', settings: { mode: 'dropNN' } }),
      expression('C', { type: 'threshold', expression: 'B', conditions: [condition(spec.threshold, context)] }),
    ],
  };
}

/**
 * Grafana renders the same text when the query fails or finds nothing, and then neither the number nor the labels of a
 * series are
 * there: it would read "Agent [no value] drawdown %!f(<nil>)%".
 */
function withValue(summary: string): string {
  return `{{ if $values.B }}${summary}{{ else }}The query failed or found nothing, so nobody watches this now{{ end }}`;
}

function ask(query: AlertQuery, lookBackSeconds: number, context: CompileContext): Record<string, FileValue> {
  const datasource = context.datasource({ type: '', uid: datasourceHandles[query.datasource].uid }) as {
    type: string;
    uid: string;
  };
  return {
    refId: 'A',
    datasourceUid: datasource.uid,
    relativeTimeRange: { from: lookBackSeconds, to: 0 },
    ...('logql' in query ? { queryType: 'instant' } : {}),
    model: { refId: 'A', datasource, ...queryModel(query, context), ...RESOLUTION },
  };
}

function queryModel(query: AlertQuery, context: CompileContext): Record<string, FileValue> {
  switch (query.datasource) {
    case 'prometheus':
      return { expr: context.promql(query.promql), instant: true, range: false, editorMode: 'code' };
    case 'loki':
      return { expr: query.logql, queryType: 'instant', editorMode: 'code' };
    // A table without a time column, one number and strings: a number per row, the strings as labels.
    case 'postgres':
      return { rawSql: query.sql, format: 'table', rawQuery: true, editorMode: 'code' };
    case 'clickhouse':
      return {
        rawSql: query.sql,
        format: 1,
        queryType: 'table',
        editorType: 'sql',
        pluginVersion: context.facts.clickhousePluginVersion,
      };
  }
}

function expression(refId: string, model: Record<string, FileValue>): Record<string, FileValue> {
  return {
    refId,
    datasourceUid: '__expr__',
    relativeTimeRange: { from: 0, to: 0 },
    model: { refId, datasource: EXPRESSION, ...model, ...RESOLUTION },
  };
}

function condition(threshold: Threshold, context: CompileContext): Record<string, FileValue> {
  const [firing, well] = threshold.is === 'above' ? ['gt', 'lt'] : ['lt', 'gt'];
  const evaluator = { type: firing, params: [threshold.value] };
  if (threshold.recover === undefined || !context.facts.recoveryThreshold) return { evaluator };
  return { evaluator, unloadEvaluator: { type: well, params: [threshold.recover] } };
}
