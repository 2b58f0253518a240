import { defineRuleGroup } from '../src/fleet/define.ts';
import { pnl } from '../src/fleet/queries/pnl.ts';
import { reconciliation } from '../src/fleet/queries/reconciliation.ts';
import { RICHEST, wallet } from '../src/fleet/queries/wallet.ts';
import type { FleetSettings } from '../src/fleet/settings.ts';
import { percent, uid } from '../src/define/settings.ts';
import { label, SHARE, value } from './messages.ts';

/** Whether the money is where the book says, and not all in one place. */
export const moneyRules = defineRuleGroup((settings) => ({
  name: 'PurpleFlea Money Alerts',
  interval: '1m',
  rules: [reconciliationMismatch(settings), pnlAnomaly(settings), walletConcentration(settings)],
}));

/** Fires for an agent's currency whose wallet and ledger disagree, or were not compared for too long. */
function reconciliationMismatch(settings: FleetSettings) {
  const { reconciliationUsdc, reconciliationAgeSeconds } = settings.thresholds;
  return {
    uid: uid(settings, 'reconciliation-mismatch'),
    title: 'Reconciliation Mismatch',
    query: {
      datasource: 'prometheus',
      ...reconciliation.timesTheLimit({ usdc: reconciliationUsdc, ageSeconds: reconciliationAgeSeconds }),
    },
    threshold: { is: 'above', value: 1 },
    for: '15m',
    severity: 'critical',
    team: 'finance',
    summary: `Reconciliation of ${label('agent_id')} in ${label('currency')} is at ${value('%.1f')} times its limit`,
    description: `The worse of two figures, each over its limit: the difference between wallet and ledger over ${reconciliationUsdc} USDC, and the time since the last run over ${reconciliationAgeSeconds / 3600} hours. The panel shows the differences, the one beside it the age of the last run. A difference is a missing or doubled entry: halt withdrawals of the agent and compare wallet_events with pnl_ledger. An old run is a stopped reconciliation job.`,
    runbook: settings.alerting.runbook,
    panel: { dashboard: uid(settings, 'revenue'), key: 'revenue-reconciliation' },
    noData: 'NoData',
  } as const;
}

/** Fires for an agent that lost more in an hour than its own last week explains, and more than small change. */
function pnlAnomaly(settings: FleetSettings) {
  const { deviations, usdc } = settings.thresholds.pnlAnomaly;
  return {
    uid: uid(settings, 'pnl-anomaly'),
    title: 'P&L Anomaly',
    query: { datasource: 'prometheus', ...pnl.anomalousLoss(usdc) },
    threshold: { is: 'below', value: -deviations },
    for: '5m',
    severity: 'warning',
    team: 'trading',
    summary: `The last hour of agent ${label('agent_id')} is ${value('%.1f')} standard deviations off its usual P&L`,
    description: `It lost more than ${usdc} USDC in an hour, and more than ${deviations} standard deviations below the mean hourly change of its last 7 days. An agent with less than half a week of history is not judged. P&L has fat tails, so look for the cause before halting: a strategy switch, a market move that hits others too, one large loss, or a wrong ledger entry.`,
    runbook: settings.alerting.runbook,
    panel: { dashboard: uid(settings, 'agent-fleet-v1'), key: 'leaderboard-live' },
    // The query keeps only agents with a loss above the floor.
    noData: 'OK',
  } as const;
}

/** Fires when a few wallets of a large fleet hold most of its money. */
function walletConcentration(settings: FleetSettings) {
  const { concentrationRatio, minAgents } = settings.thresholds;
  const { critical, recover } = concentrationRatio;
  return {
    uid: uid(settings, 'wallet-concentration'),
    title: 'Hot-Wallet Concentration',
    query: { datasource: 'prometheus', ...wallet.concentrationOfLargeFleet(minAgents) },
    threshold: { is: 'above', value: critical, recover },
    for: '30m',
    severity: 'warning',
    team: 'treasury',
    summary: `The ${RICHEST} richest wallets hold ${SHARE} of the fleet's value`,
    description: `More than ${percent(critical)}% of the value of all wallets lies with ${RICHEST} agents, in a fleet of more than ${minAgents}: one stolen key is a large loss. Move value to cold storage or spread it. It counts as recovered below ${percent(recover)}%.`,
    runbook: settings.alerting.runbook,
    panel: { dashboard: uid(settings, 'wallet-balances'), key: 'wallet-concentration' },
    // The query judges only a large fleet.
    noData: 'OK',
  } as const;
}
