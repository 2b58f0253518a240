import type { Rule } from '../rule.ts';

/** No secret is in plain text. */
export const secretPlain: Rule = {
  id: 'secret/plain',
  severity: 'error',
  description: 'No secret is written in plain text in a file.',
  why: 'A provisioning folder is committed and mounted: everybody who can read the repository or the container has the secret, and Git keeps it forever.',
  bad: 'secureJsonData: {password: hunter2}',
  good: 'secureJsonData: {password: $PG_PASSWORD}',
  folder(_folder, report, { secrets }) {
    for (const { place, within, looksLike } of secrets) {
      report({
        place,
        ...(within ? { within } : {}),
        message: `This file contains ${looksLike} in plain text, so everybody who can read the repository can read it.`,
        hint: "Write $NAME, or env('NAME') in a definition, set this variable on the server, and replace the secret, because it has been exposed.",
      });
    }
  },
};
