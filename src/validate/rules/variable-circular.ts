import type { Dashboard, Variable } from '../../folder/folder.ts';
import { usedVariables } from '../../folder/used-variables.ts';
import type { Rule } from '../rule.ts';

/** Variables do not wait for each other. */
export const variableCircular: Rule = {
  id: 'variable/circular',
  severity: 'error',
  description: 'No variable asks for its own value, not even through others.',
  why: 'Grafana computes a variable when those that it names are ready. Variables that name each other wait for ever, and so does every panel that uses one of them.',
  bad: '{"name": "a", "query": "label_values(up{b=\\"$b\\"}, a)"} and {"name": "b", "query": "label_values(up{a=\\"$a\\"}, b)"}',
  good: '{"name": "a", "query": "label_values(up, a)"} and {"name": "b", "query": "label_values(up{a=\\"$a\\"}, b)"}',
  dashboard(dashboard, report) {
    const needs = needsOf(dashboard);
    for (const variable of dashboard.variables) {
      const circle = circleFrom(variable.name, needs);
      // Once a circle: at its first variable in the order of the file.
      if (!circle || circle.some((name) => indexOf(dashboard, name) < indexOf(dashboard, variable.name))) continue;
      report({
        place: variable,
        at: ['query'],
        message:
          circle.length === 1
            ? `${variable.label} asks for its own value, so it never has one.`
            : `${variable.label} waits for itself: ${[...circle, variable.name].map((name) => `$${name}`).join(' needs ')}, so none of them ever has a value.`,
        hint: 'Take one of these names out of a query.',
      });
    }
  },
};

/** The variables that each one names in what Grafana computes it from. */
function needsOf({ variables }: Dashboard): ReadonlyMap<string, readonly string[]> {
  return new Map(variables.map((variable) => [variable.name, [...usedVariables(computedFrom(variable))]]));
}

/** `definition` is only shown in the list of variables; `current` and `options` are what was found before. */
function computedFrom({ type, json }: Variable): unknown {
  if (type === 'query') return [json['query'], json['regex'], json['datasource']];
  if (type === 'custom') return json['query'];
  return type === 'datasource' ? json['regex'] : undefined;
}

/** The way from a variable back to itself. */
function circleFrom(start: string, needs: ReadonlyMap<string, readonly string[]>): readonly string[] | undefined {
  const follow = (name: string, way: readonly string[]): readonly string[] | undefined => {
    for (const next of needs.get(name) ?? []) {
      if (next === start) return way;
      const found = way.includes(next) ? undefined : follow(next, [...way, next]);
      if (found) return found;
    }
    return undefined;
  };
  return follow(start, [start]);
}

function indexOf({ variables }: Dashboard, name: string): number {
  return variables.findIndex((variable) => variable.name === name);
}
