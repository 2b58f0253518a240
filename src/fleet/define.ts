import {
  defineDashboard as dashboard,
  type DashboardDefinition,
  type DashboardSpec,
  defineDatasource as datasource,
  type DatasourceDefinition,
  type DatasourceSpec,
  defineNotifications as notifications,
  type NotificationDefinition,
  type NotificationSpec,
  defineRuleGroup as ruleGroup,
  type RuleGroupDefinition,
} from '../define/definitions.ts';
import type { RuleGroupSpec } from '../define/rules.ts';
import { type FleetSettings, fleetSettings } from './settings.ts';

// The fleet's definitions are functions of the fleet's settings, which include the limits.

/** A dashboard as a function of the fleet's settings. */
export function defineDashboard(build: (settings: FleetSettings) => DashboardSpec): DashboardDefinition {
  return dashboard((settings) => build(fleetSettings(settings)));
}
/** A rule group as a function of the fleet's settings. */
export function defineRuleGroup(build: (settings: FleetSettings) => RuleGroupSpec): RuleGroupDefinition {
  return ruleGroup((settings) => build(fleetSettings(settings)));
}
/** A data source as a function of the fleet's settings. */
export function defineDatasource(build: (settings: FleetSettings) => DatasourceSpec | undefined): DatasourceDefinition {
  return datasource((settings) => build(fleetSettings(settings)));
}
/** Contact points and policies as a function of the fleet's settings. */
export function defineNotifications(build: (settings: FleetSettings) => NotificationSpec): NotificationDefinition {
  return notifications((settings) => build(fleetSettings(settings)));
}
