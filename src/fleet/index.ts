// This room is the pack "Purple Flea": the facts, queries, panels, SQL schemas and simulator of one fleet of agents.
// Nothing of the tool imports it; it is loaded by its name when a project uses it.

/** The fleet's own definitions, in a module of their own so that only a command that compiles loads them. */
export { ruleGroups } from '../../alerting/index.ts';
export { dashboards } from '../../dashboards/index.ts';
