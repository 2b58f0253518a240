/** The public library: what a configuration or a definition of one's own imports from `pf-grafana`. */
export { type Config, defineConfig } from './config/config.ts';
export {
  type AlertQuery, type DashboardSpec, defineDashboard, defineNotifications, defineRuleGroup, type PanelSpec, type RowSpec, type RuleGroupSpec, type RuleSpec, type Threshold,
} from './define.ts';
export { env, file } from './interpolation/refs.ts';
export { type Receiver, type Settings, uid } from './settings.ts';
