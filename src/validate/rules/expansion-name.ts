import type { Rule } from '../rule.ts';
import { expandedTexts } from '../../folder/written-texts.ts';
import { references } from '../../grafana/interpolation/references.ts';

/** A reference names an environment variable that can exist. */
export const expansionName: Rule = {
  id: 'expansion/name',
  severity: 'error',
  description: 'A reference in an expanded field is a plain name of an environment variable.',
  why: 'Unlike a shell, Grafana has no defaults: ${HOST:-localhost} looks up a variable with exactly that name and finds nothing. $1 and $* are also read as variables, and are empty.',
  bad: 'url: ${PG_HOST:-localhost}:5432',
  good: 'url: $PG_HOST:5432',
  file(file, report) {
    for (const { path, text } of expandedTexts(file)) {
      for (const { text: reference, offset, name, form } of references(text)) {
        const isName = /^[A-Za-z_]\w*$/.test(name);
        if (form === 'file' ? name !== '' : isName || name.startsWith('__')) continue;
        const isDefault = /^\w+:?[-=?+]/.test(name);
        report({
          at: path,
          within: { offset, length: reference.length },
          message:
            `${reference} ${isDefault ? 'has a default, which Grafana does not know: it' : ''} is the name of no environment variable, so it becomes an empty text.`.replace(
              '  ',
              ' ',
            ),
          hint: isDefault
            ? `Write $${/^\w+/.exec(name)?.[0]} and set it on the server.`
            : `Double the dollar when a dollar is meant: $${reference}.`,
        });
      }
    }
  },
};
