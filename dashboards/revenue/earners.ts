import type { RowSpec } from '../../src/define/definitions.ts';
import { dashboardUrl } from '../../src/fleet/panels/links.ts';
import { type Column, table } from '../../src/panels/tables.ts';
import { rows } from '../../src/panels/targets.ts';
import { units } from '../../src/fleet/panels/units.ts';
import { referralTree } from '../../src/fleet/queries/referral-tree.ts';
import { revenue } from '../../src/fleet/queries/revenue.ts';
import type { FleetSettings } from '../../src/fleet/settings.ts';
import { kindColumns } from './kinds.ts';

/** Income by agent, referrer, referred agent and chain (requirements 184-186). */
export function revenueEarners(settings: FleetSettings): RowSpec {
  const agent = (title: string, field = 'agent_id'): Column => ({
    field,
    title,
    width: 105,
    link: {
      title: 'Open agent',
      url: dashboardUrl(settings, 'agent-drilldown', { agent_id: `\${__data.fields.${field}}` }),
    },
  });
  return {
    key: 'revenue-earners',
    title: 'Which agents and chains?',
    panels: [
      {
        key: 'revenue-agents',
        width: 14,
        height: 9,
        panel: table(
          'Agents by net income',
          'The $topn selected agents with the highest net income of the range, USDC, by kind of ledger entry. Costs are below zero. An agent that lives only on referrals earns nothing by trading: open it.',
          [agent('Agent'), ...kindColumns],
        ).withTarget(rows(revenue.topAgents())),
      },
      {
        key: 'revenue-chains',
        width: 10,
        height: 9,
        panel: table(
          'Top-earning referral chains',
          'The ten chains whose members paid the most referral fees in the range, USDC, named by the agent at their head, with the number of levels and members below it. All agents. Fees go to the direct referrer, so in a deep chain the agents in the middle are paid too.',
          [
            agent('Head of chain'),
            { field: 'depth', title: 'Levels', decimals: 0 },
            { field: 'descendants', title: 'Members', decimals: 0 },
            { field: 'chain_fees_usdc', title: 'Fees', unit: units.usdc, decimals: 2 },
          ],
        ).withTarget(rows(referralTree.topChains())),
      },
      {
        key: 'revenue-referrers',
        width: 12,
        height: 9,
        panel: table(
          'Top referrers',
          'The $topn selected agents that earned the most referral fees in the range: agents they have referred since the start, how many of these paid a fee in the range, and their share of the referral income of all selected agents. Many referred but few paying agents: idle accounts.',
          [
            agent('Referrer'),
            { field: 'referred', title: 'Referred', decimals: 0 },
            { field: 'paying', title: 'Paying', decimals: 0 },
            { field: 'income_usdc', title: 'Income', unit: units.usdc, decimals: 2 },
            { field: 'share', title: 'Share', unit: units.fraction, decimals: 1 },
          ],
        ).withTarget(rows(revenue.topReferrers())),
      },
      {
        key: 'revenue-referred',
        width: 12,
        height: 9,
        panel: table(
          'Top referred agents',
          'The $topn agents whose fees earned the selected referrers the most in the range: the fees they paid, the part their referrer received (income), USDC, and the time of the last fee. A large payer whose last fee is old has stopped trading: open it.',
          [
            agent('Referred'),
            agent('Referrer', 'referrer'),
            { field: 'fees_usdc', title: 'Fees paid', unit: units.count, decimals: 2 },
            { field: 'income_usdc', title: 'Income', unit: units.count, decimals: 2 },
            { field: 'last_fee', title: 'Last fee', unit: units.time },
          ],
        ).withTarget(rows(revenue.topReferred())),
      },
    ],
  };
}
