/** The public library: what a configuration or a definition of one's own imports from `pf-grafana`. */
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
  AlertQuery,
  AlertSpec,
  NotificationSettings,
  RecordingSpec,
  Reducer,
  RuleExpression,
  RuleGroupSpec,
  RuleSpec,
  Threshold,
  ThresholdAlert,
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
  type Widen,
} from './define/project.ts';
export type { Exact, UnknownKey } from './define/exact.ts';
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
export { datasourceRef } from './panels/datasources.ts';
export { link } from './panels/links.ts';
export { logs, notes } from './panels/lists.ts';
export { type Column, table } from './panels/tables.ts';
export {
  instant,
  instantTable,
  lines,
  logInstant,
  logLines,
  logSeries,
  type Promql,
  rows,
  series,
} from './panels/targets.ts';
export { highIsBad, lowIsBad, neutral, noneIsBad, noneIsGood, signed } from './panels/thresholds.ts';
export { bars, stackedAreas, stackedBars, thresholdLines, timeseries } from './panels/time-series.ts';
export { units } from './panels/units.ts';
export { barGauge, dial, pie, stat } from './panels/values.ts';
export { type Receiver, type Settings, uid } from './define/settings.ts';
export { alertTest, type DefinedTest, route } from './verify/alert-tests/define.ts';
export type { AlertTestSpec, ExpectedInstance, Frames, Row } from './verify/alert-tests/test-case.ts';
export { defineRule } from './validate/define-rule.ts';
export type { Context, ExpressionContext, ExpressionFinding, Finding, Report, Rule } from './validate/rule.ts';
export { type RuleCase, ruleTest } from './validate/rule-test.ts';
