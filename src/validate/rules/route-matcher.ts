import type { Route } from '../../folder/folder.ts';
import { isUnknown } from '../../folder/loaded.ts';
import { goPattern } from '../../grafana/go-pattern.ts';
import { listOf, objectOf } from '../../folder/json.ts';
import type { Report, Rule } from '../rule.ts';
import type { Path } from '../../folder/source/source.ts';

const OPERATORS = new Set(['=', '!=', '=~', '!~']);
const MATCHER = /^\s*([a-zA-Z_][a-zA-Z0-9_]*)\s*(=~|!~|!=|=)\s*("(?:[^"\\]|\\.)*"|[^"]*)\s*$/;

/** The matchers of a route are valid. */
export const routeMatcher: Rule = {
  id: 'route/matcher',
  severity: 'error',
  description: 'Each matcher of a route is a label, an operator and a value; a regular expression is valid.',
  why: 'object_matchers are lists of three strings: Grafana refuses to start when one of them is a number or boolean, when the operator is unknown, or when Go cannot compile a regular expression.',
  bad: 'object_matchers: [[severity, "==", critical]]',
  good: 'object_matchers: [[severity, "=", critical]]',
  route(route, report) {
    for (const [index, entry] of listOf(route.json['object_matchers']).entries()) {
      const parts = listOf(entry);
      const at: Path = ['object_matchers', index];
      if (parts.length !== 3 || parts.some((part) => typeof part !== 'string')) {
        report({
          at,
          message: `${route.label} has the matcher ${JSON.stringify(entry)}, which is not a list of three strings, so Grafana refuses to start.`,
          hint: 'Write [label, "=", "value"], with the value in quotes when it looks like a number.',
        });
        continue;
      }
      const [, operator = '', value = ''] = parts as readonly string[];
      if (!OPERATORS.has(operator))
        report({
          at: [...at, 1],
          message: `${route.label} has the operator "${operator}", which Grafana does not know: it refuses to start.`,
          hint: 'Use one of = != =~ !~.',
        });
      else if (operator.endsWith('~')) checkRegex(value, [...at, 2], route, report);
    }
    for (const [index, matcher] of listOf(route.json['matchers']).entries()) {
      const [, , operator = '', value = ''] = (typeof matcher === 'string' && MATCHER.exec(matcher)) || [];
      if (operator === '')
        report({
          at: ['matchers', index],
          message: `${route.label} has the matcher ${JSON.stringify(matcher)}, which cannot be read, so Grafana refuses to start.`,
          hint: 'Write a string such as \'severity="critical"\'.',
        });
      else if (operator.endsWith('~')) checkRegex(value.replaceAll(/^"|"$/g, ''), ['matchers', index], route, report);
    }
    for (const [name, value] of Object.entries(objectOf(route.json['match_re'])))
      checkRegex(String(value), ['match_re', name], route, report);
  },
};

/** Checks a regular expression as Go does, which has no lookahead and no lookbehind. */
function checkRegex(text: string, at: Path, route: Route, report: Report): void {
  if (isUnknown(route, ...at)) return;
  const lookaround = /\(\?(?:[=!]|<[=!])/.test(text);
  if (goPattern(text) !== undefined) return;
  report({
    at,
    message: `${route.label} has the regular expression ${JSON.stringify(text)}, which ${lookaround ? 'uses a lookahead or lookbehind, which Go does not support' : 'does not compile'}, so Grafana refuses to start.`,
    hint: 'Fix the expression; it is anchored at both ends.',
  });
}
