import type { RowSpec } from '../../src/define/definitions.ts';
import { dashboardUrl } from '../../src/fleet/panels/links.ts';
import { table } from '../../src/panels/tables.ts';
import { lowIsBad } from '../../src/panels/thresholds.ts';
import { lines, rows } from '../../src/panels/targets.ts';
import { timeseries } from '../../src/panels/time-series.ts';
import { orNoAnswer } from '../../src/panels/values.ts';
import { units } from '../../src/fleet/panels/units.ts';
import { escrowParties } from '../../src/fleet/queries/escrow-parties.ts';
import { referralTree } from '../../src/fleet/queries/referral-tree.ts';
import { singleAgentId } from '../../src/fleet/queries/variables.ts';
import type { FleetSettings } from '../../src/fleet/settings.ts';

const one = { agent_id: singleAgentId };

/** The agent's relations to other agents: its contracts, and the income from the agents it referred. */
export function network(settings: FleetSettings): RowSpec {
  return {
    key: 'drilldown-network',
    title: 'Contracts and referrals',
    collapsed: true,
    panels: [
      { key: 'drilldown-escrows', width: 24, height: 9, panel: escrows(settings) },
      { key: 'drilldown-referred', width: 12, height: 8, panel: referred(settings) },
      {
        key: 'drilldown-referral-income',
        width: 12,
        height: 8,
        panel: timeseries(
          'Referral income, cumulative',
          'Referral fees this agent earned since the first one, USDC: 15 % of each fee of an agent it referred. A flat line: those agents stopped trading, see the table next to it.',
        )
          .unit(units.usdc)
          .decimals(2)
          .spanNulls(true)
          .noValue(orNoAnswer('no referral income in the range'))
          .withTarget(lines(referralTree.cumulativeIncome(one))),
      },
    ],
  };
}

function escrows(settings: FleetSettings) {
  const contract = dashboardUrl(settings, 'escrow-pipeline', { escrow_id: '${__data.fields.escrow_id}' });
  const counterparty = dashboardUrl(settings, 'agent-drilldown', { agent_id: '${__data.fields.counterparty}' });
  return table(
    'Escrow contracts as payer and payee',
    'Contracts of this agent: the open ones first, then those created or closed in the range, 200 at most. The fee is 1 % of the amount, due at settlement. Time left counts down to the expiry and is negative after it; at the timeout the funds go back to the payer. Click a contract for its history, a counterparty for that agent.',
    [
      {
        field: 'escrow_id',
        title: 'Contract',
        width: 125,
        link: { title: 'Escrow pipeline of this contract', url: contract },
      },
      { field: 'role', title: 'Role', width: 80 },
      {
        field: 'counterparty',
        title: 'Counterparty',
        width: 135,
        link: { title: 'Drilldown of this agent', url: counterparty },
      },
      { field: 'amount_usdc', title: 'Amount', unit: units.usdc, decimals: 2 },
      { field: 'fee_usdc', title: 'Fee', unit: units.usdc, decimals: 2 },
      { field: 'status', title: 'Status', width: 100 },
      {
        field: 'seconds_left',
        title: 'Time left',
        unit: units.seconds,
        decimals: 0,
        cell: lowIsBad(settings.thresholds.escrowExpirySeconds),
      },
      { field: 'created_at', title: 'Created', unit: units.time },
      { field: 'closed_at', title: 'Closed', unit: units.time },
    ],
  )
    .noValue(orNoAnswer('no contracts open or in the range'))
    .withTarget(rows(escrowParties.ofAgent(one)));
}

function referred(settings: FleetSettings) {
  const url = dashboardUrl(settings, 'agent-drilldown', { agent_id: '${__data.fields.agent_id}' });
  return table(
    'Referred agents',
    'Agents that this agent referred, with the referral fees that their trading paid it in the range and since the referral, USDC, largest first. An agent that pays nothing has stopped trading: click it to see why.',
    [
      { field: 'agent_id', title: 'Agent', width: 110, link: { title: 'Drilldown of this agent', url } },
      { field: 'agent_name', title: 'Name', hidden: true },
      { field: 'strategy', title: 'Strategy', width: 131 },
      { field: 'status', title: 'Status', width: 80 },
      { field: 'created_at', title: 'Referred', unit: units.day },
      { field: 'range_fees_usdc', title: 'In range', unit: units.count, decimals: 2 },
      { field: 'all_fees_usdc', title: 'All time', unit: units.count, decimals: 2 },
    ],
  )
    .noValue(orNoAnswer('no referred agents'))
    .withTarget(rows(referralTree.children(one)));
}
