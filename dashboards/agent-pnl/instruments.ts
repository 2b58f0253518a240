import type { RowSpec } from '../../src/define/definitions.ts';
import { units } from '../../src/fleet/panels/units.ts';
import { returnFigures } from '../../src/fleet/queries/return-figures.ts';
import { tickers } from '../../src/fleet/queries/tickers.ts';
import { agentId, strategy } from '../../src/fleet/queries/variables.ts';
import { lines, rows } from '../../src/panels/targets.ts';
import { table } from '../../src/panels/tables.ts';
import { signed } from '../../src/panels/thresholds.ts';
import { dailySeries, dashed } from '../../src/panels/time-series.ts';

const scope = { agent_id: agentId, strategy };

/** Which instruments produced the P&L, and whether it beat the market. */
export function instruments(): RowSpec {
  return {
    key: 'pnl-instruments',
    title: 'Which instrument, and against what?',
    panels: [
      {
        key: 'pnl-by-ticker',
        width: 14,
        height: 10,
        panel: table(
          'P&L by ticker',
          'Trades and bets of the selection settled in the range by instrument or game, best first, USDC: P&L net of fees, win rate without pushes, expectancy (the average result of a settled trade), mean time from order to settlement, fees. A ticker with a negative expectancy over many trades should not be traded.',
          [
            { field: 'ticker', title: 'Ticker', width: 105 },
            { field: 'market', title: 'Market', width: 100 },
            { field: 'pnl', title: 'P&L', unit: units.count, decimals: 2, cell: signed() },
            { field: 'trades', title: 'Trades', decimals: 0 },
            { field: 'win_rate', title: 'Win rate', unit: units.fraction, decimals: 1 },
            { field: 'expectancy', title: 'Each', unit: units.count, decimals: 2 },
            { field: 'holding', title: 'Held', unit: units.seconds, decimals: 1 },
            { field: 'fees', title: 'Fees', unit: units.count, decimals: 2, width: 80 },
            { field: 'volume', title: 'Volume', hidden: true },
          ],
        ).withTarget(rows(tickers.pnl(scope))),
      },
      {
        key: 'pnl-benchmark',
        width: 10,
        height: 10,
        panel: dailySeries(
          'Against the fleet and BTC',
          'Growth since the start of the range in percent of capital: the selection as one book, the median of all agents of the fleet, and one bitcoin held in the wallet (fx_rates). Deposits are not a return. Being above BTC only in a falling market is caution, not skill; if it is below the median, find out what the others do.',
        )
          .unit(units.fraction)
          .decimals(1)
          .overrideByName('Selection', [{ id: 'custom.lineWidth', value: 2 }])
          .overrideByName('BTC', [dashed])
          .withTarget(lines(returnFigures.benchmark(scope))),
      },
    ],
  };
}
