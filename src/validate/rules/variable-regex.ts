import { textOf } from '../../folder/json.ts';
import { regexProblem } from '../../grafana/javascript-regex.ts';
import type { Rule } from '../rule.ts';

/** Variable types whose options a regular expression filters. */
const FILTERED = new Set(['query', 'datasource']);

/** The regular expression of a variable is valid. */
export const variableRegex: Rule = {
  id: 'variable/regex',
  severity: 'error',
  description: 'The regular expression of a variable is valid in JavaScript.',
  why: 'Grafana uses it in the browser to make the choices of the variable. An invalid one is an error, so the variable has no choices, and queries that use it find nothing.',
  bad: '{"name": "job", "type": "query", "regex": "/^(api|db/"}',
  good: '{"name": "job", "type": "query", "regex": "/^(api|db)/"}',
  variable({ type, json, dashboard, label }, report) {
    const regex = textOf(json['regex']);
    if (!FILTERED.has(type) || regex === undefined || regex === '') return;
    // The value of another variable in it is only known in the browser.
    if (dashboard.variables.some(({ name }) => name !== '' && mentions(regex, name))) return;
    const problem = regexProblem(regex);
    if (problem !== undefined)
      report({
        at: ['regex'],
        message: `${label} has a regular expression that cannot be read: ${problem}, so it offers no choices.`,
        hint: 'Write it as JavaScript reads it, bare or between slashes: /^(api|db)/.',
      });
  },
};

function mentions(text: string, name: string): boolean {
  return [`$${name}`, `\${${name}`, `[[${name}`].some((form) => text.includes(form));
}
