import type { Rule } from '../rule.ts';
import { reportProblems } from '../schema/report-problems.ts';

/** Every key is one that Grafana reads at its place. */
export const schemaUnknownKey: Rule = {
  id: 'schema/unknown-key',
  severity: 'error',
  description: 'Every key is one that Grafana reads at its place.',
  why: 'Grafana decodes provisioning files without a check for unknown keys: a misspelt one is dropped without a word, and its default takes effect. Keys are compared to the letter, so orgID is not orgId; only policies and the settings of contact points are read in any case.',
  bad: 'datasources:\n  - name: Prometheus\n    orgID: 2',
  good: 'datasources:\n  - name: Prometheus\n    orgId: 2',
  ...reportProblems('unknown-key'),
};
