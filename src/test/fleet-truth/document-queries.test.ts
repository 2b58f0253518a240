import { expect, test } from 'vitest';

import documents from '../fixtures/document-queries.json' with { type: 'json' };

/** How many defects each section of the list of the documents' queries has. */
const SECTIONS = { P: 14, L: 5, C: 15, Q: 14 } as const;

/** Defects that no figure of a store can show, and why. */
const WITHOUT_FIGURE: Readonly<Record<string, string>> = {
  P14: 'right as the document has it',
  C3: 'a disk that old parts do not move to; the head of schema.sql says how, and no query reads it',
  C5: 'an index that skips nothing: the answer is the same, only slower',
  C6: 'an index that skips nothing: the answer is the same, only slower',
  C7: 'right as the document has it',
  Q11: 'the Python client, which inserts nothing; there is no client here',
  Q12: 'the Python client, which reads webhooks; there is no client here',
  Q13: 'the Python client, which is never closed; there is no client here',
  Q14: 'the Python client, which speaks TLS to a plain port; there is no client here',
};

test('every defect of a query stands beside the truth, or it is said why it cannot', () => {
  const all = Object.entries(SECTIONS).flatMap(([section, count]) =>
    Array.from({ length: count }, (_, index) => `${section}${index + 1}`),
  );
  expect([...new Set(documents.map(({ id }) => id)), ...Object.keys(WITHOUT_FIGURE)].sort()).toEqual(all.sort());
});
