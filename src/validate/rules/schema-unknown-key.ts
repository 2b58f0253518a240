import type { Rule } from '../rule.ts';
import { reportProblems } from '../schema/report-problems.ts';

/** Every key is one that Grafana reads in that place. */
export const schemaUnknownKey: Rule = {
  id: 'schema/unknown-key',
  severity: 'error',
  description: 'Every key is one that Grafana reads in that place.',
  why: 'Grafana reads provisioning files without a check for unknown keys: a misspelt key is silently dropped, and the default is used. Keys are case-sensitive, so orgID is not orgId; only policies and the settings of contact points ignore case.',
  bad: 'datasources:\n  - name: Prometheus\n    orgID: 2',
  good: 'datasources:\n  - name: Prometheus\n    orgId: 2',
  ...reportProblems('unknown-key'),
};
