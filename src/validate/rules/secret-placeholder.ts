import { secretPlaceholders } from '../../folder/secrets/plain-secrets.ts';
import type { Rule } from '../rule.ts';

/** There is no placeholder where Grafana expects a secret. */
export const secretPlaceholder: Rule = {
  id: 'secret/placeholder',
  severity: 'warning',
  description: 'There is no placeholder where Grafana expects a secret.',
  why: 'Grafana stores the placeholder as the secret and sends it: the data source answers 401, or the notification never arrives. A Grafana export has [REDACTED] there, a sample file often has dots.',
  bad: 'settings: {url: "[REDACTED]"}',
  good: 'settings: {url: $SLACK_URL}',
  folder(folder, report) {
    for (const { place, text } of secretPlaceholders(folder))
      report({
        place,
        message: `${JSON.stringify(text)} is a placeholder for a secret; Grafana would use it as the secret itself, so it must be replaced.`,
        hint: 'Write $NAME, and set this variable on the server.',
      });
  },
};
