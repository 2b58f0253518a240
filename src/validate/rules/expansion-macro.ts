import type { Rule } from '../rule.ts';
import { expandedTexts } from '../../folder/written-texts.ts';
import { references } from '../../grafana/interpolation/references.ts';

/** Grafana's built-in variables have a doubled dollar sign where Grafana expands the file. */
export const expansionMacro: Rule = {
  id: 'expansion/macro',
  severity: 'error',
  description:
    'A built-in variable of Grafana, such as ${__value.raw}, is written with two dollar signs in a file that Grafana expands.',
  why: 'Grafana expands every field of a data source when it reads the file, jsonData and correlations too: ${__value.raw}, $__rate_interval or $__tags become empty strings, and the link or query that needs them breaks.',
  bad: 'derivedFields: [{name: trace, url: "${__value.raw}", …}]',
  good: 'derivedFields: [{name: trace, url: "$${__value.raw}", …}]',
  file(file, report) {
    for (const { path, text } of expandedTexts(file)) {
      for (const { text: reference, offset, name, form } of references(text)) {
        if (!name.startsWith('__') || (form !== 'bare' && form !== 'braced')) continue;
        report({
          at: path,
          within: { offset, length: reference.length },
          message: `Grafana reads ${reference} as an environment variable when it loads the file, so it becomes empty.`,
          hint: `Write $${reference}.`,
        });
      }
    }
  },
};
