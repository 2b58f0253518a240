import type { Rule } from '../rule.ts';
import { reportProblems } from '../schema/report-problems.ts';

/** Every value is one of those that Grafana takes. */
export const schemaValue: Rule = {
  id: 'schema/value',
  severity: 'error',
  description: 'Every value is one of those that Grafana takes.',
  why: 'Grafana compares states, operators, reducers and the like to the letter and refuses to start, or ends every evaluation in an error, for any other; durations need a unit.',
  bad: 'noDataState: ok',
  good: 'noDataState: OK',
  ...reportProblems('value'),
};
