/** The public library: what a configuration or a definition of one's own imports from `pf-grafana`. */
export { type Config, defineConfig } from './config/config.ts';
export { type AlertQuery, type RuleGroupSpec, type RuleSpec, type Threshold } from './define/rules.ts';
export {
  type DashboardSpec,
  defineDashboard,
  defineNotifications,
  defineRuleGroup,
  type PanelSpec,
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
