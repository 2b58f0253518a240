/** The fleet's own definitions, in a module of their own so that only a command that compiles loads them. */
export { ruleGroups } from '../../alerting/index.ts';
export { dashboards } from '../../dashboards/index.ts';
