import { describe, expect, test } from 'vitest';

import { recordingRuleFile } from '../stack/recording-rules.ts';
import { hasPromtool } from '../../test/support/promtool.ts';
import { promtool } from '../../verify/alert-tests/promtool.ts';
import { pnl } from './pnl.ts';
import { wallet } from './wallet.ts';

/**
 * One agent that changes from 100 to 140 within the day, one that falls silent at 1000, and a new one at 500.
 */
function series(metric: string, labels: string): Record<string, string> {
  const of = (agent: string) => `${metric}{agent_id="${agent}",${labels}}`;
  return { [of('moves')]: '100x400 140x400', [of('silent')]: '1000x600 stale', [of('new')]: '_x600 500x150' };
}

/** Requirements 13 and 16: a change includes only agents that report at both ends. */
describe.skipIf(!hasPromtool())('silent and new agents do not count as a change', () => {
  test.each<[string, { readonly promql: string }, Record<string, string>]>([
    ['P&L of the selected agents', pnl.change24h(), series('pf_trade_pnl_usdc_total', 'strategy="momentum"')],
    ['P&L of the fleet', pnl.fleetChange24h(), series('pf_trade_pnl_usdc_total', 'strategy="momentum"')],
    [
      'value of the wallets',
      wallet.valueChange('24h'),
      {
        ...series('pf_wallet_balance_usdc', 'currency="USDC"'),
        // This metric determines the number of agents.
        ...series('pf_drawdown_pct', 'job="agents"'),
        'pf_fx_rate_usdc{currency="USDC"}': '1x800',
      },
    ],
  ])('%s', async (_name, { promql }, input) => {
    expect(await afterADay(promql, input)).toEqual({ answers: [{ samples: [{ labels: {}, value: 40 }] }] });
  });
});

test.skipIf(!hasPromtool())('a new strategy of an agent counts from 0', async () => {
  const input = {
    'pf_trade_pnl_usdc_total{agent_id="switches",strategy="momentum"}': '100x800',
    'pf_trade_pnl_usdc_total{agent_id="switches",strategy="casino_kelly"}': '_x500 7x300',
  };
  expect(await afterADay(pnl.change24h().promql, input)).toEqual({
    answers: [{ samples: [{ labels: {}, value: 7 }] }],
  });
});

/** Evaluates a query over series and their recorded series, a day after the start. */
async function afterADay(expr: string, given: Readonly<Record<string, string>>) {
  const input = { series: given, interval: '2m', evaluationInterval: '2m', ruleFiles: [recordingRuleFile({})] };
  const [reply] = await promtool.ask([{ input, questions: [{ expr, time: 24.5 * 3_600_000 }] }]);
  return reply;
}
