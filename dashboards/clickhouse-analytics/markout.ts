import type { RowSpec } from '../../src/define/definitions.ts';
import { units } from '../../src/fleet/panels/units.ts';
import { horizons, markout, orderBook } from '../../src/fleet/queries/markout.ts';
import { agentId, market, strategy, ticker } from '../../src/fleet/queries/variables.ts';
import { table } from '../../src/panels/tables.ts';
import { lines, rows } from '../../src/panels/targets.ts';
import { namesOnly, timeseries } from '../../src/panels/time-series.ts';

const scope = { agent_id: agentId, strategy, market, ticker };
const flow = { market, ticker };
const bps = 'Basis points of the fill price, weighted by notional, positive is in our favour.';

/** Price moves after our fills, and the liquidity of the market (requirements 62-63). */
export function markouts(): RowSpec {
  return {
    key: 'markout',
    title: 'Were the fills good ones?',
    panels: [
      {
        key: 'markout-tickers',
        width: 12,
        height: 9,
        panel: table(
          'Markout by ticker',
          `Move of the mid price 1, 5 and 30 minutes after our fills of the last 24 hours, selection only. ${bps} If a ticker is negative at every horizon, the counterparties are better informed: trade it slower, or with limit orders.`,
          [
            { field: 'ticker', title: 'Ticker', width: 130 },
            { field: 'fills', title: 'Fills', decimals: 0 },
            { field: 'after_1m', title: '1 min (bps)', decimals: 2 },
            { field: 'after_5m', title: '5 min (bps)', decimals: 2 },
            { field: 'after_30m', title: '30 min (bps)', decimals: 2 },
          ],
        )
          .timeFrom('24h')
          .withTarget(rows(markout.byTicker(scope))),
      },
      {
        key: 'markout-strategies',
        width: 12,
        height: 9,
        panel: timeseries(
          'Markout by strategy',
          `Move of the mid price 5 minutes after our fills of the last 24 hours, by strategy, selection only. ${bps} If a strategy turns negative and stays negative, its counterparties are faster.`,
        )
          .timeFrom('24h')
          .interval('30m')
          .unit(units.none)
          .decimals(1)
          .displayName('${__field.labels.strategy_name}')
          .withTarget(lines(markout.byStrategy(horizons.after_5m, scope))),
      },
      {
        key: 'markout-spread',
        width: 12,
        height: 8,
        panel: timeseries(
          'Spread of the order book',
          'Best ask minus best bid in basis points of the mid price, by ticker, selected markets and tickers, over 24 hours. A market order pays at least half of it; slippage far above that is caused by our own order sizes.',
        )
          .timeFrom('24h')
          .interval('5m')
          .unit(units.none)
          .decimals(1)
          .min(0)
          .legend(namesOnly())
          .displayName('${__field.labels.ticker}')
          .withTarget(lines(orderBook.spread(flow))),
      },
      {
        key: 'markout-depth',
        width: 12,
        height: 8,
        panel: timeseries(
          'Depth of the order book',
          'Value of the orders within 0.1 % of the best bid and ask, both sides together, USDC, by ticker, selected markets and tickers, over 24 hours. An order larger than this moves the price.',
        )
          .timeFrom('24h')
          .interval('5m')
          .unit(units.usdc)
          .decimals(1)
          .min(0)
          .legend(namesOnly())
          .displayName('${__field.labels.ticker}')
          .withTarget(lines(orderBook.depth(flow))),
      },
    ],
  };
}
