import type { RowSpec } from '../../src/define/definitions.ts';
import { dashboardUrl } from '../../src/fleet/panels/links.ts';
import { exploreUrl } from '../../src/panels/links.ts';
import { table } from '../../src/panels/tables.ts';
import { lines, rows } from '../../src/panels/targets.ts';
import { stackedBars } from '../../src/panels/time-series.ts';
import { orNoAnswer } from '../../src/panels/values.ts';
import { units } from '../../src/fleet/panels/units.ts';
import { orders } from '../../src/fleet/queries/orders.ts';
import { tradeEvents } from '../../src/fleet/queries/trade-events.ts';
import { agentId, market, strategy, ticker } from '../../src/fleet/queries/variables.ts';
import type { FleetSettings } from '../../src/fleet/settings.ts';

/** Volume by market, and individual rejected orders. */
export function events(settings: FleetSettings): RowSpec {
  return {
    key: 'events',
    title: 'Which market, which order?',
    panels: [
      {
        key: 'events-flow',
        width: 24,
        height: 8,
        panel: stackedBars(
          'Trade flow',
          'Notional of fills and stakes of casino bets per market, USDC, of the selected markets and tickers, all agents; stacked, because the markets add up to the fleet. A market that dries up explains worse fills and slippage above.',
        )
          .unit(units.usdc)
          .decimals(1)
          .min(0)
          .interval('1m')
          .displayName('${__field.labels.market}')
          .withTarget(lines(tradeEvents.volumeByMarket({ market, ticker }))),
      },
      {
        key: 'events-rejects',
        width: 24,
        height: 10,
        panel: table(
          'Recent rejects',
          'The newest 100 rejected orders of the selection in the range, newest first. Click an order id for its log lines, an agent for its drilldown.',
          [
            { field: 'timestamp', title: 'Time', unit: units.time },
            {
              field: 'agent_id',
              title: 'Agent',
              width: 110,
              link: {
                title: 'Drilldown of this agent',
                url: dashboardUrl(settings, 'agent-drilldown', { agent_id: '${__data.fields.agent_id}' }),
              },
            },
            { field: 'error_code', title: 'Error code', width: 150 },
            { field: 'market', title: 'Market', width: 95 },
            { field: 'ticker', title: 'Ticker', width: 100 },
            { field: 'side', title: 'Side', width: 60 },
            { field: 'order_type', title: 'Type', width: 75 },
            { field: 'quantity', title: 'Quantity', unit: units.none },
            { field: 'price', title: 'Price', unit: units.count },
            { field: 'strategy_name', title: 'Strategy', width: 135 },
            {
              field: 'pf_order_id',
              title: 'Order',
              width: 150,
              link: {
                title: 'Log lines of this order',
                url: exploreUrl(settings.datasources.loki.uid, orders.logLines('${__data.fields.pf_order_id}')),
              },
            },
          ],
        )
          .noValue(orNoAnswer('no rejected orders'))
          .withTarget(rows(orders.recentRejects({ agent_id: agentId, strategy, market, ticker }))),
      },
    ],
  };
}
