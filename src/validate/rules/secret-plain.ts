import type { Rule } from '../rule.ts';

/** No secret is written out. */
export const secretPlain: Rule = {
  id: 'secret/plain',
  severity: 'error',
  description: 'No secret is written out in a file.',
  why: 'A provisioning folder is committed and mounted: whoever reads the repository or the container has the secret, for ever, because Git forgets nothing.',
  bad: 'secureJsonData: {password: hunter2}',
  good: 'secureJsonData: {password: $PG_PASSWORD}',
  folder(_folder, report, { secrets }) {
    for (const { place, within, looksLike } of secrets) {
      report({
        place,
        ...(within ? { within } : {}),
        message: `Here ${looksLike} is written out, for everybody who can read the repository.`,
        hint: 'Write $NAME, set the variable on the server, and replace the secret: it is known now.',
      });
    }
  },
};
