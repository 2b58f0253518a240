import { secretPlaceholders } from '../../folder/secrets/plain-secrets.ts';
import type { Rule } from '../rule.ts';

/** A secret is there, not a word that stands for it. */
export const secretPlaceholder: Rule = {
  id: 'secret/placeholder',
  severity: 'warning',
  description: 'No placeholder stands where Grafana takes a secret.',
  why: 'Grafana stores the text as the secret and sends it: the source answers 401, the notification never arrives. An export of Grafana has [REDACTED] there, a sample file dots or the like.',
  bad: 'settings: {url: "[REDACTED]"}',
  good: 'settings: {url: $SLACK_URL}',
  folder(folder, report) {
    for (const { place, text } of secretPlaceholders(folder))
      report({
        place,
        message: `Here ${JSON.stringify(text)} stands in the place of a secret; Grafana takes it for the secret itself, so it has to be filled in.`,
        hint: 'Write $NAME, and set the variable on the server.',
      });
  },
};
