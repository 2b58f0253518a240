import type { FileValue } from '../define/definitions.ts';
import type { AlertQuery, AlertSpec, RecordingSpec, RuleExpression, RuleGroupSpec, RuleSpec } from '../define/rules.ts';
import type { CompileContext } from './context.ts';
import { expressionModel } from './rule-expressions.ts';
import { queryModel } from './rule-queries.ts';

type FileObject = Record<string, FileValue | undefined>;

/** Grafana's own defaults, written out for the reader of the file: one point per second, 43,200 points. */
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

function compileRule(spec: RuleSpec, context: CompileContext): FileObject {
  return 'record' in spec ? recordingRule(spec, context) : alertRule(spec, context);
}

/** A recording rule: it writes the newest value of each series of its query as a metric. */
function recordingRule(
  { uid, title, labels, query, record, isPaused }: RecordingSpec,
  context: CompileContext,
): FileObject {
  const target = record.to === undefined ? undefined : context.source(record.to).uid;
  return {
    uid,
    title,
    isPaused: isPaused ?? false,
    ...(labels ? { labels: { ...labels } } : {}),
    record: { metric: record.metric, from: 'B', ...(target === undefined ? {} : { targetDatasourceUid: target }) },
    data: [ask('A', query, LOOK_BACK_SECONDS, context), step('B', { reduce: 'A' }, context)],
  };
}

/** The labels of the series are kept, so there is one alert instance per series. */
function alertRule(spec: AlertSpec, context: CompileContext): FileObject {
  const { data, condition } = pipeline(spec, context);
  const id = spec.panel === undefined ? undefined : context.panelId(spec.panel);
  return {
    uid: spec.uid,
    title: spec.title,
    condition,
    for: spec.for,
    keepFiringFor: spec.keepFiringFor,
    missing_series_evals_to_resolve: spec.missingSeriesEvaluations,
    noDataState: spec.noData ?? 'NoData',
    execErrState: spec.onError ?? 'Error',
    isPaused: spec.isPaused ?? false,
    dashboardUid: spec.panel?.dashboard,
    panelId: id,
    labels: labelsOf(spec, context),
    annotations: annotationsOf(spec, id),
    notification_settings: spec.notify === undefined ? undefined : { ...spec.notify },
    data,
  };
}

function labelsOf({ severity, team, labels }: AlertSpec, context: CompileContext): FileObject {
  return {
    ...(severity === undefined ? {} : { severity }),
    service: context.settings.project.name,
    ...(team === undefined ? {} : { team }),
    ...labels,
  };
}

function annotationsOf(spec: AlertSpec, id: number | undefined): FileObject {
  const { summary, description } = textsOf(spec);
  return {
    ...(summary === undefined ? {} : { summary }),
    ...(description === undefined ? {} : { description }),
    ...(spec.runbook === undefined ? {} : { runbook_url: spec.runbook }),
    ...spec.annotations,
    // Grafana builds the link from these annotations, not from the rule's own dashboardUid and panelId.
    ...(spec.panel === undefined ? {} : { __dashboardUid__: spec.panel.dashboard, __panelId__: `${id}` }),
  };
}

/**
 * The queries and expressions of a rule: A queries, B reduces each series to one value, C compares it; or those that
 * the rule defines itself.
 */
function pipeline(spec: AlertSpec, context: CompileContext): { data: FileObject[]; condition: string } {
  const lookBack = spec.lookBackSeconds ?? LOOK_BACK_SECONDS;
  if ('query' in spec) {
    const { query, threshold, reduce = 'last' } = spec;
    return {
      condition: 'C',
      data: [
        ask('A', query, lookBack, context),
        step('B', { reduce: 'A', with: reduce }, context),
        step('C', { threshold: 'B', when: threshold }, context),
      ],
    };
  }
  const { queries, expressions, condition } = spec;
  return {
    condition,
    data: [
      ...Object.entries(queries).map(([refId, query]) => ask(refId, query, lookBack, context)),
      ...Object.entries(expressions).map(([refId, expression]) => step(refId, expression, context)),
    ],
  };
}

/**
 * Grafana renders the same texts when the query fails or finds nothing, and then has neither the value nor the labels
 * of a series: the text would read "Agent [no value] drawdown %!f(<nil>)%". In that case the text says instead which
 * rule is not being evaluated. The label `ref_id` exists only when a query found no data.
 */
function textsOf(spec: AlertSpec): { readonly summary?: string; readonly description?: string } {
  const { title, summary, description } = spec;
  const hasValue = `$values.${'query' in spec ? 'B' : spec.condition}`;
  const either = (text: string | undefined, otherwise: string) =>
    // With onError 'Alerting' a failure counts as a breach, so a text without template actions stays as it is.
    text === undefined || (spec.onError === 'Alerting' && !text.includes('{{'))
      ? text
      : `{{ if ${hasValue} }}${text}{{ else }}${otherwise}{{ end }}`;
  const told = {
    summary: either(
      summary,
      `${inTemplate(title)} is not being evaluated: {{ if $labels.ref_id }}its query found no data{{ else }}its query failed{{ end }}`,
    ),
    description: either(
      description,
      'While this lasts the rule cannot fire, whatever happens. Check the data source first, then the query of the rule.',
    ),
  };
  return Object.fromEntries(Object.entries(told).filter(([, text]) => text !== undefined));
}

/** Escapes a title for a template: two opening braces would begin an action. */
function inTemplate(title: string): string {
  return title.replaceAll('{{', '{{ "{{" }}');
}

function ask(refId: string, query: AlertQuery, lookBack: number, context: CompileContext): FileObject {
  // A query without a known data source is refused before it is compiled.
  const datasource = context.source(query.datasource ?? '');
  return {
    refId,
    datasourceUid: datasource.uid,
    relativeTimeRange: { from: query.lookBackSeconds ?? lookBack, to: 0 },
    ...('logql' in query ? { queryType: 'instant' } : {}),
    model: { refId, datasource: { ...datasource }, ...queryModel(query, datasource.type, context), ...RESOLUTION },
  };
}

function step(refId: string, expression: RuleExpression, { facts }: CompileContext): FileObject {
  return {
    refId,
    datasourceUid: '__expr__',
    relativeTimeRange: { from: 0, to: 0 },
    model: { refId, datasource: EXPRESSION, ...expressionModel(expression, facts), ...RESOLUTION },
  };
}
