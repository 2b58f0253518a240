import type { RowSpec } from '../../src/define/definitions.ts';
import { dashboardUrl } from '../../src/fleet/panels/links.ts';
import { link } from '../../src/panels/links.ts';
import { highIsBad } from '../../src/panels/thresholds.ts';
import { lines, logSeries, series } from '../../src/panels/targets.ts';
import { namesOnly, stackedBars, thresholdLines, timeseries } from '../../src/panels/time-series.ts';
import { orNoAnswer } from '../../src/panels/values.ts';
import { units } from '../../src/fleet/panels/units.ts';
import { agentExecution } from '../../src/fleet/queries/agent-execution.ts';
import { agentLogs } from '../../src/fleet/queries/agent-logs.ts';
import { orders } from '../../src/fleet/queries/orders.ts';
import { singleAgentId } from '../../src/fleet/queries/variables.ts';
import type { FleetSettings } from '../../src/fleet/settings.ts';

const one = { agent_id: singleAgentId };

/** What the agent sends to the exchange and the API, and how they answer (requirement 176). */
export function activity(settings: FleetSettings): RowSpec {
  const { orderLatencyMs } = settings.thresholds;
  const execution = link(
    'Trade execution of this agent',
    dashboardUrl(settings, 'trade-execution', { agent_id: '${agent_id}' }),
  );
  return {
    key: 'drilldown-activity',
    title: 'How does it trade?',
    panels: [
      {
        key: 'drilldown-latency',
        width: 12,
        height: 8,
        panel: timeseries(
          'Order latency p99 by endpoint',
          `99th percentile of the time from order submission to acknowledgement, per endpoint, from the summed buckets of this agent. The alert fires above ${orderLatencyMs.critical} ms over all endpoints. One slow endpoint points at the API, all of them at the agent's network.`,
        )
          .unit(units.milliseconds)
          .min(0)
          .thresholds(highIsBad(orderLatencyMs))
          .thresholdsStyle(thresholdLines())
          // An agent sends orders only now and then, and an isolated point is hard to see.
          .spanNulls(true)
          .dataLinks([execution])
          .legend(namesOnly())
          .withTarget(series(agentExecution.latencyByEndpoint(0.99, '$__rate_interval', one), '{{endpoint}}')),
      },
      {
        key: 'drilldown-api-calls',
        width: 12,
        height: 8,
        panel: timeseries(
          'API call patterns: orders by endpoint',
          'Acknowledged order calls of this agent per second and endpoint, the rate of pf_order_latency_ms_count. A sudden rise is a loop or a burst; a flat zero is an agent that stopped: compare with its status and its log.',
        )
          .unit(units.requestsPerSecond)
          .min(0)
          .dataLinks([execution])
          .legend(namesOnly())
          .withTarget(series(agentExecution.ordersByEndpoint('$__rate_interval', one), '{{endpoint}}')),
      },
      {
        key: 'drilldown-rejects',
        width: 12,
        height: 8,
        panel: stackedBars(
          'Rejected orders by error code',
          'Rejected orders of this agent per error code, from agent_trades; stacked, because the codes add up to all rejects. The same code again and again is a mistake of the agent, such as a missing balance: fix that before it retries.',
        )
          .unit(units.count)
          .displayName('${__field.labels.code}')
          .noValue(orNoAnswer('no rejected orders in the range'))
          .dataLinks([execution])
          .withTarget(lines(orders.rejectsByCode(one))),
      },
      {
        key: 'drilldown-log-events',
        width: 12,
        height: 8,
        panel: stackedBars(
          'API call patterns: events in the log',
          'Log lines of this agent per step by event: API responses, strategy decisions, errors. Stacked, because they add up to all lines that name an event. The mix shows what the agent is busy with; the lines themselves are at the end of this page.',
        )
          .unit(units.count)
          .noValue(orNoAnswer('no log lines in the range'))
          .legend(namesOnly())
          .withTarget(logSeries(agentLogs.byEvent(one), '{{event}}')),
      },
    ],
  };
}
