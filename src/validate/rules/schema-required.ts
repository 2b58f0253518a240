import type { Rule } from '../rule.ts';
import { reportProblems } from '../schema/report-problems.ts';

/** Every required value is present. */
export const schemaRequired: Rule = {
  id: 'schema/required',
  severity: 'error',
  description: 'Every required value is present.',
  why: 'Grafana refuses to start because of a rule without a uid, a group without a folder, or a receiver without settings. Objects that come before it in the files are already stored by then.',
  bad: 'groups:\n  - name: hosts\n    interval: 1m',
  good: 'groups:\n  - name: hosts\n    folder: Platform\n    interval: 1m',
  ...reportProblems('required'),
};
