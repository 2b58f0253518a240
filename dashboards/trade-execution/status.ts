import type { RowSpec } from '../../src/define/definitions.ts';
import { highIsBad, lowIsBad, noneIsGood } from '../../src/panels/thresholds.ts';
import { instant, rows } from '../../src/panels/targets.ts';
import { units } from '../../src/fleet/panels/units.ts';
import { notExported, sideBySide, stat } from '../../src/panels/values.ts';
import { execution } from '../../src/fleet/queries/execution.ts';
import { health } from '../../src/fleet/queries/health.ts';
import { orders } from '../../src/fleet/queries/orders.ts';
import { pipeline } from '../../src/fleet/queries/pipeline.ts';
import { tradeEvents } from '../../src/fleet/queries/trade-events.ts';
import { agentId, market, strategy, ticker } from '../../src/fleet/queries/variables.ts';
import type { FleetSettings } from '../../src/fleet/settings.ts';

const agents = { agent_id: agentId };

/** Whether execution is healthy now, and whether the figures can be trusted (requirements 33-37, 39). */
export function status({ thresholds }: FleetSettings): RowSpec {
  const { orderLatencyMs, dataAgeSeconds, ingestLagSeconds } = thresholds;
  return {
    key: 'status',
    title: 'Is anything wrong?',
    panels: [
      {
        key: 'status-orders',
        width: 4,
        height: 4,
        panel: stat(
          'Orders',
          'Acknowledged orders per second of the selected agents over 5 minutes, from the count of pf_order_latency_ms. A drop to 0 while markets are open means that agents or the API stopped: check the API row.',
        )
          .unit(units.perSecond)
          .decimals(2)
          .withTarget(instant(execution.ordersPerSecond(agents))),
      },
      {
        key: 'status-p50',
        width: 5,
        height: 4,
        panel: stat(
          'Order latency p50',
          'Median time from order submission to the acknowledgement of the exchange over 5 minutes, ms, from summed buckets of the selected agents. If p50 rises with p99, everything is slow; if only p99 rises, only some orders are.',
        )
          .unit(units.milliseconds)
          .decimals(0)
          .thresholds(highIsBad(orderLatencyMs))
          .withTarget(instant(execution.latencyQuantile(0.5, agents))),
      },
      {
        key: 'status-p99',
        width: 5,
        height: 4,
        panel: stat(
          'Order latency p99',
          `99th percentile of order latency over 5 minutes, ms, from summed buckets of the selected agents. The alert fires per agent above ${orderLatencyMs.critical} ms; the slowest agents are further down.`,
        )
          .unit(units.milliseconds)
          .decimals(0)
          .thresholds(highIsBad(orderLatencyMs))
          .withTarget(instant(execution.latencyQuantile(0.99, agents))),
      },
      {
        key: 'status-rejects',
        width: 5,
        height: 4,
        panel: stat(
          'Reject rate',
          'Rejected orders divided by orders sent in 5 minutes, selected agents. The error codes are further down: look them up before retrying.',
        )
          .unit(units.fraction)
          .decimals(2)
          .thresholds(highIsBad(thresholds.rejectRatio))
          .noValue(notExported('pf_orders_total'))
          .withTarget(instant(execution.rejectRatioTotal(agents))),
      },
      {
        key: 'status-fill-rate',
        width: 5,
        height: 4,
        panel: stat(
          'Fill rate',
          'Orders with at least one fill divided by all orders that were filled, cancelled or rejected in the range. Each order counts once: partial fills and later settlements are not counted again, and casino bets are not orders.',
        )
          .unit(units.fraction)
          .decimals(1)
          .thresholds(lowIsBad(thresholds.fillRatio))
          .withTarget(rows(orders.fillRate({ ...agents, strategy, market, ticker }))),
      },
      {
        key: 'status-metrics-age',
        width: 6,
        height: 3,
        panel: stat(
          'Metrics age (Prometheus)',
          `Time since the newest complete poll of any agent by the exporter. Above ${dataAgeSeconds.critical} s the live figures are out of date: check the exporter and Prometheus.`,
        )
          .unit(units.seconds)
          .thresholds(highIsBad(dataAgeSeconds))
          .noValue(notExported('pf_exporter_last_success_timestamp_seconds'))
          .withTarget(instant(health.dataAge())),
      },
      {
        key: 'status-events-age',
        width: 7,
        height: 3,
        panel: stat(
          'Trade events age (ClickHouse)',
          'Time since the newest trade event in agent_trades. A quiet market and a stuck pipeline look the same: compare with the orders per second.',
        )
          .unit(units.seconds)
          .thresholds(highIsBad(thresholds.tradeEventAgeSeconds))
          .withTarget(rows(tradeEvents.dataAge())),
      },
      {
        key: 'status-pipeline-lag',
        width: 4,
        height: 3,
        panel: sideBySide(
          'Pipeline lag',
          `The ClickHouse table whose newest event is oldest, and its age, from pf_ingest_lag_seconds. Above ${ingestLagSeconds.critical} s, with orders still coming, the consumer is stuck: fill rate and slippage miss the latest orders.`,
        )
          .unit(units.seconds)
          .thresholds(highIsBad(ingestLagSeconds))
          .noValue(notExported('pf_ingest_lag_seconds'))
          .withTarget(instant(pipeline.lag(), '{{table}}')),
      },
      {
        key: 'status-dead-letters',
        width: 7,
        height: 3,
        panel: stat(
          'Dead letters',
          'Messages of the last 24 hours that could not be stored as trade events, counted in ingest_errors. Each of them is a fill or a settlement that is missing below: open the last row for the reason.',
        )
          .timeFrom('24h')
          .unit(units.none)
          .decimals(0)
          .thresholds(noneIsGood())
          .withTarget(rows(pipeline.deadLetters())),
      },
    ],
  };
}
