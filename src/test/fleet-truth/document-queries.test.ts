import { expect, test } from 'vitest';

import documents from '../fixtures/document-queries.json' with { type: 'json' };

/** The number of defects in each section of the list for the documents' queries. */
const SECTIONS = { P: 14, L: 5, C: 15, Q: 14 } as const;

/** Defects that cannot be shown by a figure of a store, with the reason. */
const WITHOUT_FIGURE: Readonly<Record<string, string>> = {
  P14: 'correct in the document',
  C3: 'a disk that old parts do not move to; the head of schema.sql says how, and no query reads it',
  C5: 'an index that skips nothing: the answer is the same, only slower',
  C6: 'an index that skips nothing: the answer is the same, only slower',
  C7: 'correct in the document',
  Q11: 'the Python client, which inserts nothing; there is no client here',
  Q12: 'the Python client, which reads webhooks; there is no client here',
  Q13: 'the Python client, which is never closed; there is no client here',
  Q14: 'the Python client, which speaks TLS to a plain port; there is no client here',
};

test('every defect of a query is compared with the truth, or has a reason why not', () => {
  const all = Object.entries(SECTIONS).flatMap(([section, count]) =>
    Array.from({ length: count }, (_, index) => `${section}${index + 1}`),
  );
  expect([...new Set(documents.map(({ id }) => id)), ...Object.keys(WITHOUT_FIGURE)].sort()).toEqual(all.sort());
});
