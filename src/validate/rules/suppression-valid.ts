import type { Rule } from '../rule.ts';

/**
 * A suppression has a reason, names a rule that exists, and still suppresses something; its findings are made where
 * suppressions are applied.
 */
export const suppressionValid: Rule = {
  id: 'suppression/valid',
  severity: 'error',
  description:
    'A suppression gives a reason, names a rule that exists, has not expired, and still suppresses a finding.',
  why: 'A finding that is suppressed without a reason is never looked at again. With an end date it comes back on that date, and a suppression that is no longer needed would hide the next fault.',
  bad: '# pf-grafana: ignore alert/summary',
  good: '# pf-grafana: ignore alert/summary until 2027-01-31 -- the runbook is being written',
};
