import type { Rule } from '../rule.ts';
import { reportProblems } from '../schema/report-problems.ts';

/** Everything that Grafana cannot do without is there. */
export const schemaRequired: Rule = {
  id: 'schema/required',
  severity: 'error',
  description: 'Everything that Grafana cannot do without is there.',
  why: 'Grafana refuses to start for a rule without a uid, a group without a folder, a receiver without settings. Objects that stood before it in the files are already stored by then.',
  bad: 'groups:\n  - name: hosts\n    interval: 1m',
  good: 'groups:\n  - name: hosts\n    folder: Platform\n    interval: 1m',
  ...reportProblems('required'),
};
