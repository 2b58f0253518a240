import type { Rule } from '../rule.ts';
import { reportProblems } from '../schema/report-problems.ts';

/** The target release supports every key and value. */
export const schemaVersion: Rule = {
  id: 'schema/version',
  severity: 'error',
  description: 'The target release knows every key and value.',
  why: 'An older Grafana silently drops a newer key, so for example a rule that should keep firing does not, and it refuses a newer value. The target is the release given with --target, by default the newest known.',
  bad: '# --target 11.6\nkeepFiringFor: 5m',
  good: '# --target 12.2\nkeepFiringFor: 5m',
  ...reportProblems('version'),
};
