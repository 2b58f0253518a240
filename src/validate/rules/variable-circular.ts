import { circles } from '../../folder/circles.ts';
import type { Dashboard, Variable } from '../../folder/folder.ts';
import { usedVariables } from '../../folder/used-variables.ts';
import type { Rule } from '../rule.ts';

/** No variable depends on its own value. */
export const variableCircular: Rule = {
  id: 'variable/circular',
  severity: 'error',
  description: 'No variable depends on its own value, directly or through others.',
  why: 'Grafana computes a variable when the variables that it uses are ready. Variables that use each other wait forever, and so does every panel that uses one of them.',
  bad: '{"name": "a", "query": "label_values(up{b=\\"$b\\"}, a)"} and {"name": "b", "query": "label_values(up{a=\\"$a\\"}, b)"}',
  good: '{"name": "a", "query": "label_values(up, a)"} and {"name": "b", "query": "label_values(up{a=\\"$a\\"}, b)"}',
  dashboard(dashboard, report) {
    for (const circle of circles(needsOf(dashboard))) {
      const variable = dashboard.variables.find(({ name }) => name === circle[0]);
      if (!variable) continue;
      report({
        place: variable,
        at: ['query'],
        message:
          circle.length === 1
            ? `${variable.label} depends on its own value, so it never has one.`
            : `${variable.label} waits for itself: ${[...circle, variable.name].map((name) => `$${name}`).join(' needs ')}, so none of them ever has a value.`,
        hint: 'Remove one of these names from a query.',
      });
    }
  },
};

/** The variables from which Grafana computes each variable. */
function needsOf({ variables }: Dashboard): ReadonlyMap<string, readonly string[]> {
  return new Map(variables.map((variable) => [variable.name, [...usedVariables(computedFrom(variable))]]));
}

/**
 * The parts of a variable that Grafana computes its value from: `definition` is only displayed, and `current` and
 * `options` are saved results.
 */
function computedFrom({ type, json }: Variable): unknown {
  if (type === 'query') return [json['query'], json['regex'], json['datasource']];
  if (type === 'custom') return json['query'];
  return type === 'datasource' ? json['regex'] : undefined;
}
