import { defineRuleGroup } from '../src/fleet/define.ts';
import { escrowStuck } from '../src/fleet/queries/escrow-stuck.ts';
import { execution } from '../src/fleet/queries/execution.ts';
import { tradeEvents } from '../src/fleet/queries/trade-events.ts';
import type { FleetSettings } from '../src/fleet/settings.ts';
import { percent, uid } from '../src/define/settings.ts';
import { label, SHARE, value } from './messages.ts';
import { steady } from './rule-states.ts';
import { runbook } from './runbook.ts';

const SLIPPAGE_MINUTES = 15;

/** Alerts about stuck contracts, expensive fills and rejected orders. */
export const marketRules = defineRuleGroup((settings) => ({
  name: 'PurpleFlea Market Alerts',
  interval: '1m',
  rules: [stuckEscrow(settings), highSlippage(settings), highRejectRate(settings)],
}));

/** Fires for a payer with expired contracts that are still open. */
function stuckEscrow(settings: FleetSettings) {
  const { escrowStuckSeconds } = settings.thresholds;
  return {
    uid: uid(settings, 'escrow-stuck'),
    title: 'Escrow Stuck',
    query: { datasource: 'postgres', ...escrowStuck.byPayer(escrowStuckSeconds) },
    threshold: { is: 'above', value: 0 },
    for: '10m',
    severity: 'critical',
    team: 'escrow',
    summary: `${value('%.0f')} escrow contract(s) of payer ${label('agent_id')} are stuck`,
    description: `They are still open more than ${escrowStuckSeconds / 60} minutes after their expiry: neither released nor timed out, so the funds are locked. Check the settlement job and the disputes of these contracts, then close them by hand.`,
    runbook: runbook(settings, 'escrow-stuck'),
    panel: { dashboard: uid(settings, 'escrow-pipeline'), key: 'escrow-stuck' },
    // Every row is a problem.
    noData: 'OK',
    ...steady(settings),
  } as const;
}

/** Fires for an instrument with too much slippage, and with enough fills to be meaningful. */
function highSlippage(settings: FleetSettings) {
  const { slippageBps, minOrders } = settings.thresholds;
  const { critical, recover } = slippageBps;
  return {
    uid: uid(settings, 'slippage-high'),
    title: 'High Slippage',
    query: { datasource: 'clickhouse', ...tradeEvents.slippageOfBusyTickers(SLIPPAGE_MINUTES, minOrders) },
    threshold: { is: 'above', value: critical, recover },
    lookBackSeconds: SLIPPAGE_MINUTES * 60,
    for: '10m',
    severity: 'warning',
    team: 'trading',
    summary: `Fills in ${label('ticker')} cost ${value('%.1f')} bps of slippage`,
    description: `Slippage against the arrival mid price, weighted by notional, over ${SLIPPAGE_MINUTES} minutes with at least ${minOrders} fills, is above ${critical} bps. Compare the order size with the depth of the order book, and check order type and latency; if it continues, pause market orders in the instrument. The alert ends below ${recover} bps.`,
    runbook: runbook(settings, 'slippage-high'),
    panel: { dashboard: uid(settings, 'trade-execution'), key: 'slippage-tickers' },
    // The query returns only instruments with enough fills.
    noData: 'OK',
    ...steady(settings),
  } as const;
}

/** Fires for an agent with enough orders and too many rejects. */
function highRejectRate(settings: FleetSettings) {
  const { rejectRatio, minOrders } = settings.thresholds;
  const { critical, recover } = rejectRatio;
  return {
    uid: uid(settings, 'reject-rate-high'),
    title: 'High Reject Rate',
    query: { datasource: 'prometheus', ...execution.rejectRatioOfBusyAgents(minOrders) },
    threshold: { is: 'above', value: critical, recover },
    for: '5m',
    severity: 'warning',
    team: 'trading',
    summary: `${SHARE} of the orders of agent ${label('agent_id')} are rejected`,
    description: `More than ${percent(critical)}% of at least ${minOrders} orders were rejected in 10 minutes. Check the error codes: for a rate limit send orders more slowly, for insufficient funds top up the wallet, for invalid prices check the market feed. The alert ends below ${percent(recover)}%.`,
    runbook: runbook(settings, 'reject-rate-high'),
    panel: { dashboard: uid(settings, 'trade-execution'), key: 'orders-worst-agents' },
    // The query returns only agents with enough orders.
    noData: 'OK',
    ...steady(settings),
  } as const;
}
