import { expect, test } from 'vitest';

import { testCatalog as catalog } from '../../test/support/test-catalog.ts';
import { type AskedQuery, queryFindings } from '../../test/support/validated-queries.ts';
import { queryLabel } from './query-label.ts';

test.each<[string, AskedQuery, string[]]>([
  [
    'labels of the metric and of its target',
    { language: 'promql', text: 'sum by (agent, job) (balance{currency="USDC", instance=~".+"})' },
    [],
  ],
  [
    'a matcher on a label of another metric',
    { language: 'promql', text: 'open_count{currency="USDC"}' },
    ['query/label error "currency=\\"USDC\\""'],
  ],
  ['a matcher that matches series without the label', { language: 'promql', text: 'open_count{currency=~".*"}' }, []],
  [
    'a grouping by a label that does not exist',
    { language: 'promql', text: 'sum by (agnet) (balance)' },
    ['query/label warning "agnet"'],
  ],
  [
    'a grouping by a label that was dropped',
    { language: 'promql', text: 'sum by (currency) (max by (agent) (balance))' },
    ['query/label warning "currency"'],
  ],
  [
    'a matching on a label of one side',
    { language: 'promql', text: 'open_count * on (currency) group_right () balance' },
    ['query/label warning "currency"'],
  ],
  [
    'a label that a function adds',
    { language: 'promql', text: 'sum by (id) (label_replace(balance, "id", "$1", "agent", "(.*)"))' },
    [],
  ],
  [
    'a constant label from no source label',
    { language: 'promql', text: 'sum by (side) (label_replace(sum by (agent) (balance), "side", "left", "", ""))' },
    [],
  ],
  [
    'a constant label whose regex does not match an empty label',
    { language: 'promql', text: 'label_replace(sum by (agent) (balance), "side", "left", "currency", ".+")' },
    ['query/label error "\\"currency\\""'],
  ],
  [
    'a label made from a dropped one',
    { language: 'promql', text: 'label_replace(sum by (agent) (balance), "side", "$1", "currency", "(.*)")' },
    ['query/label error "\\"currency\\""'],
  ],
  [
    'a join of a dropped label',
    { language: 'promql', text: 'label_join(sum by (agent) (balance), "side", "", "currency")' },
    ['query/label warning "\\"currency\\""'],
  ],
  [
    'a recorded series with unknown labels',
    { language: 'promql', text: 'sum by (anything) (agent:pnl:sum)' },
    ['query/label warning "anything"'],
  ],
  [
    'a stream label and a field',
    { language: 'logql', text: '{service_name="pf-agent"} | agent_id="a" | json | anything="b"' },
    [],
  ],
  ['not a stream label', { language: 'logql', text: '{agent_id="a"}' }, ['query/label error "agent_id"']],
  [
    'not a field',
    { language: 'logql', text: 'sum by (agent) (count_over_time({level="a"} | evnt="b" [5m]))' },
    ['query/label error "agent"', 'query/label error "evnt"'],
  ],
  ['SQL', { language: 'postgres', text: 'SELECT agnet FROM agents' }, []],
])('%s', async (_name, query, expected) => {
  expect(await queryFindings(query, [queryLabel], { catalog })).toEqual(expected);
});
