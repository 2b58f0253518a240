import type { Rule } from '../rule.ts';
import { expandedTexts } from '../../folder/written-texts.ts';
import { references } from '../../grafana/interpolation/references.ts';

/** Every environment variable that the folder needs is set. */
export const envUnset: Rule = {
  id: 'env/unset',
  severity: 'error',
  description: 'Every environment variable that the folder needs is set in the file given with --server-env.',
  why: 'Grafana replaces an unset variable with an empty string and does not log it: a data source has no password, or a contact point makes Grafana refuse to start.',
  bad: 'grafana.env without PG_PASSWORD, and secureJsonData: {password: $PG_PASSWORD}',
  good: 'grafana.env: PG_PASSWORD=…',
  folder({ files }, report, { variables }) {
    if (!variables) return;
    const reported = new Set<string>();
    for (const file of files) {
      for (const { path, text } of expandedTexts(file)) {
        for (const { name, offset, text: reference, form } of references(text)) {
          if (
            form === 'file' ||
            !/^[A-Za-z_]\w*$/.test(name) ||
            name.startsWith('__') ||
            variables.has(name) ||
            reported.has(name)
          )
            continue;
          // Grafana falls back to the host name.
          if (name === 'HOSTNAME' && form === 'braced') continue;
          reported.add(name);
          report({
            place: file,
            at: path,
            within: { offset, length: reference.length },
            message: `The variable ${name} is not set, so this value is empty.`,
            hint: `Add ${name}=… to the environment file.`,
          });
        }
      }
    }
  },
};
