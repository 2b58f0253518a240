import { TableSortByFieldStateBuilder } from '@grafana/grafana-foundation-sdk/common';

import type { RowSpec } from '../../src/define/definitions.ts';
import { dashboardUrl } from '../../src/fleet/panels/links.ts';
import { mergePrometheusTables, table } from '../../src/panels/tables.ts';
import { highIsBad } from '../../src/panels/thresholds.ts';
import { instant, instantTable, series } from '../../src/panels/targets.ts';
import { stackedAreas } from '../../src/panels/time-series.ts';
import { units } from '../../src/fleet/panels/units.ts';
import { notExported, pie } from '../../src/panels/values.ts';
import { RICHEST, wallet } from '../../src/fleet/queries/wallet.ts';
import { agentId, topN } from '../../src/fleet/queries/variables.ts';
import type { FleetSettings } from '../../src/fleet/settings.ts';

const agents = { agent_id: agentId };

/** The value of the wallets by coin and by agent. */
export function composition(settings: FleetSettings): RowSpec {
  return {
    key: 'wallet-composition',
    title: 'Where is the value?',
    panels: [
      {
        key: 'wallet-value-by-currency',
        width: 10,
        height: 9,
        panel: stackedAreas(
          'Value by currency',
          'Value of all wallets of the fleet in USDC, by coin: native balance times pf_fx_rate_usdc at that time, stacked, because the coins add up to the wallet value. It changes with rates as well as with balances: the trends below show which. All agents.',
        )
          .unit(units.usdc)
          .decimals(1)
          .min(0)
          .noValue(notExported('pf_fx_rate_usdc'))
          .withTarget(series(wallet.fleetValueByCurrency(), '{{currency}}')),
      },
      {
        key: 'wallet-value-split',
        width: 6,
        height: 9,
        panel: pie(
          'Split by currency now',
          'Value of the selected wallets in USDC, by coin, as of the end of the range. Agents trade with USDC: other coins must be exchanged first.',
        )
          .unit(units.usdc)
          .decimals(1)
          .noValue(notExported('pf_fx_rate_usdc'))
          .withTarget(instant(wallet.valueByCurrency(agents), '{{currency}}')),
      },
      { key: 'wallet-richest', width: 8, height: 9, panel: richest(settings) },
    ],
  };
}

function richest(settings: FleetSettings) {
  // Limits for a single agent, derived from those of the stat above for the richest agents together.
  const { warn, critical } = settings.thresholds.concentrationRatio;
  const panel = table(
    'Richest agents',
    'The selected agents with the highest wallet value in USDC, and their share of the value of the whole fleet. Coloured if an agent alone holds a fifth of the limit for the five richest together: move funds that it does not need.',
    [
      {
        field: 'agent_id',
        title: 'Agent',
        width: 110,
        link: {
          title: 'This agent',
          url: dashboardUrl(settings, 'agent-drilldown', { agent_id: '${__data.fields.agent_id}' }),
        },
      },
      { field: 'Value #A', title: 'Value (USDC)', unit: units.count, decimals: 0, width: 135 },
      {
        field: 'Value #B',
        title: 'Share of fleet',
        unit: units.fraction,
        decimals: 1,
        cell: highIsBad({ warn: warn / RICHEST, critical: critical / RICHEST }),
      },
    ],
  )
    .noValue(notExported('pf_fx_rate_usdc'))
    .sortBy([new TableSortByFieldStateBuilder().displayName('Value (USDC)').desc(true)])
    .withTarget(instantTable(wallet.richest(topN, agents)))
    .withTarget(instantTable(wallet.shareOfRichest(topN, agents)));
  return mergePrometheusTables(panel);
}
