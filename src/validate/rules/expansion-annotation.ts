import type { Rule } from '../rule.ts';
import { writtenTexts } from '../../folder/written-texts.ts';

/** Annotations, queries and message templates do not refer to environment variables. */
export const expansionAnnotation: Rule = {
  id: 'expansion/annotation',
  severity: 'warning',
  description:
    'Annotations of rules, query models and message templates do not refer to environment variables or files.',
  why: 'Grafana keeps these texts as they are written, so the reader sees ${TEAM_URL} literally; newer releases may expand the form with braces in annotations. A missing $__file{…} makes Grafana refuse to start even here, where its content is not used.',
  bad: 'annotations: {runbook_url: "${RUNBOOKS}/disk-full"}',
  good: 'annotations: {runbook_url: "https://runbooks.example.com/disk-full"}',
  file(file, report) {
    for (const { path, text, use } of writtenTexts(file)) {
      if (use !== 'discarded' && !(use === 'raw' && path[0] === 'templates')) continue;
      for (const match of text.matchAll(/\$__(?:env|file)\{[^}]+\}|\$\{[A-Z][A-Z0-9_]+\}/g)) {
        const isAnnotation = path.includes('annotations');
        // In a query, `${NAME}` is a dashboard variable, which query/macro reports in alert rules.
        if (!isAnnotation && match[0].startsWith('${')) continue;
        report({
          at: path,
          within: { offset: match.index, length: match[0].length },
          message: `${match[0]} is not reliably expanded in this field: ${match[0].startsWith('$__file') ? 'it stays as it is written, and Grafana refuses to start when the file is missing' : 'depending on the release, it stays as it is written'}.`,
          hint: 'Write the value itself.',
        });
      }
    }
  },
};
