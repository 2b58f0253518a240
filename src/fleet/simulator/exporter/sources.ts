import type { MetricName, Metrics } from '../../catalog/metrics.ts';
import type { FleetEvent } from '../events.ts';
import { leverageOf, liquidationDistance, marginUsed } from '../margin.ts';
import { currencies, orderEndpoints, rejectCodes } from '../facts.ts';
import { type Agent, drawdownOf, type Fleet, isLive, unrealizedPnl } from '../fleet.ts';
import { HOUR, MINUTE } from '../options.ts';
import { toNative, toUsdc, worth } from '../units.ts';
import { ingestSources } from './ingest-sources.ts';

/** The catalog's labels of a metric. */
export type LabelsOf<N extends MetricName> = Readonly<Record<Metrics[N]['labels'][number], string>>;
/** Labels that Prometheus adds; the exporter's own page does not have them. */
export interface Target {
  readonly job: string;
  readonly instance: string;
}
/** Source of a gauge, which reads the state of the fleet at every scrape. */
export type GaugeSource<N extends MetricName> = (
  fleet: Fleet,
  report: (labels: LabelsOf<N>, value: number, target?: Target) => void,
) => void;
/** Source of a counter or histogram, which adds up events. Series start at 0, so that `rate` sees the first event. */
export interface EventSource<N extends MetricName> {
  born(agent: Agent): readonly LabelsOf<N>[];
  hear(event: FleetEvent, add: (labels: LabelsOf<N>, value: number) => void): void;
}
export type SourceOf<N extends MetricName> = Metrics[N]['type'] extends 'gauge' ? GaugeSource<N> : EventSource<N>;

/** Target of every series except those of a batch agent. */
export const EXPORTER: Target = { job: 'pf_agent_exporter', instance: 'exporter:9464' };
/** The first agent also pushes its gauges, as batch agents do, so that a sum without `max by` counts it twice. */
const PUSHER: Target = { job: 'pf_agent_batch', instance: 'pushgateway:9091' };
/** Receiver, sink and book. */
const INGEST = ['pf-webhook:8080', 'pf-sink:8081', 'pf-book:8082'].map((instance): Target => ({
  job: 'pf_services',
  instance,
}));
const OUTCOMES = ['win', 'loss', 'push'] as const;

/** The source of every metric of the catalog; a metric without a source does not compile. */
export const sources: { readonly [N in MetricName]: SourceOf<N> } = {
  pf_wallet_balance_usdc: (fleet, report) =>
    eachReported(fleet, (agent, targets) => {
      for (const target of targets)
        for (const currency of currencies)
          report({ agent_id: agent.id, currency }, toNative(agent.wallet[currency]), target);
    }),
  pf_trade_pnl_usdc_total: (fleet, report) =>
    eachReported(fleet, (agent, targets) => {
      for (const target of targets) {
        if (!agent.pnlByStrategy.has(agent.strategy))
          report({ agent_id: agent.id, strategy: agent.strategy }, 0, target);
        for (const [strategy, pnl] of agent.pnlByStrategy)
          report({ agent_id: agent.id, strategy }, toUsdc(pnl), target);
      }
    }),
  pf_drawdown_pct: (fleet, report) =>
    eachReported(fleet, (agent, targets) =>
      targets.forEach((target) => report({ agent_id: agent.id }, drawdownOf(agent), target)),
    ),
  pf_trades_total: {
    born: (agent) => OUTCOMES.map((outcome) => ({ agent_id: agent.id, outcome })),
    hear: (event, add) => {
      if (event.kind === 'trade' && event.pnl !== null)
        add({ agent_id: event.agentId, outcome: event.pnl > 0 ? 'win' : event.pnl < 0 ? 'loss' : 'push' }, 1);
    },
  },
  pf_order_latency_ms: {
    born: (agent) => orderEndpoints.map((endpoint) => ({ agent_id: agent.id, endpoint })),
    hear: (event, add) => {
      if (event.kind === 'order') add({ agent_id: event.agentId, endpoint: event.endpoint }, event.latencyMs);
    },
  },
  pf_escrow_open_count: (fleet, report) =>
    eachReported(fleet, (agent) => report({ agent_id: agent.id }, agent.openContracts.size)),
  pf_escrow_volume_usdc: (fleet, report) =>
    eachReported(fleet, (agent) =>
      report(
        { agent_id: agent.id },
        toUsdc(
          [...agent.openContracts].reduce((sum, { fundedAt, amount }) => sum + (fundedAt === null ? 0 : amount), 0),
        ),
      ),
    ),
  pf_referral_fees_usdc_total: {
    born: (agent) => [{ agent_id: agent.id }],
    hear: (event, add) => {
      if (event.kind === 'referral_fee') add({ agent_id: event.agentId }, toUsdc(event.share));
    },
  },
  pf_api_request_duration_seconds: {
    born: () => [],
    hear: (event, add) => {
      if (event.kind === 'api_call') add({ endpoint: event.endpoint, status: event.status }, event.seconds);
    },
  },
  pf_faucet_claims_total: {
    born: (agent) => [{ agent_id: agent.id }],
    hear: (event, add) => {
      if (event.kind === 'wallet' && event.move === 'faucet') add({ agent_id: event.agentId }, 1);
    },
  },
  pf_escrow_seconds_to_expiry: (fleet, report) =>
    eachReported(fleet, (agent) => {
      const left = [...agent.openContracts].map(({ expiresAt }) => (expiresAt - fleet.timeline.now) / 1000);
      const ahead = left.filter((seconds) => seconds >= 0);
      if (left.length > 0) report({ agent_id: agent.id }, ahead.length > 0 ? Math.min(...ahead) : Math.max(...left));
    }),
  pf_escrow_overdue_contracts: (fleet, report) =>
    eachReported(fleet, (agent) =>
      report(
        { agent_id: agent.id },
        [...agent.openContracts].filter(({ expiresAt }) => expiresAt < fleet.timeline.now).length,
      ),
    ),
  pf_fx_rate_usdc: (fleet, report) => {
    for (const currency of currencies) report({ currency }, fleet.rates[currency]);
  },
  pf_agent_info: (fleet, report) =>
    eachReported(fleet, (agent) =>
      report({ agent_id: agent.id, agent_name: agent.name, strategy: agent.strategy, status: agent.status }, 1),
    ),
  pf_agent_max_drawdown_pct: (fleet, report) =>
    eachReported(fleet, (agent) => report({ agent_id: agent.id }, agent.maxDrawdown)),
  pf_agent_min_balance_usdc: (fleet, report) =>
    eachReported(fleet, (agent) => report({ agent_id: agent.id }, toUsdc(agent.minBalance))),
  // A poll takes a few seconds.
  pf_exporter_last_success_timestamp_seconds: (fleet, report) =>
    eachReported(fleet, (agent) => report({ agent_id: agent.id }, fleet.timeline.now / 1000 - 3)),
  pf_orders_total: {
    born: (agent) => orderEndpoints.map((endpoint) => ({ agent_id: agent.id, endpoint })),
    hear: (event, add) => {
      if (event.kind === 'order') add({ agent_id: event.agentId, endpoint: event.endpoint }, 1);
    },
  },
  pf_order_rejects_total: {
    born: (agent) => rejectCodes.map((errorCode) => ({ agent_id: agent.id, error_code: errorCode })),
    hear: (event, add) => {
      if (event.kind === 'reject') add({ agent_id: event.agentId, error_code: event.errorCode }, 1);
    },
  },
  pf_unrealized_pnl_usdc: (fleet, report) =>
    eachReported(fleet, (agent) => {
      const held = new Set([agent.strategy, ...[...agent.openTrades].map((trade) => trade.strategy)]);
      for (const strategy of held)
        report({ agent_id: agent.id, strategy }, toUsdc(unrealizedPnl(agent, fleet.timeline.now, strategy)));
    }),
  pf_open_position_notional_usdc: (fleet, report) =>
    eachReported(fleet, (agent) => {
      const notional = { crypto: 0, perpetuals: 0 };
      for (const trade of agent.openTrades) notional[trade.market] += trade.filled;
      for (const [market, micros] of Object.entries(notional)) report({ agent_id: agent.id, market }, toUsdc(micros));
    }),
  pf_margin_used_usdc: (fleet, report) =>
    eachReported(fleet, (agent) => report({ agent_id: agent.id }, toUsdc(marginUsed(agent)))),
  pf_leverage_ratio: (fleet, report) =>
    eachReported(fleet, (agent) => report({ agent_id: agent.id }, leverageOf(agent))),
  pf_liquidation_distance_ratio: (fleet, report) =>
    eachReported(fleet, (agent) => {
      const distance = liquidationDistance(agent, fleet.timeline.now);
      if (distance !== undefined) report({ agent_id: agent.id }, distance);
    }),
  pf_recon_diff_usdc: (fleet, report) =>
    eachReported(fleet, (agent) => {
      for (const currency of currencies)
        report({ agent_id: agent.id, currency }, toUsdc(worth(agent.reconciled[currency], fleet.rates[currency])));
    }),
  pf_recon_last_run_timestamp_seconds: (fleet, report) =>
    eachReported(fleet, (agent) => {
      if (agent.reconciledAt === null) return;
      for (const currency of currencies) report({ agent_id: agent.id, currency }, agent.reconciledAt / 1000);
    }),
  pf_ingest_lag_seconds: (fleet, report) => {
    // A slow wave between 2 and 8 seconds, which needs no random numbers.
    report({ table: 'agent_trades' }, 5 + 3 * Math.sin(fleet.timeline.now / (17 * MINUTE)));
    report({ table: 'ingest_errors' }, 5 + 3 * Math.cos(fleet.timeline.now / (23 * MINUTE)));
  },
  ...ingestSources,
  pf_slippage_cost_usdc: {
    born: () => [],
    hear: (event, add) => {
      if (event.kind === 'fill' && event.slippageBps !== null)
        add({ market: event.market }, (toUsdc(event.notional) * event.slippageBps) / 1e4);
    },
  },
  pf_fill_notional_usdc_total: {
    born: () => [],
    hear: (event, add) => {
      if (event.kind === 'fill') add({ market: event.market }, toUsdc(event.notional));
    },
  },
  pf_wallet_flows_total: {
    born: (agent) =>
      currencies.flatMap((currency) => ['in', 'out'].map((direction) => ({ agent_id: agent.id, currency, direction }))),
    hear: (event, add) => {
      if (event.kind !== 'wallet' || (event.move !== 'deposit' && event.move !== 'withdrawal')) return;
      add(
        { agent_id: event.agentId, currency: event.currency, direction: event.move === 'deposit' ? 'in' : 'out' },
        toNative(Math.abs(event.amount)),
      );
    },
  },
  up: (_fleet, report) => {
    for (const target of [EXPORTER, ...INGEST]) report({}, 1, target);
  },
  push_time_seconds: (fleet, report) => report({}, Math.floor(fleet.timeline.now / MINUTE) * 60, PUSHER),
  // The last failure is some hours old and earlier than the last success.
  push_failure_time_seconds: (fleet, report) =>
    report({}, Math.floor(fleet.timeline.now / (6 * HOUR)) * 6 * 3600 - 120, PUSHER),
};

/** Calls `report` for every agent that the exporter reports; the first agent has two targets. */
function eachReported(fleet: Fleet, report: (agent: Agent, targets: readonly Target[]) => void): void {
  for (const [position, agent] of fleet.agents.entries()) {
    if (isLive(agent, fleet.timeline.now)) report(agent, position === 0 ? [EXPORTER, PUSHER] : [EXPORTER]);
  }
}
