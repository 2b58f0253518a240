/** The fleet's own definitions, in a module of their own so that only a command that compiles loads them. */
export { notifications, ruleGroups } from '../../alerting/index.ts';
export { dashboards } from '../../dashboards/index.ts';
export { datasources } from '../../datasources/index.ts';
