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

/** What the market did after our fills, and how much it could take (requirements 62-63). */
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
          `How far the middle of bid and ask moved 1, 5 and 30 minutes after our fills of the last 24 hours, selection only. ${bps} A ticker that is negative at every horizon is traded against somebody who knows more: trade it slower, or with limit orders.`,
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
          `How far the middle of bid and ask moved 5 minutes after our fills of the last 24 hours, by strategy, selection only. ${bps} A strategy that turns negative and stays so gets its fills from somebody who is faster.`,
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
          'Best ask over best bid in basis points of their middle, by ticker, chosen markets and tickers, over 24 hours. What a market order pays at least; slippage far above half of it is our own size.',
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
          'Value of the orders within 0.1 % of the best bid and ask, both sides together, USDC, by ticker, chosen markets and tickers, over 24 hours. An order larger than this moves the price.',
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
