import { expect, test } from 'vitest';

import { prepareQueries } from '../folder/expressions/prepare.ts';
import { shapeOf } from '../folder/expressions/text-shape.ts';
import { memoryTree } from '../folder/file-tree.ts';
import { openFolder } from '../folder/open-folder.ts';
import { rules } from './rules/index.ts';
import { validateFolder } from './validate.ts';

/** The examples of all rules about queries, and queries that compare values with each other. */
const TEXTS = [
  ...rules.filter(({ expression }) => expression).flatMap(({ bad, good }) => [bad, good]),
  'a_total{x="one",x="other"}',
  'a_total{x="one",x!="one"}',
  'rate(a_total{x="one"}[5m]) / rate(a_total{x="one"}[5m])',
  'rate(a_total{x="one"}[5m]) / rate(a_total{x="other"}[5m])',
  'a{x="one"} + on (x) b{x="other"}',
  'a{x="one"} * on (x) group_left (y) b{x="other", y="one"}',
  'histogram_quantile(0.9, sum by (le) (rate(a_bucket{x="one"}[5m])))',
  'absent(a{x="one"}) or absent_over_time(a{x="other"}[5m])',
  'count(up{x="one"}) == 0',
].filter((text) => !/[`'\\]/.test(text));

/** The same text with another number in each value of an equality matcher. */
const numbered = (first: number) =>
  TEXTS.map((text) =>
    text.replace(
      /(=\s*")(\w+)"/g,
      (_whole, before: string, word: string) => `${before}${word}-${first + word.length}"`,
    ),
  );

/** The rules that find something in each text, as the query of a panel. */
async function rulesFinding(texts: readonly string[]): Promise<readonly (readonly string[])[]> {
  const datasource = { type: 'prometheus', uid: 'p' };
  const panels = texts.map((expr, id) => ({
    id: id + 1,
    type: 'timeseries',
    title: `${id}`,
    targets: [{ refId: 'A', datasource, expr }],
  }));
  const file = JSON.stringify({ uid: 'd', title: 'D', schemaVersion: 41, panels });
  const folder = openFolder(memoryTree(new Map([['d.json', file]]), ''), '');
  const queries = await prepareQueries(folder);
  const presets = ['style', 'mixin'] as const;
  const found = presets.flatMap((preset) => validateFolder(folder, { queries, preset }));
  return texts.map((_text, index) =>
    found
      .filter(({ pointer, id }) => id.startsWith('query/') && pointer?.startsWith(`/panels/${index}/`))
      .map(({ id }) => id),
  );
}

test('a finding in a query is found in every query of the same shape', async () => {
  const [one, other] = [numbered(10), numbered(700)];
  expect(one.map(shapeOf)).toEqual(other.map(shapeOf));
  expect(one).not.toEqual(other);
  const found = await rulesFinding(one);
  expect(await rulesFinding(other)).toEqual(found);
  expect(found.flat()).toEqual(expect.arrayContaining(['query/impossible', 'query/self-ratio', 'query/never-matches']));
});
