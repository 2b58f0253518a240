import { factsOf } from '../../folder/expressions/expression-facts.ts';
import type { Rule } from '../rule.ts';

/** An operation with on() matches one series on each side. */
export const queryManyToOne: Rule = {
  id: 'query/many-to-one',
  severity: 'warning',
  description: 'An operation with on() has no other labels on either side, or uses group_left or group_right.',
  why: 'If two series have the same labels in on(), Prometheus refuses the whole query: "many-to-many matching not allowed". It works while there is one instance and fails with the second.',
  bad: 'node_load1 / on (instance) node_cpu_seconds_total',
  good: 'max by (instance) (node_load1) / on (instance) sum by (instance) (rate(node_cpu_seconds_total[5m]))',
  standsFor: ['pint: promql/vector_matching'],
  expression(expression, report, { catalog }) {
    for (const { kind, from, to, message, hint } of factsOf(expression, catalog)?.problems ?? []) {
      if (kind === 'several') report({ from, to, message, ...(hint === undefined ? {} : { hint }) });
    }
  },
};
