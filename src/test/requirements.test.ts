import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { committedFolder, REPOSITORY } from './support/out-folder.ts';
import { productObjects } from './support/product-objects.ts';
import { requirementProblems } from './support/requirement-table.ts';

const LAST = 387;
const exists = productObjects(committedFolder());

test('every promise of the documents has a row, and every object in it exists', () => {
  const text = readFileSync(join(REPOSITORY, 'docs/requirements.md'), 'utf8');
  expect(requirementProblems(text, LAST, exists)).toEqual([]);
});

const head = ['| number | promise | served by |', '|---|---|---|'];

test.each([
  ['objects and words', ['| 1 | P&L | `panel:pf-agent-pnl/pnl-net` (net of fees), `table:postgres/trades` |'], []],
  [
    'an open part next to an existing object',
    ['| 1 | balances | `metric:pf_wallet_balance_usdc`, `open: ingest pipeline` |'],
    [],
  ],
  ['a refusal with its reason', ['| 1 | all of it at once | `refused: nobody can` |'], []],
  ['no rows', [], ['1 is missing']],
  ['a number twice', ['| 1 | a | `event:halt` |', '| 1 | b | `event:halt` |'], ['1 is there twice']],
  ['a number too high', ['| 1 | a | `event:halt` |', '| 2 | b | `event:halt` |'], ['there is no promise 2']],
  ['an invalid number', ['| 1 | a | `event:halt` |', '| 01 | b | `event:halt` |'], ['there is no promise 01']],
  ['a missing promise', ['| 1 |  | `event:halt` |'], ['line 3, 1: does not say what is promised']],
  ['no object', ['| 1 | a |  |'], ['line 3, 1: names no object and no state']],
  ['only words', ['| 1 | a | the halt event |'], ['line 3, 1: names no object and no state']],
  ['a cell too few', ['| 1 | `event:halt` |'], ['line 3, 1: has 2 cells instead of 3']],
  ['a bar in a cell', ['| 1 | a | b | `event:halt` |'], ['line 3, 1: has 4 cells instead of 3']],
  [
    'an unpaired backtick',
    ['| 1 | a | `event:halt`, `event:deposit |'],
    ['line 3, 1: has a backtick without its other'],
  ],
  ['an object twice', ['| 1 | a | `event:halt`, `event:halt` |'], ['line 3, 1: names event:halt twice']],
  ['an unknown kind', ['| 1 | a | `chart:x` |'], ['line 3, 1: chart:x is neither an object nor a state']],
  ['a kind without a name', ['| 1 | a | `event: halt` |'], ['line 3, 1: event: halt is neither an object nor a state']],
  [
    'a state without a part',
    ['| 1 | a | `open:` |'],
    [expect.stringMatching(/^line 3, 1: waits for "", which is none of /)],
  ],
  [
    'an unknown part',
    ['| 1 | a | `open: magic` |'],
    [expect.stringMatching(/^line 3, 1: waits for "magic", which is none of /)],
  ],
  ['a refusal without a reason', ['| 1 | a | `refused:` |'], ['line 3, 1: is refused without a reason']],
])('%s', (_, rows, expected) => {
  expect(requirementProblems([...head, ...rows].join('\n'), 1, exists)).toEqual(expected);
});

test.each([
  ['panel:pf-agent-pnl/pnl-net', 'panel:pf-agent-pnl/pnl-gross'],
  ['panel:pf-agent-pnl/pnl-equity', 'panel:pf-leaderboard/pnl-equity'],
  ['dashboard:pf-agent-pnl', 'dashboard:pf-agent'],
  ['variable:pf-agent-fleet-v1/strategy', 'variable:pf-leaderboard/strategy'],
  ['annotation:pf-agent-fleet-v1/Large Win', 'annotation:pf-agent-fleet-v1/Large win'],
  ['rule:pf-drawdown-critical', 'rule:pf-drawdown-warning'],
  ['receiver:pf-slack', 'receiver:slack'],
  ['datasource:pf-postgres', 'datasource:PurpleFlea-Postgres'],
  ['metric:pf_drawdown_pct', 'metric:pf_drawdown_percent'],
  ['recorded:agent:pf_drawdown:max', 'recorded:agent:pf_drawdown:min'],
  ['table:postgres/agents', 'table:clickhouse/agents'],
  ['column:clickhouse/agent_trades/trade_id', 'column:clickhouse/agent_trades/id'],
  ['event:large_win', 'event:huge_win'],
  ['stream:pf-escrow', 'stream:escrow'],
  ['file:out/manifest.json', 'file:out/no-such-file.json'],
  ['file:README.md', 'file:src'],
  ['file:README.md', 'file:./README.md'],
])('%s exists, %s does not', (there, missing) => {
  expect(requirementProblems(`| 1 | a | \`${there}\` |`, 1, exists)).toEqual([]);
  expect(requirementProblems(`| 1 | a | \`${missing}\` |`, 1, exists)).toEqual([
    `line 1, 1: ${missing} does not exist`,
  ]);
});
