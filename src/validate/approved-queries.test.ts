import { expect, test } from 'vitest';

import { type SavedApprovals, verdictKey } from '../folder/expressions/approvals.ts';
import { prepareQueries } from '../folder/expressions/prepare.ts';
import { memoryTree } from '../folder/file-tree.ts';
import { openFolder } from '../folder/open-folder.ts';
import { NEWEST } from '../grafana/release.ts';
import { checkFolder } from './check-folder.ts';
import type { Rule } from './rule.ts';
import { rules } from './rules/index.ts';
import { validateFolder } from './validate.ts';

/** Approves every text, as after a run in which no rule found anything in texts. */
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
])('%s is found again when a dashboard changed around an approved text', async (id, expr) => {
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

test("a team's own rule about whole queries can read SQL that was approved before", async () => {
  const own: Rule = {
    id: 'team/tables',
    severity: 'warning',
    description: 'Names the tables.',
    why: 'Somebody asks.',
    bad: 'a',
    good: 'b',
    query(query, report, { queries }) {
      for (const expression of queries?.expressions(query) ?? [])
        if ((queries?.parse(expression).names?.tables.length ?? 0) > 0) report({ message: 'reads a table' });
    },
  };
  const datasource = { type: 'grafana-postgresql-datasource', uid: 'p' };
  const targets = [{ refId: 'A', datasource, rawSql: 'SELECT 1 FROM orders', rawQuery: true, format: 'table' }];
  const panels = [{ id: 1, type: 'table', title: 'Orders', targets }];
  const file = JSON.stringify({ uid: 'd', title: 'D', schemaVersion: 41, panels });
  const { found } = await checkFolder({
    tree: memoryTree(new Map([['d.json', file]]), ''),
    root: '',
    target: NEWEST,
    preset: 'recommended',
    elsewhere: { naming: 'options', datasources: new Map(), receivers: new Set() },
    rules: [own],
    suppressions: [],
    today: '2026-11-30',
    approvals: () => ({ has: () => true, add: () => undefined, save: () => undefined }),
  });
  expect(found.map(({ id }) => id)).toContain('team/tables');
});
