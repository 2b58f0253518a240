import type { Rule } from '../rule.ts';
import { reportProblems } from '../schema/report-problems.ts';

/** Every key and value is one that the target release knows. */
export const schemaVersion: Rule = {
  id: 'schema/version',
  severity: 'error',
  description: 'Every key and value is one that the target release knows.',
  why: 'An older Grafana drops a newer key without a word, so a rule that should keep firing does not, and refuses a newer value. The target is the release that --target names, by default the newest known.',
  bad: '# --target 11.6\nkeepFiringFor: 5m',
  good: '# --target 12.2\nkeepFiringFor: 5m',
  ...reportProblems('version'),
};
