import type { Rule } from '../rule.ts';

/**
 * A suppression says why, names a rule that exists, and has something to do; the findings come from where suppressions
 * are applied.
 */
export const suppressionValid: Rule = {
  id: 'suppression/valid',
  severity: 'error',
  description: 'A suppression says why, names a rule that exists, has not ended, and has something to do.',
  why: 'What is kept quiet without a reason is never looked at again. With an end it comes back by itself, and one that has nothing to do hides the next fault.',
  bad: '# pf-grafana: ignore alert/summary',
  good: '# pf-grafana: ignore alert/summary until 2027-01-31 -- the runbook is being written',
};
