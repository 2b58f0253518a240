import type { RowSpec } from '../../src/define/definitions.ts';
import { dashboardUrl } from '../../src/fleet/panels/links.ts';
import { link } from '../../src/panels/links.ts';
import { asProperty, highIsBad, neutral, signed } from '../../src/panels/thresholds.ts';
import { instant, rows } from '../../src/panels/targets.ts';
import { units } from '../../src/fleet/panels/units.ts';
import { barGauge, notExported, orNoAnswer, sideBySide, stackedFigures, stat } from '../../src/panels/values.ts';
import { health } from '../../src/fleet/queries/health.ts';
import { reconciliation } from '../../src/fleet/queries/reconciliation.ts';
import { referralTree } from '../../src/fleet/queries/referral-tree.ts';
import { referrals } from '../../src/fleet/queries/referrals.ts';
import { revenue } from '../../src/fleet/queries/revenue.ts';
import { agentId } from '../../src/fleet/queries/variables.ts';
import type { FleetSettings } from '../../src/fleet/settings.ts';

const agents = { agent_id: agentId };
/** How many of the largest differences between wallet and ledger are shown. */
const DIFFERENCES = 5;

/** The income, and whether the book can be trusted. */
export function revenueStatus(settings: FleetSettings): RowSpec {
  return {
    key: 'revenue-status',
    title: 'Is anything wrong?',
    panels: [
      { key: 'revenue-net', width: 6, height: 6, panel: netIncome(settings) },
      { key: 'revenue-referral', width: 5, height: 6, panel: referralIncome(settings) },
      { key: 'revenue-age', width: 5, height: 6, panel: dataAge(settings) },
      { key: 'revenue-reconciliation', width: 8, height: 6, panel: walletAgainstLedger(settings) },
      { key: 'revenue-share', width: 6, height: 4, panel: referralShare(settings) },
      { key: 'revenue-tree', width: 9, height: 4, panel: tree() },
      { key: 'revenue-escrow', width: 9, height: 4, panel: escrowFees(settings) },
    ],
  };
}

function netIncome(settings: FleetSettings) {
  return stackedFigures(
    'Net income',
    'Sum of the ledger of the selected agents in the range, without deposits and withdrawals, USDC: the realized P&L. Next to it the sum of the kinds of entry with a positive total, and of those with a negative one; the bars below show which they are.',
  )
    .unit(units.usdc)
    .decimals(2)
    .thresholds(signed())
    .overrideByName('income', [named('Income')])
    .overrideByName('costs', [named('Costs'), asProperty(neutral())])
    .overrideByName('net', [named('Net')])
    .dataLinks([link('Agent P&L', dashboardUrl(settings, 'agent-pnl', {}, [agentId]))])
    .withTarget(rows(revenue.summary()));
}

function referralIncome(settings: FleetSettings) {
  return stackedFigures(
    'Referral income',
    'Referral fees of the selected agents, USDC: 15 % of each fee of an agent they referred. Of the range, from PostgreSQL, and twice of the last 24 hours: booked in PostgreSQL, and live as the increase of their counters pf_referral_fees_usdc_total. If these two differ, an agent does not report or a fee was not booked; the lines below show since when.',
  )
    .unit(units.usdc)
    .decimals(2)
    .overrideByName('income', [named('Range')])
    .overrideByName('income_24h', [named('24 h, booked')])
    .dataLinks([link('Command center', dashboardUrl(settings, 'agent-fleet-v1', {}, [agentId]))])
    .withTarget(rows(referralTree.income()))
    .withTarget(rows(revenue.referralLast24h()))
    .withTarget(instant(referrals.income('24h', agents), '24 h, live'));
}

function dataAge(settings: FleetSettings) {
  const { ledgerAgeSeconds, dataAgeSeconds, reconciliationAgeSeconds } = settings.thresholds;
  return stackedFigures(
    'Data age',
    `Time since the newest ledger entry of the last 7 days (Book, PostgreSQL), since the newest complete poll of any agent (Live, Prometheus), and since the oldest last reconciliation of a selected agent (Reconciliation). The figures of a source are this old. Reconciliation turns red after ${reconciliationAgeSeconds / 3600} hours, when its alert fires.`,
  )
    .unit(units.seconds)
    .decimals(0)
    .thresholds(highIsBad(dataAgeSeconds))
    .noValue(orNoAnswer('no entries for 7 days'))
    .overrideByName('age', [named('Book'), asProperty(highIsBad(ledgerAgeSeconds))])
    .overrideByName('Reconciliation', [
      asProperty(highIsBad({ warn: reconciliationAgeSeconds / 2, critical: reconciliationAgeSeconds })),
    ])
    .dataLinks([link('Command center', dashboardUrl(settings, 'agent-fleet-v1', {}, [agentId]))])
    .withTarget(rows(revenue.ledgerAge()))
    .withTarget(instant(health.dataAge(), 'Live'))
    .withTarget(instant(reconciliation.oldestRun(agents), 'Reconciliation'));
}

function walletAgainstLedger(settings: FleetSettings) {
  const { reconciliationUsdc } = settings.thresholds;
  return barGauge(
    'Wallet against ledger',
    `The ${DIFFERENCES} largest differences between a selected agent's wallet and its ledger at the last reconciliation, by agent and currency, valued in USDC, without sign. Above ${reconciliationUsdc} USDC it is more than a rounding error, and the alert fires: an entry is missing or duplicate, and the figures here are wrong by this amount. Open the agent.`,
  )
    .displayName('${__field.labels.agent_id} ${__field.labels.currency}')
    .unit(units.usdc)
    .decimals(2)
    .min(0)
    .thresholds(highIsBad({ warn: reconciliationUsdc / 2, critical: reconciliationUsdc }))
    .noValue(notExported('pf_recon_diff_usdc'))
    .dataLinks([
      link('Open agent', dashboardUrl(settings, 'agent-drilldown', { agent_id: '${__field.labels.agent_id}' })),
    ])
    .withTarget(instant(reconciliation.largestDifferences(DIFFERENCES, agents), '{{agent_id}} {{currency}}'));
}

function referralShare(settings: FleetSettings) {
  return stat(
    'Referral share of income',
    'Referral fees divided by the net income of the selected agents in the range. Empty while the net is not positive, because a share is meaningless then. Above 100 %, everything else together lost money.',
  )
    .unit(units.fraction)
    .decimals(1)
    .noValue(orNoAnswer('no net income'))
    .dataLinks([link('Agent P&L', dashboardUrl(settings, 'agent-pnl', {}, [agentId]))])
    .withTarget(rows(referralTree.shareOfIncome()));
}

function tree() {
  return sideBySide(
    'Referral tree',
    'Levels of the deepest chain, where an agent without a referrer is level 0; agents that were referred; agents that referred another. All agents, today. The table below lists the chains that earn.',
  )
    .unit(units.none)
    .decimals(0)
    .overrideByName('depth', [named('Levels')])
    .overrideByName('referred', [named('Referred agents')])
    .overrideByName('referrers', [named('Referrers')])
    .withTarget(rows(referralTree.depth()))
    .withTarget(rows(revenue.treeSize()));
}

function escrowFees(settings: FleetSettings) {
  return sideBySide(
    'Escrow fees due',
    "Fees of the escrow contracts settled in the range with a selected agent as payer or payee, USDC, and as a share of the contracts' amounts: 1 % is due at settlement, nothing on a timeout or refund. Any other rate means a wrong fee; check the contracts.",
  )
    .unit(units.usdc)
    .decimals(2)
    .overrideByName('due', [named('Fees')])
    .overrideByName('rate', [named('Of the amount'), { id: 'unit', value: units.fraction }])
    .dataLinks([link('Escrow pipeline', dashboardUrl(settings, 'escrow-pipeline'))])
    .withTarget(rows(revenue.escrowFees()));
}

function named(title: string) {
  return { id: 'displayName', value: title };
}
