import type { Rule } from '../rule.ts';
import { reportProblems } from '../schema/report-problems.ts';

/** Every value is one that Grafana accepts. */
export const schemaValue: Rule = {
  id: 'schema/value',
  severity: 'error',
  description: 'Every value is one that Grafana accepts.',
  why: 'States, operators, reducers and similar values must match exactly: with any other value Grafana refuses to start, or every evaluation ends in an error. Durations need a unit.',
  bad: 'noDataState: ok',
  good: 'noDataState: OK',
  ...reportProblems('value'),
};
