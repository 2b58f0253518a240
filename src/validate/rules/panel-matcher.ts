import { overrideMatchers, transformationMatchers } from '../../folder/matchers.ts';
import { matcherProblem } from '../../folder/matcher-problems.ts';
import type { Rule } from '../rule.ts';

/** The matchers of overrides and transformations are ones that Grafana has. */
export const panelMatcher: Rule = {
  id: 'panel/matcher',
  severity: 'error',
  description:
    'A matcher of an override or a transformation has an id that Grafana knows, and options in the form of that matcher.',
  why: 'Grafana looks the id up in a registry that throws for an unknown one, so the panel shows an error. Options in another form match no field, so the override does nothing: byNames takes a map with a list of names, byName takes a string.',
  bad: '"matcher": {"id": "byNames", "options": "cpu"}',
  good: '"matcher": {"id": "byNames", "options": {"names": ["cpu"]}}',
  panel(panel, report) {
    for (const matcher of [...overrideMatchers(panel), ...transformationMatchers(panel)]) {
      const problem = matcherProblem(matcher);
      if (problem)
        report({ ...problem, at: [...matcher.at, ...problem.at], message: `${panel.label} ${problem.message}` });
    }
  },
};
