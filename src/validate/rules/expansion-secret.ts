import { isSecretField } from '../../folder/secrets/secret-fields.ts';
import type { Rule } from '../rule.ts';
import { expandedTexts } from '../../folder/written-texts.ts';
import { references } from '../../grafana/interpolation/references.ts';

/** A secret is written as $NAME, so that it is expanded only once. */
export const expansionSecret: Rule = {
  id: 'expansion/secret',
  severity: 'warning',
  description: 'A secret is written as $NAME, without braces.',
  why: 'Grafana expands the value of ${NAME} and $__env{NAME} once more: a password such as "pa$word" becomes "pa", and the login fails for no visible reason. The form without braces is expanded only once.',
  bad: 'secureJsonData: {password: "${PG_PASSWORD}"}',
  good: 'secureJsonData: {password: $PG_PASSWORD}',
  file(file, report, { variables }) {
    for (const { path, text } of expandedTexts(file)) {
      if (!isSecretField(file, path)) continue;
      for (const { text: reference, offset, name, form } of references(text)) {
        if ((form !== 'braced' && form !== 'env') || !/^\w+$/.test(name)) continue;
        const value = variables?.get(name);
        if (value !== undefined && !value.includes('$')) continue;
        report({
          at: path,
          within: { offset, length: reference.length },
          message:
            value === undefined
              ? `${reference} is expanded twice, so a secret that contains a dollar sign is cut off.`
              : `The value of ${name} contains a dollar sign and is expanded twice, so the secret is cut off.`,
          hint: `Write $${name}.`,
          severity: value === undefined ? 'warning' : 'error',
        });
      }
    }
  },
};
