import type { RowSpec } from '../../src/define/definitions.ts';
import { dashboardUrl } from '../../src/fleet/panels/links.ts';
import { link } from '../../src/panels/links.ts';
import { highIsBad, lowLines } from '../../src/panels/thresholds.ts';
import { instant, lines } from '../../src/panels/targets.ts';
import { stackedBars, thresholdLines, timeseries } from '../../src/panels/time-series.ts';
import { units } from '../../src/fleet/panels/units.ts';
import { agentBars } from '../../src/fleet/panels/agent-bars.ts';
import { notExported, orNoAnswer } from '../../src/panels/values.ts';
import { execution } from '../../src/fleet/queries/execution.ts';
import { orders as orderEvents } from '../../src/fleet/queries/orders.ts';
import { agentId, market, strategy, ticker, topN } from '../../src/fleet/queries/variables.ts';
import type { FleetSettings } from '../../src/fleet/settings.ts';
import { percent } from '../../src/define/settings.ts';

const scope = { agent_id: agentId, strategy, market, ticker };
/** Minimum number of orders for a point of the fill rate: with fewer the rate jumps by tens of percent. */
const MIN_ORDERS = 5;

/** Whether orders are filled, and if not, why (requirements 37, 39). */
export function orders(settings: FleetSettings): RowSpec {
  const { fillRatio, rejectRatio } = settings.thresholds;
  return {
    key: 'orders',
    title: 'Do orders get done?',
    panels: [
      {
        key: 'orders-fill-rate',
        width: 9,
        height: 9,
        panel: timeseries(
          'Fill rate by order type',
          `Orders with at least one fill divided by all orders that were filled, cancelled or rejected, by the time of an order's first event. Points with fewer than ${MIN_ORDERS} orders are left out. Limit orders naturally fill less often; a fall for market orders is a fault.`,
        )
          .unit(units.fraction)
          .decimals(1)
          .max(1)
          .interval('15m')
          .spanNulls(true)
          .thresholds(lowLines(fillRatio))
          .thresholdsStyle(thresholdLines())
          .displayName('${__field.labels.type}')
          .withTarget(lines(orderEvents.fillRateByType(MIN_ORDERS, scope))),
      },
      {
        key: 'orders-rejects',
        width: 9,
        height: 9,
        panel: stackedBars(
          'Rejected orders by error code',
          'Rejected orders of the selection per interval and error code, stacked, because the codes add up to all rejects. Empty is good. The individual orders are at the bottom.',
        )
          .unit(units.count)
          .min(0)
          .interval('1m')
          .displayName('${__field.labels.code}')
          .noValue(orNoAnswer('no rejected orders'))
          .withTarget(lines(orderEvents.rejectsByCode(scope))),
      },
      {
        key: 'orders-worst-agents',
        width: 6,
        height: 9,
        panel: agentBars(
          'Highest reject rates',
          `Rejected orders divided by orders sent in 10 minutes, the worst of the selected agents. Above ${percent(rejectRatio.critical)} % an agent uses up its rate limit: pause it and check its error codes.`,
        )
          .unit(units.fraction)
          .decimals(1)
          .min(0)
          .max(1)
          .thresholds(highIsBad(rejectRatio))
          .noValue(notExported('pf_order_rejects_total'))
          .dataLinks([
            link(
              'Drilldown of this agent',
              dashboardUrl(settings, 'agent-drilldown', { agent_id: '${__field.labels.agent_id}' }),
            ),
          ])
          .withTarget(instant(execution.worstRejectRatio(topN, { agent_id: agentId }), '{{agent_id}}')),
      },
    ],
  };
}
