import { expect, test } from 'vitest';

import { type SavedApprovals, verdictKey } from '../folder/expressions/approvals.ts';
import { prepareQueries } from '../folder/expressions/prepare.ts';
import { memoryTree } from '../folder/file-tree.ts';
import { openFolder } from '../folder/open-folder.ts';
import { rules } from './rules/index.ts';
import { validateFolder } from './validate.ts';

/** Approves every text, as after a run in which no rule about texts found anything. */
const approving = (): SavedApprovals => {
  const approved = new Set<string>();
  return {
    has: (expression) => approved.has(verdictKey(expression)),
    add: (expression) => void approved.add(verdictKey(expression)),
    save: () => undefined,
  };
};

test.each([
  ['query/rate-of-interval', 'rate(a_total[$__interval])'],
  ['query/metricsql', 'rate(a_total[5m]) keep_metric_names'],
])('%s is found again in a dashboard that changed around a text that was approved', async (id, expr) => {
  const approvals = approving();
  const found = async (title: string): Promise<string[]> => {
    const datasource = { type: 'prometheus', uid: 'p' };
    const panels = [{ id: 1, type: 'timeseries', title, targets: [{ refId: 'A', datasource, expr }] }];
    const file = JSON.stringify({ uid: 'd', title, schemaVersion: 41, panels });
    const folder = openFolder(memoryTree(new Map([['d.json', file]]), ''), '');
    const queries = await prepareQueries(folder, approvals);
    return validateFolder(folder, { queries }).map((one) => one.id);
  };
  expect(rules.map((rule) => rule.id)).toContain(id);
  expect(await found('One')).toContain(id);
  expect(await found('Two')).toContain(id);
});
