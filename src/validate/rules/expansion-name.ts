import type { Rule } from '../rule.ts';
import { expandedTexts } from '../../folder/written-texts.ts';
import { references } from '../../grafana/interpolation/references.ts';

/** A reference in an expanded field is a valid name of an environment variable. */
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
          message: isDefault
            ? `${reference} has a default, which Grafana does not support: it looks for a variable with exactly that name and gets an empty string.`
            : `${reference} is not the name of an environment variable, so it becomes an empty string.`,
          hint: isDefault
            ? `Write $${/^\w+/.exec(name)?.[0]} and set it on the server.`
            : `Double the dollar when a dollar is meant: $${reference}.`,
        });
      }
    }
  },
};
