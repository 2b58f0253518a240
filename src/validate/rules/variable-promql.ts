import { nearest } from '../../diagnostics/nearest.ts';
import type { Rule } from '../rule.ts';

/** What looks like a function in a variable's query. */
const FUNCTION = /^\s*(\w+)\s*\(/;
const KNOWN = new Set(['label_names', 'label_values', 'metrics', 'query_result']);
const FORMS = [
  /^label_names\((.*)\)\s*$/s,
  /^label_values\((?:.+,\s*)?(?:[a-zA-Z_$][\w$]*|\$\{[\w:]+\}|\[\[[\w:]+\]\])\s*\)\s*$/s,
  /^metrics\(.+\)\s*$/s,
  /^query_result\(.+\)\s*$/s,
];

/** The query of a Prometheus variable is one of the four functions, or a selector. */
export const variablePromql: Rule = {
  id: 'variable/promql',
  severity: 'warning',
  description:
    'The query of a Prometheus variable is label_names(), label_values(…), metrics(…), query_result(…), or a selector.',
  why: 'Grafana knows these four functions, in lower case and alone; anything else is sent as a series selector, which finds nothing, so the list of the variable stays empty.',
  bad: 'label_value(up, job)',
  good: 'label_values(up, job)',
  standsFor: ['dashboard-linter: template-label-promql-rule'],
  differs: 'A selector alone is valid: Grafana lists its series. The linter requires one of the four functions.',
  presets: ['recommended', 'mixin'],
  query({ language, text, owner, label }, report) {
    if (language !== 'promql' || owner.kind !== 'variable') return;
    const name = FUNCTION.exec(text)?.[1];
    if (name === undefined || FORMS.some((form) => form.test(text.trim()))) return;
    const [near] = nearest(name, KNOWN);
    report({
      message: KNOWN.has(name)
        ? `${label} has the query ${text}, which does not have the form ${name}(…), so its list stays empty.`
        : `${label} has the query ${name}(…), which is not a function for variables, so its list stays empty.`,
      hint: KNOWN.has(name)
        ? 'Write label_values(selector, label).'
        : near === undefined
          ? 'Wrap a query: query_result(…).'
          : `Did you mean ${near}(…)?`,
    });
  },
};
