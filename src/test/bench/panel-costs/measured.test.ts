import { expect, test } from 'vitest';

import type { Costs } from './cost.ts';
import { measureQueries } from './measured.ts';
import type { PanelQuery } from './pack-queries.ts';

/** A panel with only what is measured; the text of its own query is its name. */
function panel(name: string): PanelQuery {
  return { own: { text: name }, whole: { text: `${name} whole` } } as PanelQuery;
}

test('slow queries are run again and keep their best time, fast ones are not', async () => {
  const times: Record<string, number[]> = { busy: [3000, 2500, 400], slow: [1500], fast: [10] };
  const asked: Record<string, number> = {};
  const costs: Costs = async (_query, text) => {
    const ofText = times[text] ?? [1];
    const index = asked[text] ?? 0;
    asked[text] = index + 1;
    return { milliseconds: ofText[Math.min(index, ofText.length - 1)] ?? Number.NaN, rowsRead: 7 };
  };
  const measured = await measureQueries([panel('busy'), panel('slow'), panel('fast')], costs, (text) => text);
  expect(measured.map(({ own }) => own.milliseconds)).toEqual([400, 1500, 10]);
  expect(asked).toMatchObject({ busy: 3, slow: 5, fast: 1 });
});
