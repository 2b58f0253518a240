import type { PanelBuilder } from '@grafana/grafana-foundation-sdk/timeseries';

import type { RowSpec } from '../../src/define/definitions.ts';
import { dashboardUrl } from '../../src/fleet/panels/links.ts';
import { link } from '../../src/panels/links.ts';
import { table } from '../../src/panels/tables.ts';
import { lines, rows, series } from '../../src/panels/targets.ts';
import { namesOnly, stackedBars, timeseries } from '../../src/panels/time-series.ts';
import { units } from '../../src/fleet/panels/units.ts';
import { referrals } from '../../src/fleet/queries/referrals.ts';
import { revenue } from '../../src/fleet/queries/revenue.ts';
import { agentId } from '../../src/fleet/queries/variables.ts';
import type { FleetSettings } from '../../src/fleet/settings.ts';
import { kindColumns } from './kinds.ts';

/** Kinds of entry whose daily sum can be positive or negative. */
const BOTH_SIGNS = { trade: 'blue', casino: 'purple', funding: 'orange' };

/** Sources of income and costs over time (requirements 138, 182-183). */
export function revenueSources(settings: FleetSettings): RowSpec {
  const pnlDashboard = link('Agent P&L', dashboardUrl(settings, 'agent-pnl', {}, [agentId]));
  return {
    key: 'revenue-sources',
    title: 'Where does it come from?',
    panels: [
      {
        key: 'revenue-by-kind',
        width: 10,
        height: 9,
        panel: sameColours(
          stackedBars(
            'Income and costs by kind',
            'Ledger entries of the selected agents per $period in USDC, by kind, without deposits and withdrawals: above zero income, below zero costs and losses. The first bar is a whole $period even if the range starts within it; the last one is the $period so far. If a kind changes its sign, check its agents below.',
          )
            .unit(units.usdc)
            .decimals(1)
            .legend(namesOnly())
            .dataLinks([pnlDashboard]),
        ).withTarget(lines(revenue.byKind())),
      },
      {
        key: 'revenue-totals',
        width: 14,
        height: 9,
        panel: table(
          'Totals',
          'Totals of the selected agents per $period from its first UTC day, USDC, newest first: the newest is the $period so far, all others are complete. Costs are below zero; net is the sum of the row. For a report by month, select month and a long range.',
          [{ field: 'period', title: 'From', width: 95 }, ...kindColumns],
        ).withTarget(rows(revenue.totals())),
      },
      {
        key: 'revenue-referral-by-source',
        width: 8,
        height: 9,
        panel: stackedBars(
          'Referral income by source',
          "Referral fees of the selected agents per $period in USDC, by the source of the referred agent's fee: a trade, a casino bet or an escrow contract. 15 % of that fee. The last bar is the $period so far.",
        )
          .unit(units.usdc)
          .decimals(2)
          .dataLinks([link('Command center', dashboardUrl(settings, 'agent-fleet-v1', {}, [agentId]))])
          .withTarget(lines(revenue.referralBySource())),
      },
      {
        key: 'revenue-referral-live',
        width: 8,
        height: 9,
        panel: timeseries(
          'Referral income per hour, live and booked',
          'Referral fees of the selected agents in USDC per hour, mean of each step of the panel. Live is the increase of their counters pf_referral_fees_usdc_total; Book is referral_fees. The two lines should coincide. Live without Book: a fee was not booked. Book without Live: the agent did not report, or its counter did not start at 0.',
        )
          .unit(units.usdc)
          .decimals(2)
          .min(0)
          .interval('1h')
          .spanNulls(true)
          .dataLinks([link('Command center', dashboardUrl(settings, 'agent-fleet-v1', {}, [agentId]))])
          .overrideByName('income', [{ id: 'displayName', value: 'Book' }])
          .withTarget(series(referrals.incomePerHour('$__interval', { agent_id: agentId }), 'Live'))
          .withTarget(lines(revenue.referralPerHour())),
      },
      {
        key: 'revenue-fees-by-strategy',
        width: 8,
        height: 9,
        panel: table(
          'Fees paid by strategy',
          'Fees of the selected agents on the UTC days of the range, USDC, by the strategy of the day, and in basis points of the notional they traded: ratios of sums. From the daily snapshots. A strategy that pays more bps than others trades too often or in too small sizes.',
          [
            {
              field: 'strategy',
              title: 'Strategy',
              width: 131,
              link: {
                title: 'Agent P&L of this strategy',
                url: dashboardUrl(settings, 'agent-pnl', { strategy: '${__data.fields.strategy}' }, [agentId]),
              },
            },
            { field: 'fees_usdc', title: 'Fees', unit: units.count, decimals: 2 },
            { field: 'volume_usdc', title: 'Volume', unit: units.count, decimals: 0 },
            { field: 'fee_bps', title: 'Fee rate', unit: units.bps, decimals: 2 },
          ],
        ).withTarget(rows(revenue.feesByStrategy())),
      },
    ],
  };
}

/**
 * Gains and losses of a kind are separate series, because Grafana draws no bar for a negative value in a series that is
 * mostly positive.
 */
function sameColours(panel: PanelBuilder): PanelBuilder {
  for (const [kind, color] of Object.entries(BOTH_SIGNS))
    panel.overrideByRegexp(`/^${kind}/`, [{ id: 'color', value: { mode: 'fixed', fixedColor: color } }]);
  return panel;
}
