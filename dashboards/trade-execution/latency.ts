import type { RowSpec } from '../../src/define/definitions.ts';
import { heatmap } from '../../src/panels/heatmap.ts';
import { dashboardUrl } from '../../src/fleet/panels/links.ts';
import { link } from '../../src/panels/links.ts';
import { highIsBad } from '../../src/panels/thresholds.ts';
import { bucketSeries, instant, series } from '../../src/panels/targets.ts';
import { namesOnly, thresholdLines, timeseries } from '../../src/panels/time-series.ts';
import { units } from '../../src/fleet/panels/units.ts';
import { agentBars } from '../../src/fleet/panels/agent-bars.ts';
import { execution } from '../../src/fleet/queries/execution.ts';
import { agentId, topN } from '../../src/fleet/queries/variables.ts';
import type { FleetSettings } from '../../src/fleet/settings.ts';

const agents = { agent_id: agentId };
/** An endpoint without orders for some minutes is not an outage. */
const HOUR_MS = 3_600_000;

/** Where time is lost between submission and acknowledgement (requirements 33-36). */
export function latency(settings: FleetSettings): RowSpec {
  const { orderLatencyMs } = settings.thresholds;
  return {
    key: 'latency',
    title: 'Where is the time lost?',
    panels: [
      {
        key: 'latency-quantiles',
        width: 12,
        height: 9,
        panel: timeseries(
          'Order latency p50, p95, p99',
          `50th, 95th and 99th percentile of the time from order submission to acknowledgement over 5 minutes, ms, from summed buckets of the selected agents: quantiles are never averaged. The alert of a single agent fires at the line at ${orderLatencyMs.critical} ms.`,
        )
          // Five-minute rates lose nothing at steps of two minutes, and 300 agents have thousands of buckets.
          .interval('2m')
          .unit(units.milliseconds)
          .min(0)
          .thresholds(highIsBad(orderLatencyMs))
          .thresholdsStyle(thresholdLines())
          .withTarget(series(execution.latencyQuantile(0.99, agents), 'p99'))
          .withTarget(series(execution.latencyQuantile(0.95, agents), 'p95'))
          .withTarget(series(execution.latencyQuantile(0.5, agents), 'p50')),
      },
      {
        key: 'latency-heatmap',
        width: 12,
        height: 9,
        panel: heatmap(
          'Order latency distribution',
          'Orders per second by latency bucket of pf_order_latency_ms, from submission to acknowledgement, selected agents. Two bands are two populations, such as two endpoints or a group of slow agents: compare with the panels below.',
          { bucket: units.milliseconds, cell: units.perSecond },
        )
          .interval('1m')
          .withTarget(bucketSeries(execution.latencyHeatmap(agents))),
      },
      {
        key: 'latency-endpoints',
        width: 12,
        height: 8,
        panel: timeseries(
          'Order latency p99 by endpoint',
          '99th percentile of order latency by endpoint over 5 minutes, ms, all agents. One slow endpoint points at the exchange, all of them at the network or the API.',
        )
          .unit(units.milliseconds)
          .min(0)
          .thresholds(highIsBad(orderLatencyMs))
          .thresholdsStyle(thresholdLines())
          .spanNulls(HOUR_MS)
          .legend(namesOnly())
          .withTarget(series(execution.p99ByEndpoint(), '{{endpoint}}')),
      },
      {
        key: 'latency-agents',
        width: 12,
        height: 8,
        panel: agentBars(
          'Slowest agents',
          `The selected agents with the highest p99 of order latency over 5 minutes, ms. The alert fires above ${orderLatencyMs.critical} ms. A few slow agents point at their hosts, many at the exchange.`,
        )
          .unit(units.milliseconds)
          .decimals(0)
          .min(0)
          .thresholds(highIsBad(orderLatencyMs))
          .dataLinks([
            link(
              'Drilldown of this agent',
              dashboardUrl(settings, 'agent-drilldown', { agent_id: '${__field.labels.agent_id}' }),
            ),
          ])
          .withTarget(instant(execution.slowestAgents(topN, agents), '{{agent_id}}')),
      },
    ],
  };
}
