/** The public library: what configurations and definitions import from `pf-grafana`. */
export {
  type AlertingConfig,
  type Config,
  defineConfig,
  type EnvironmentConfig,
  type NamedPack,
  type PackEnvironment,
  type SourceConfig,
  type TenantConfig,
  type ValidateConfig,
} from './config/config.ts';
export {
  type Conflict,
  type ContextOf,
  definePack,
  type Pack,
  type PackContent,
  type PackContext,
  type PackDashboard,
  type PackExtras,
  type PackFacts,
  type PackKit,
  type PackPart,
  type PackProject,
  type PackRoute,
  type PackRuleGroup,
  sourceType,
  type SourceType,
  type UsedPack,
} from './define/pack.ts';
export type {
  DashboardChange,
  PackArguments,
  PackUse,
  PanelChange,
  PartChange,
  RuleChange,
  TypedUse,
} from './define/pack-use.ts';
export {
  type Defaulted,
  option,
  type Option,
  type OptionMembers,
  type ReadOptions,
  type WrittenOptions,
} from './define/options.ts';
export type {
  Database,
  DatabaseFacts,
  ColumnFacts,
  EventFacts,
  TableFacts,
  Dialect,
} from './catalog/define-catalog.ts';
export { type CatalogFacts, defineCatalog, type DefinedCatalog, type ExactFacts } from './catalog/define-catalog.ts';
export type { SourceCatalog } from './catalog/emit-catalog.ts';
export type { LogFacts, LogLabelFacts } from './catalog/logs.ts';
export type { MetricFacts, MetricType, PrometheusFacts, RecordedFacts } from './catalog/metrics.ts';
export type { LogqlPlugin, PromqlPlugin, SourceHandle, SqlPlugins } from './catalog/source-handle.ts';
export {
  contains,
  type FieldFilter,
  linesWithin,
  logql,
  type Logql,
  type LogMetric,
  type LogsOf,
  type LogStream,
  type StreamMatchers,
} from './query/logql.ts';
export { type Named, queries } from './query/named.ts';
export {
  abs,
  absent,
  add,
  and,
  atLeast,
  avg,
  avgBy,
  bottomk,
  type Buckets,
  clampMin,
  count,
  countBy,
  type Counter,
  delta,
  sumDelta,
  deriv,
  div,
  type Duration,
  type Gauge,
  greater,
  increase,
  type LabelQuery,
  larger,
  less,
  type Matchers,
  type MatcherValue,
  type Matching,
  max,
  maxBy,
  min,
  minBy,
  mul,
  offset,
  or,
  overTime,
  type PanelWindow,
  promql,
  quantile,
  rangeBottomk,
  rangeTopk,
  rate,
  ratio,
  type Selectors,
  type SelectorsOf,
  sortDesc,
  sub,
  sum,
  sumBy,
  time,
  timestamp,
  topk,
  unless,
  type Vector,
  type Window,
} from './query/promql.ts';
export {
  chFrom,
  choice,
  chosen,
  chTimeInterval,
  chTo,
  every,
  intervalMs,
  list,
  myFrom,
  myTo,
  number,
  pgFrom,
  pgTo,
  type PlainSql,
  selected,
  sql,
  type Sql,
  type SqlOf,
  type SqlPart,
  type SqlTag,
  type Table,
  // Renamed because `text` is also the name of a Grafana panel.
  text as sqlText,
  texts as sqlTexts,
  timeFilter,
} from './query/sql.ts';
export { ALL_VALUE, type NumberVariable, type Variable } from './query/variables.ts';
export type {
  AlertQuery,
  AlertSpec,
  MadeQuery,
  NotificationSettings,
  RecordingSpec,
  Reducer,
  RuleExpression,
  RuleGroupSpec,
  RuleSpec,
  Threshold,
  ThresholdAlert,
  WrittenQuery,
} from './define/rules.ts';
export {
  defineProject,
  type EnvironmentFacts,
  type Handles,
  type Partly,
  type Project,
  type ProjectAlerting,
  type ProjectBuild,
  type ProjectContext,
  type ProjectFacts,
  type ProjectParts,
  type ProjectQuery,
  type ProjectRule,
  type ProjectRuleGroup,
  type SourceRef,
  type TeamAlerts,
  type TenantFacts,
  type Widen,
} from './define/project.ts';
export { fromFile, type RawFile } from './define/from-file.ts';
export type { Exact } from './define/exact.ts';
export type { UnknownKey } from './diagnostics/unknown-key.ts';
export { receiver, type ReceiverSpec, type ReceiverType, receiverTypes } from './define/receivers.ts';
export {
  alertmanager,
  azureMonitor,
  clickhouse,
  cloudwatch,
  datasource,
  elasticsearch,
  googleMonitoring,
  graphite,
  type HttpConfig,
  influxdb,
  jaeger,
  loki,
  mssql,
  mysql,
  opentsdb,
  parca,
  postgres,
  prometheus,
  pyroscope,
  type RawSource,
  type Source,
  type SourceFacts,
  type SqlConfig,
  tempo,
  testdata,
  zipkin,
} from './define/sources.ts';
export {
  type DashboardDefinition,
  type DashboardSpec,
  type DatasourceDefinition,
  type DatasourceSpec,
  defineDashboard,
  defineDatasource,
  type Definition,
  type FileValue,
  type ProvisioningText,
  type NotificationDefinition,
  type NotificationSpec,
  type RuleGroupDefinition,
  defineNotifications,
  defineRuleGroup,
  type PackDefinitions,
  type PanelSpec,
  type RawFiles,
  type RowSpec,
} from './define/definitions.ts';
export { env, file } from './grafana/interpolation/refs.ts';
export { UserError } from './diagnostics/errors.ts';
export { annotation, type AnnotationLook } from './panels/annotations.ts';
export { barChart } from './panels/bar-chart.ts';
export { datasourceRef } from './panels/datasources.ts';
export { heatmap, type HeatmapUnits } from './panels/heatmap.ts';
export { dashboardsLink, exploreUrl, link } from './panels/links.ts';
export { logs, notes as text } from './panels/lists.ts';
export { stateTimeline } from './panels/states.ts';
export { type Column, table } from './panels/tables.ts';
export {
  bucketSeries,
  instant,
  instantTable,
  lines,
  logInstant,
  type LogFigures,
  type LogLines,
  logLines,
  logSeries,
  type Origin,
  type Promql,
  rows,
  series,
  type SqlQuery,
} from './panels/targets.ts';
export { highIsBad, lowIsBad, neutral, noneIsBad, noneIsGood, signed } from './panels/thresholds.ts';
export { bars, dailySeries, stackedAreas, stackedBars, thresholdLines, timeseries } from './panels/time-series.ts';
export { units } from './panels/units.ts';
export { barGauge, dial as gauge, pie as pieChart, stat } from './panels/values.ts';
export {
  columnVariable,
  intervalVariable,
  labelVariable,
  numberVariable,
  queriedVariable,
  textVariable,
  wordVariable,
} from './panels/variables.ts';
export { type Receiver, type Settings, uid } from './define/settings.ts';
export { alertTest, type DefinedTest, leaveOut, route } from './verify/alert-tests/define.ts';
export type { AlertTestSpec, ExpectedInstance, Frames, Row } from './verify/alert-tests/test-case.ts';
export { defineRule } from './validate/define-rule.ts';
export type { Context, ExpressionContext, ExpressionFinding, Finding, Report, Rule } from './validate/rule.ts';
export { type RuleCase, ruleTest } from './validate/rule-test.ts';
