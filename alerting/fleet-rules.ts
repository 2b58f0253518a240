import { defineRuleGroup } from '../src/fleet/define.ts';
import { api } from '../src/fleet/queries/api.ts';
import { escrow } from '../src/fleet/queries/escrow.ts';
import { execution } from '../src/fleet/queries/execution.ts';
import { referrals } from '../src/fleet/queries/referrals.ts';
import { risk } from '../src/fleet/queries/risk.ts';
import { wallet } from '../src/fleet/queries/wallet.ts';
import type { FleetSettings } from '../src/fleet/settings.ts';
import { percent, uid } from '../src/define/settings.ts';
import { DURATION, label, SHARE, value } from './messages.ts';
import { steady } from './rule-states.ts';
import { runbook } from './runbook.ts';

/** The six alerts of the documents (requirements 129-148), each with one instance per agent or route. */
export const fleetRules = defineRuleGroup((settings) => ({
  name: 'PurpleFlea Agent Alerts',
  interval: '1m',
  rules: [
    drawdown(settings),
    lowBalance(settings),
    escrowExpiring(settings),
    highLatency(settings),
    referralFee(settings),
    apiErrors(settings),
  ],
}));

/**
 * Fires for an agent whose drawdown exceeds its own limit or the fleet's, and halts it if a halt receiver is
 * configured. D is the used share of the limit, so that one threshold works for all limits.
 */
function drawdown(settings: FleetSettings) {
  const { critical, recover } = settings.thresholds.drawdown;
  return {
    uid: uid(settings, 'drawdown-critical'),
    title: 'Agent Drawdown Breach',
    queries: {
      A: { datasource: 'prometheus', ...risk.lastKnownDrawdownPercent() },
      L: { datasource: 'prometheus', ...risk.drawdownLimitPercent(percent(critical)) },
    },
    expressions: {
      B: { reduce: 'A' },
      M: { reduce: 'L' },
      D: { math: '$B / $M' },
      C: { threshold: 'D', when: { is: 'above', value: 1, recover: fraction(recover, critical) } },
    },
    condition: 'C',
    for: '2m',
    severity: 'critical',
    team: 'trading',
    labels: { action: 'halt' },
    summary: `Agent ${label('agent_id')} drawdown ${value('%.1f')}% (limit ${value('%.1f', 'M')}%)`,
    description: `Drawdown exceeds the limit of the agent: its own limit, or ${percent(critical)}% of peak equity if it has none. Consider halting trading. The alert ends below ${Math.round(100 * fraction(recover, critical))}% of the limit. If the agent stopped reporting, this is its last known drawdown, for six hours: check the data age too.`,
    runbook: runbook(settings, 'drawdown-critical'),
    panel: { dashboard: uid(settings, 'agent-fleet-v1'), key: 'risk-drawdown-now' },
    noData: 'NoData',
    ...steady(settings),
  } as const;
}

/** Fires for an agent below its own USDC minimum or the fleet's, which can no longer fund trades. */
function lowBalance(settings: FleetSettings) {
  const { critical, recover } = settings.thresholds.walletUsdc;
  return {
    uid: uid(settings, 'wallet-low'),
    title: 'Wallet Balance Below Minimum',
    queries: {
      A: { datasource: 'prometheus', ...wallet.lastKnownUsdc() },
      L: { datasource: 'prometheus', ...wallet.usdcNeeded(critical) },
    },
    expressions: {
      B: { reduce: 'A' },
      M: { reduce: 'L' },
      D: { math: '$B / $M' },
      C: { threshold: 'D', when: { is: 'below', value: 1, recover: fraction(recover, critical) } },
    },
    condition: 'C',
    for: '2m',
    severity: 'critical',
    team: 'treasury',
    summary: `Agent ${label('agent_id')} holds ${value('%.2f')} USDC (minimum ${value('%.0f', 'M')})`,
    description: `An agent below its minimum (its own, or ${critical} USDC if it has none) submits trades that it cannot fund. Top it up above ${Math.round(100 * fraction(recover, critical))}% of the minimum, or pause it. If the agent stopped reporting, this is its last known balance, for six hours.`,
    runbook: runbook(settings, 'wallet-low'),
    panel: { dashboard: uid(settings, 'wallet-balances'), key: 'wallet-lowest' },
    noData: 'NoData',
    ...steady(settings),
  } as const;
}

/** Fires while there is still time to release an open contract before it times out and the funds go back. */
function escrowExpiring(settings: FleetSettings) {
  const { warn } = settings.thresholds.escrowExpirySeconds;
  return {
    uid: uid(settings, 'escrow-expiring'),
    title: 'Escrow Timeout Approaching',
    query: { datasource: 'prometheus', ...escrow.secondsToExpiry() },
    threshold: { is: 'below', value: warn },
    for: '1m',
    severity: 'warning',
    team: 'escrow',
    summary: `An escrow contract of agent ${label('agent_id')} expires in ${DURATION}`,
    description: `The contract is open and not released, less than ${warn / 60} minutes before its expiry. Release or dispute it: at the timeout the funds go back to the payer.`,
    runbook: runbook(settings, 'escrow-expiring'),
    panel: { dashboard: uid(settings, 'escrow-pipeline'), key: 'escrow-expiring' },
    // The query returns only agents with an open contract.
    noData: 'OK',
    ...steady(settings),
  } as const;
}

/** Fires for a slow agent with enough orders for a meaningful percentile. */
function highLatency(settings: FleetSettings) {
  const { orderLatencyMs, minOrders } = settings.thresholds;
  return {
    uid: uid(settings, 'latency-high'),
    title: 'High Trade Latency',
    query: { datasource: 'prometheus', ...execution.p99ByBusyAgent('5m', minOrders) },
    threshold: { is: 'above', value: orderLatencyMs.critical, recover: orderLatencyMs.recover },
    for: '5m',
    severity: 'warning',
    team: 'platform',
    summary: `Agent ${label('agent_id')} order latency p99 ${value('%.0f')} ms`,
    description: `The 99th percentile of order latency over 5 minutes exceeds ${orderLatencyMs.critical} ms, with at least ${minOrders} orders. Look for API degradation, network trouble or a slow agent.`,
    runbook: runbook(settings, 'latency-high'),
    panel: { dashboard: uid(settings, 'trade-execution'), key: 'latency-agents' },
    noData: 'OK',
    ...steady(settings),
  } as const;
}

/** Only informs: referral income of the last day, so that the daily digest reports each income once. */
function referralFee(settings: FleetSettings) {
  return {
    uid: uid(settings, 'referral-fee'),
    title: 'New Referral Fee Earned',
    query: { datasource: 'prometheus', ...referrals.incomeOfDay() },
    threshold: { is: 'above', value: settings.thresholds.referralFeeUsdc },
    for: '0s',
    severity: 'info',
    team: 'growth',
    summary: `Agent ${label('agent_id')} earned ${value('%.2f')} USDC in referral fees in the last 24 hours`,
    description: 'Income from the 15 % referral program. This is for the daily digest: no action is needed.',
    runbook: runbook(settings, 'referral-fee'),
    panel: { dashboard: uid(settings, 'revenue'), key: 'revenue-referral' },
    noData: 'OK',
    ...steady(settings),
  } as const;
}

/** Fires for a route of the API with enough calls and too many failures. */
function apiErrors(settings: FleetSettings) {
  const { apiErrorRatio, minApiCallsPerSecond } = settings.thresholds;
  return {
    uid: uid(settings, 'api-errors'),
    title: 'API Error Rate Spike',
    query: { datasource: 'prometheus', ...api.errorRatioOfBusyRoutes('2m', minApiCallsPerSecond) },
    threshold: { is: 'above', value: apiErrorRatio.critical, recover: apiErrorRatio.recover },
    for: '2m',
    severity: 'warning',
    team: 'platform',
    summary: `${SHARE} of calls to API route ${label('endpoint')} fail`,
    description: `More than ${percent(apiErrorRatio.critical)}% of the calls of the last 2 minutes were answered 4xx or 5xx, or not at all. The alert ends after ten minutes below ${percent(apiErrorRatio.recover)}%. 401 and 403 point at the API key, 429 at a rate limit, 5xx at the service.`,
    runbook: runbook(settings, 'api-errors'),
    panel: { dashboard: uid(settings, 'trade-execution'), key: 'api-errors' },
    noData: 'OK',
    // Errors come in bursts, and between them a route may have too few calls for the query. Without this, one incident
    // would send many messages.
    ...steady(settings, { keepFiringFor: '10m', missingSeriesEvaluations: 10 }),
  } as const;
}

/** The recovery threshold as a fraction of the limit, without floating-point noise. */
function fraction(recover: number, critical: number): number {
  return Number((recover / critical).toPrecision(6));
}
