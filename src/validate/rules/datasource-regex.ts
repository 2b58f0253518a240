import type { Path } from '../../folder/source/source.ts';
import { listOf, objectOf, textOf } from '../../folder/json.ts';
import { isUnknown } from '../../folder/loaded.ts';
import { bareRegexProblem } from '../../grafana/javascript-regex.ts';
import type { Rule } from '../rule.ts';

/** The regular expressions in the settings of a data source are valid. */
export const datasourceRegex: Rule = {
  id: 'datasource/regex',
  severity: 'error',
  description: 'The regular expressions of derived fields and correlations are valid in JavaScript.',
  why: 'Grafana compiles them in the browser, for every line that it shows. An invalid one makes the query fail, so no lines of the source are shown.',
  bad: 'jsonData: {derivedFields: [{name: trace, matcherRegex: "trace=(\\\\w+", url: …}]}',
  good: 'jsonData: {derivedFields: [{name: trace, matcherRegex: "trace=(\\\\w+)", url: …}]}',
  datasource(source, report) {
    const derived = listOf(objectOf(source.json['jsonData'])['derivedFields']).map((field, index): [Path, unknown] => [
      ['jsonData', 'derivedFields', index, 'matcherRegex'],
      objectOf(field)['matcherRegex'],
    ]);
    const steps = listOf(source.json['correlations']).flatMap((correlation, index) =>
      listOf(objectOf(objectOf(correlation)['config'])['transformations']).map((step, number): [Path, unknown] => [
        ['correlations', index, 'config', 'transformations', number, 'expression'],
        objectOf(step)['type'] === 'regex' ? objectOf(step)['expression'] : undefined,
      ]),
    );
    for (const [at, value] of [...derived, ...steps]) {
      const problem = isUnknown(source, ...at) ? undefined : bareRegexProblem(textOf(value) ?? '');
      if (problem !== undefined)
        report({
          at,
          message: `${source.label} has a regular expression that cannot be read: ${problem}, so Grafana shows nothing where it is used.`,
          hint: 'Write it as JavaScript reads it, without slashes around it.',
        });
    }
  },
};
