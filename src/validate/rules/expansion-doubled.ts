import type { Rule } from '../rule.ts';
import { writtenTexts } from '../../folder/written-texts.ts';

/** A doubled dollar before a name that a template or a query reads. */
const DOUBLED = /\$\$(?=(?:labels|values|value|__\w+|\{__\w+)\b)/g;
const DOUBLED_IN_ACTION = /(?<=\{\{[^}]*)\$\$(?=[A-Za-z_.])/g;

/** A dollar sign is not doubled where Grafana expands nothing. */
export const expansionDoubled: Rule = {
  id: 'expansion/doubled',
  severity: 'error',
  description: 'A dollar sign is not doubled where Grafana expands nothing.',
  why: 'Annotations of rules, query models, message templates and mute timings keep their text as it is written: {{ $$labels.x }} breaks the template, so the raw text is sent, and $$__interval makes the query fail.',
  bad: 'annotations: {summary: "{{ $$labels.instance }}"}',
  good: 'annotations: {summary: "{{ $labels.instance }}"}',
  file(file, report) {
    for (const { path, text, use } of writtenTexts(file)) {
      if ((use !== 'raw' && use !== 'discarded') || !text.includes('$$')) continue;
      const offsets = new Set(
        [DOUBLED, DOUBLED_IN_ACTION].flatMap((pattern) => [...text.matchAll(pattern)].map((match) => match.index)),
      );
      for (const offset of offsets)
        report({
          at: path,
          within: { offset, length: 2 },
          message: 'Grafana expands nothing in this field, so both dollars stay and the template or query breaks.',
          hint: 'Write one dollar.',
        });
    }
  },
};
