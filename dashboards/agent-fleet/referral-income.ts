import type { RowSpec } from '../../src/define/definitions.ts';
import { dashboardUrl } from '../../src/fleet/panels/links.ts';
import { table } from '../../src/panels/tables.ts';
import { lines, rows } from '../../src/panels/targets.ts';
import { timeseries } from '../../src/panels/time-series.ts';
import { units } from '../../src/fleet/panels/units.ts';
import { stat } from '../../src/panels/values.ts';
import { referralTree } from '../../src/fleet/queries/referral-tree.ts';
import type { FleetSettings } from '../../src/fleet/settings.ts';

/** Referral income, and the chains that earn it (requirements 182-186). */
export function referralIncome(settings: FleetSettings): RowSpec {
  const url = dashboardUrl(settings, 'agent-drilldown', { agent_id: '${__data.fields.agent_id}' });
  return {
    key: 'referrals',
    title: 'Referral income',
    collapsed: true,
    panels: [
      {
        key: 'referral-income',
        width: 12,
        height: 9,
        panel: timeseries(
          'Referral income, cumulative',
          'Referral fees earned by the selected agents since the first one, USDC: 15 % of each fee of an agent they referred, paid to the direct referrer.',
        )
          .unit(units.usdc)
          .decimals(2)
          .spanNulls(true)
          .withTarget(lines(referralTree.cumulativeIncome())),
      },
      {
        key: 'referral-chains',
        width: 12,
        height: 9,
        panel: table(
          'Top-earning referral chains',
          'The ten chains whose members paid the most referral fees in the range, named by the agent at their head, with the number of levels and members below it.',
          [
            { field: 'agent_id', title: 'Head of chain', link: { title: 'Drilldown of this agent', url } },
            { field: 'depth', title: 'Levels', decimals: 0 },
            { field: 'descendants', title: 'Members', decimals: 0 },
            { field: 'chain_fees_usdc', title: 'Fees (USDC)', decimals: 2 },
          ],
        ).withTarget(rows(referralTree.topChains())),
      },
      {
        key: 'referral-range-income',
        width: 8,
        height: 4,
        panel: stat('Income in the range', 'Referral fees earned by the selected agents in the range.')
          .unit(units.usdc)
          .decimals(2)
          .withTarget(rows(referralTree.income())),
      },
      {
        key: 'referral-depth',
        width: 8,
        height: 4,
        panel: stat(
          'Referral tree depth',
          'Levels of the deepest referral chain; an agent without a referrer is level 0.',
        )
          .unit(units.none)
          .decimals(0)
          .withTarget(rows(referralTree.depth())),
      },
      {
        key: 'referral-share',
        width: 8,
        height: 4,
        panel: stat(
          'Share of income',
          'Referral fees divided by all ledger income of the selected agents in the range, without deposits and withdrawals. Empty while the total is not positive.',
        )
          .unit(units.fraction)
          .decimals(1)
          .withTarget(rows(referralTree.shareOfIncome())),
      },
    ],
  };
}
