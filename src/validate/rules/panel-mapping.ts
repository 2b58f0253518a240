import { fieldProperties } from '../../folder/field-properties.ts';
import { isObject, listOf, numberOf, objectOf, textOf, type JsonObject } from '../../folder/json.ts';
import { regexProblem } from '../../grafana/javascript-regex.ts';
import type { Finding, Rule } from '../rule.ts';

/** A value mapping is valid and matches some value. */
export const panelMapping: Rule = {
  id: 'panel/mapping',
  severity: 'error',
  description: 'A value mapping has a valid regular expression, or a range that contains values.',
  why: 'A regular expression that JavaScript cannot read makes the panel fail as soon as it gets a string. A range that ends before it begins matches no value, so its text and colour are never shown.',
  bad: '{"type": "regex", "options": {"pattern": "/^(up|down/", "result": {"text": "state"}}}',
  good: '{"type": "regex", "options": {"pattern": "/^(up|down)/", "result": {"text": "state"}}}',
  panel(panel, report) {
    for (const { at, value } of fieldProperties(panel, 'mappings')) {
      for (const [index, mapping] of listOf(value).entries()) {
        const problem = isObject(mapping) ? problemOf(mapping) : undefined;
        if (problem)
          report({ ...problem, at: [...at, index, 'options'], message: `${panel.label} ${problem.message}` });
      }
    }
  },
};

function problemOf({ type, options }: JsonObject): Pick<Finding, 'message' | 'hint'> | undefined {
  if (type === 'regex') {
    const pattern = textOf(objectOf(options)['pattern']);
    const problem = pattern === undefined || pattern.includes('${') ? undefined : regexProblem(pattern);
    return problem === undefined
      ? undefined
      : {
          message: `maps values by a regular expression that cannot be read: ${problem}, so the panel fails.`,
          hint: 'Write it as JavaScript reads it, bare or between slashes: /^up/.',
        };
  }
  if (type !== 'range') return undefined;
  const [from, to] = ['from', 'to'].map((end) => numberOf(objectOf(options)[end]));
  if (from === undefined || to === undefined || from <= to) return undefined;
  return {
    message: `maps the values from ${from} to ${to}, and no number is in that range, so the mapping is never used.`,
    hint: `Write "from": ${to}, "to": ${from}.`,
  };
}
