import { expect, test } from 'vitest';

import { queriesOf, queryText } from '../define/rules.ts';
import { compileProject } from '../commands/project.ts';
import { resolvedConfig } from './support/settings.ts';

const { compiled } = await compileProject(resolvedConfig());
const written = [
  ...compiled.dashboards.flatMap(({ uid, queries }) =>
    queries.map(({ panel, refId, text, origin }) => ({ place: `${uid}/${panel} ${refId}`, text, origin })),
  ),
  ...compiled.rules.flatMap((rule) =>
    Object.values(queriesOf(rule)).map((query) => ({
      place: rule.uid,
      text: queryText(query),
      origin: query.origin ?? '',
    })),
  ),
];

test('every query of a panel or a rule comes from a named function', () => {
  expect(written.length).toBeGreaterThan(200);
  expect(written.filter(({ origin }) => origin === '').map(({ place }) => place)).toEqual([]);
});

test('no query text is written twice: one text, one function', () => {
  const copied = written.filter((one) =>
    written.some((other) => other.text === one.text && other.origin !== one.origin),
  );
  expect(copied.map(({ place, origin }) => `${place}: ${origin}`)).toEqual([]);
});
