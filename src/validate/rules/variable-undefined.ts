import { mentionsIn } from '../../grafana/query-expansion/query-variables.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import type { Rule } from '../rule.ts';

/** Names that panels, scopes and the old time picker define without a variable. */
const BUILT_IN = new Set(['timeFilter', 'interval', 'timezone']);

/** Queries use variables that their dashboard has. */
export const variableUndefined: Rule = {
  id: 'variable/undefined',
  severity: 'error',
  description: 'Queries of a dashboard use only variables that the dashboard has.',
  why: 'Grafana leaves an unknown $name as it is: the data source gets a query with a dollar sign in it, which is a syntax error or, inside a quoted string, matches nothing.',
  bad: '"expr": "up{job=\\"$jbo\\"}" in a dashboard with the variable job',
  good: '"expr": "up{job=\\"$job\\"}"',
  query(query, report) {
    if (query.owner.kind === 'alert') return;
    const dashboard =
      query.owner.kind === 'panel'
        ? query.owner.target.panel.dashboard
        : query.owner.kind === 'variable'
          ? query.owner.variable.dashboard
          : query.owner.annotation.dashboard;
    const known = new Set(dashboard.variables.map(({ name }) => name));
    for (const { name, offset, length } of mentionsIn(query.text)) {
      if (known.has(name) || BUILT_IN.has(name)) continue;
      const [near] = nearest(name, known);
      report({
        within: { offset, length },
        message: `${query.label} uses $${name}, but the dashboard has no variable with that name, so the data source gets the text $${name} unchanged.`,
        hint: near === undefined ? `Add a variable "${name}", or write its value.` : `Did you mean $${near}?`,
      });
    }
  },
};
