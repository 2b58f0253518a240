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
 * Fires for an agent that fell further from its peak than the stop-loss allows; halts it where the configuration says
 * how.
 */
function drawdown(settings: FleetSettings) {
  const { critical, recover } = settings.thresholds.drawdown;
  return {
    uid: uid(settings, 'drawdown-critical'),
    title: 'Agent Drawdown Breach',
    query: { datasource: 'prometheus', ...risk.drawdownPercent() },
    threshold: { is: 'above', value: percent(critical), recover: percent(recover) },
    for: '2m',
    severity: 'critical',
    team: 'trading',
    labels: { action: 'halt' },
    summary: `Agent ${label('agent_id')} drawdown ${value('%.1f')}%`,
    description: `Drawdown exceeds ${percent(critical)}% of peak equity. Consider halting trading. It counts as recovered below ${percent(recover)}%. An agent that stops reporting closes this alert: look at the data age too.`,
    runbook: settings.alerting.runbook,
    panel: { dashboard: uid(settings, 'agent-fleet-v1'), key: 'risk-drawdown-now' },
    noData: 'NoData',
  } as const;
}

/** Fires for an agent that can no longer fund a trade. */
function lowBalance(settings: FleetSettings) {
  const { critical, recover } = settings.thresholds.walletUsdc;
  return {
    uid: uid(settings, 'wallet-low'),
    title: 'Wallet Balance Below Minimum',
    query: { datasource: 'prometheus', ...wallet.usdc() },
    threshold: { is: 'below', value: critical, recover },
    for: '2m',
    severity: 'critical',
    team: 'treasury',
    summary: `Agent ${label('agent_id')} holds ${value('%.2f')} USDC`,
    description: `An agent below ${critical} USDC submits trades that it cannot fund. Top it up above ${recover} USDC or pause it.`,
    runbook: settings.alerting.runbook,
    panel: { dashboard: uid(settings, 'wallet-balances'), key: 'wallet-lowest' },
    noData: 'NoData',
  } as const;
}

/** Fires while an open contract can still be released before it times out and the funds go back. */
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
    description: `Open and not released, less than ${warn / 60} minutes before its expiry. Release or dispute it: at the timeout the funds go back to the payer.`,
    runbook: settings.alerting.runbook,
    panel: { dashboard: uid(settings, 'escrow-pipeline'), key: 'escrow-expiring' },
    // The query keeps only agents with an open contract, so that nothing found is good news.
    noData: 'OK',
  } as const;
}

/** Fires for an agent whose slow orders are many enough to mean something. */
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
    runbook: settings.alerting.runbook,
    panel: { dashboard: uid(settings, 'trade-execution'), key: 'latency-agents' },
    noData: 'OK',
  } as const;
}

/** A note, never a page: passive income of the last hour. */
function referralFee(settings: FleetSettings) {
  return {
    uid: uid(settings, 'referral-fee'),
    title: 'New Referral Fee Earned',
    query: { datasource: 'prometheus', ...referrals.incomeByAgent('1h') },
    threshold: { is: 'above', value: settings.thresholds.referralFeeUsdc },
    for: '0s',
    severity: 'info',
    team: 'growth',
    summary: `Agent ${label('agent_id')} earned ${value('%.2f')} USDC in referral fees in the last hour`,
    description: 'Income of the 15 % referral program. For the daily digest.',
    runbook: settings.alerting.runbook,
    panel: { dashboard: uid(settings, 'revenue'), key: 'revenue-referral' },
    noData: 'OK',
  } as const;
}

/** Fires for a route of the API with enough calls, too many of which fail. */
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
    summary: `API route ${label('endpoint')} answers ${SHARE} of calls with an error`,
    description: `More than ${percent(apiErrorRatio.critical)}% of the calls of the last 2 minutes were answered 4xx or 5xx. 401 and 403 point at the API key, 429 at a rate limit, 5xx at the service.`,
    runbook: settings.alerting.runbook,
    panel: { dashboard: uid(settings, 'trade-execution'), key: 'api-errors' },
    noData: 'OK',
  } as const;
}
