import { defineRuleGroup } from '../src/fleet/define.ts';
import { pnl } from '../src/fleet/queries/pnl.ts';
import { reconciliation } from '../src/fleet/queries/reconciliation.ts';
import { RICHEST, wallet } from '../src/fleet/queries/wallet.ts';
import type { FleetSettings } from '../src/fleet/settings.ts';
import { percent, uid } from '../src/define/settings.ts';
import { DURATION, label, SHARE, value } from './messages.ts';
import { steady } from './rule-states.ts';
import { runbook } from './runbook.ts';

/** Alerts about wrong balances, unusual losses and withdrawals, concentration, and rates. */
export const moneyRules = defineRuleGroup((settings) => ({
  name: 'PurpleFlea Money Alerts',
  interval: '1m',
  rules: [
    reconciliationMismatch(settings),
    pnlAnomaly(settings),
    dailyLoss(settings),
    walletConcentration(settings),
    unusualWithdrawal(settings),
    fxStale(settings),
    fxMissing(settings),
  ],
}));

/** Fires for an agent's currency with a difference between wallet and ledger, or without a recent reconciliation. */
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
    description: `The worse of two figures, each divided by its limit: the difference between wallet and ledger (limit ${reconciliationUsdc} USDC), and the time since the last run (limit ${reconciliationAgeSeconds / 3600} hours). The panel shows the differences, and the panel next to it the age of the last run. A difference is a missing or duplicate entry: halt withdrawals of the agent and compare wallet_events with pnl_ledger. An old run means that the reconciliation job stopped.`,
    runbook: runbook(settings, 'reconciliation-mismatch'),
    panel: { dashboard: uid(settings, 'revenue'), key: 'revenue-reconciliation' },
    // A fleet without a reconciliation must not fire forever; a job that stopped is covered by the age of its last run.
    noData: 'OK',
    ...steady(settings),
  } as const;
}

/** Fires for an agent whose loss in an hour is unusual compared with its last week, and not small. */
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
    description: `It lost more than ${usdc} USDC in an hour, and more than ${deviations} standard deviations below the mean hourly change of its last 7 days. Agents with less than half a week of history are not checked. P&L has fat tails, so look for the cause before halting: a strategy switch, a market move that affects others too, one large loss, or a wrong ledger entry.`,
    runbook: runbook(settings, 'pnl-anomaly'),
    panel: { dashboard: uid(settings, 'agent-fleet-v1'), key: 'leaderboard-live' },
    // The query returns only agents with a loss above the minimum.
    noData: 'OK',
    ...steady(settings),
  } as const;
}

/** Fires when a few agents of a large fleet hold most of its money. */
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
    description: `${RICHEST} agents hold more than ${percent(critical)}% of the value of all wallets, in a fleet of more than ${minAgents}: one stolen key would be a large loss. Move value to cold storage or spread it over more agents. The alert ends below ${percent(recover)}%.`,
    runbook: runbook(settings, 'wallet-concentration'),
    panel: { dashboard: uid(settings, 'wallet-balances'), key: 'wallet-concentration' },
    // The query returns a value only for a large fleet.
    noData: 'OK',
    ...steady(settings),
  } as const;
}

/** Fires when the loss of the whole fleet in a day exceeds its limit. */
function dailyLoss(settings: FleetSettings) {
  const { critical, recover } = settings.thresholds.dailyLossRatio;
  return {
    uid: uid(settings, 'daily-loss'),
    title: 'Fleet Daily Loss',
    query: { datasource: 'prometheus', ...wallet.dailyLossShare() },
    threshold: { is: 'above', value: critical, recover },
    for: '5m',
    severity: 'critical',
    team: 'trading',
    summary: `The fleet lost ${SHARE} of its value in 24 hours`,
    description: `The realized loss of 24 hours is more than ${percent(critical)}% of the value of all wallets a day ago. Each agent may still be within its own limit. Find out which strategies and markets lost, and halt what they have in common. The alert ends below ${percent(recover)}%.`,
    runbook: runbook(settings, 'daily-loss'),
    panel: { dashboard: uid(settings, 'agent-fleet-v1'), key: 'tile-pnl' },
    // There is nothing to compare with on the first day of a fleet.
    noData: 'OK',
    ...steady(settings),
  } as const;
}

/** Fires for an agent whose wallet is being emptied. */
function unusualWithdrawal(settings: FleetSettings) {
  const { withdrawalRatio, withdrawalUsdc } = settings.thresholds;
  return {
    uid: uid(settings, 'withdrawal-unusual'),
    title: 'Unusual Withdrawal',
    query: { datasource: 'prometheus', ...wallet.shareWithdrawn(withdrawalUsdc) },
    threshold: { is: 'above', value: withdrawalRatio },
    for: '0s',
    severity: 'critical',
    team: 'treasury',
    summary: `${SHARE} of the wallet of agent ${label('agent_id')} was withdrawn within an hour`,
    description: `More than ${percent(withdrawalRatio)}% of its value and more than ${withdrawalUsdc} USDC left the wallet. If nobody ordered this withdrawal, the key may be stolen: stop withdrawals of the agent, move the remaining funds, then check wallet_events.`,
    runbook: runbook(settings, 'withdrawal-unusual'),
    panel: { dashboard: uid(settings, 'wallet-balances'), key: 'wallet-net-flows' },
    // The query returns only large withdrawals.
    noData: 'OK',
    ...steady(settings),
  } as const;
}

/** Fires for a currency without a current rate; its coins are valued at the last rate for a day. */
function fxStale(settings: FleetSettings) {
  const { critical } = settings.thresholds.fxAgeSeconds;
  return {
    uid: uid(settings, 'fx-stale'),
    title: 'FX Rate Stale',
    query: { datasource: 'prometheus', ...wallet.sinceRate() },
    threshold: { is: 'above', value: critical },
    for: '2m',
    severity: 'critical',
    team: 'treasury',
    summary: `${label('currency')} has had no rate for ${DURATION}`,
    description: `Wallets in this currency are valued at its last rate for a day; after that they count as 0. There has been no rate for more than ${critical} seconds, which is longer than any pause between polls: look in the exporter's log for failed calls for the rates, then check the price source of the platform.`,
    runbook: runbook(settings, 'fx-stale'),
    panel: { dashboard: uid(settings, 'wallet-balances'), key: 'wallet-value-by-currency' },
    noData: 'OK',
    ...steady(settings),
  } as const;
}

/** Fires for a currency in the wallets without any rate. */
function fxMissing(settings: FleetSettings) {
  return {
    uid: uid(settings, 'fx-missing'),
    title: 'Currency Without Rate',
    query: { datasource: 'prometheus', ...wallet.withoutRate() },
    threshold: { is: 'above', value: 0 },
    for: '10m',
    severity: 'warning',
    team: 'treasury',
    summary: `The fleet holds ${value('%.4f')} ${label('currency')}, which has no rate`,
    description:
      'Agents hold this currency, but it had no rate within the last day. Values in USDC do not include it, so wallets look smaller than they are. Add the currency to the source of rates, or silence this alert if the currency is worthless.',
    runbook: runbook(settings, 'fx-missing'),
    panel: { dashboard: uid(settings, 'wallet-balances'), key: 'wallet-native-totals' },
    // The query returns only currencies without a rate.
    noData: 'OK',
    ...steady(settings),
  } as const;
}
