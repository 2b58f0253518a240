import type { Rule } from '../rule.ts';
import { reportProblems } from '../schema/report-problems.ts';

/** Every value has the type that Grafana reads. */
export const schemaType: Rule = {
  id: 'schema/type',
  severity: 'error',
  description: 'Every value has the type that Grafana reads.',
  why: 'A value of another type makes Grafana refuse to start, with the name of the file at best. A boolean is 1, t, T, TRUE, true, True or its opposite and never yes or on; a whole number is decimal digits; times of a relativeTimeRange are plain seconds; settings of contact points and matchers are texts.',
  bad: 'isPaused: yes',
  good: 'isPaused: true',
  ...reportProblems('type'),
};
