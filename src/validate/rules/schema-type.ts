import type { Rule } from '../rule.ts';
import { reportProblems } from '../schema/report-problems.ts';

/** Every value has the type that Grafana reads. */
export const schemaType: Rule = {
  id: 'schema/type',
  severity: 'error',
  description: 'Every value has the type that Grafana reads.',
  why: 'With a value of another type Grafana refuses to start, and its error names at most the file. A boolean is 1, t, T, TRUE, true, True or its opposite, never yes or on; a whole number consists of decimal digits; times of a relativeTimeRange are plain seconds; settings of contact points and matchers are strings.',
  bad: 'isPaused: yes',
  good: 'isPaused: true',
  ...reportProblems('type'),
};
