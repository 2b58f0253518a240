import { GraphDrawStyle } from '@grafana/grafana-foundation-sdk/common';

import type { RowSpec } from '../../src/define/definitions.ts';
import { lines } from '../../src/panels/targets.ts';
import { dailySeries } from '../../src/panels/time-series.ts';
import { units } from '../../src/fleet/panels/units.ts';
import { escrowBook } from '../../src/fleet/queries/escrow-book.ts';

/** Whether usage is growing, and what it earns. */
export function money(): RowSpec {
  return {
    key: 'escrow-money',
    title: 'Volume and fees',
    panels: [
      {
        key: 'escrow-volume',
        width: 12,
        height: 8,
        panel: dailySeries(
          'Volume by day',
          'Amount of the contracts created per UTC day, USDC, and its mean over the seven days up to it, with 0 for days without a contract. Today is not over, so it has a bar but no mean. Select a range of several days.',
        )
          .unit(units.usdc)
          .decimals(1)
          .min(0)
          .overrideByName('Volume', [
            { id: 'custom.drawStyle', value: GraphDrawStyle.Bars },
            { id: 'custom.fillOpacity', value: 40 },
          ])
          .overrideByName('7-day mean', [{ id: 'custom.lineWidth', value: 2 }])
          .withTarget(lines(escrowBook.volumeByDay())),
      },
      {
        key: 'escrow-fees',
        width: 12,
        height: 8,
        panel: dailySeries(
          'Fees and referral fees, cumulative',
          'Fees of settled contracts since the first one, USDC: 1 % of the amount, due at settlement only. Below it the part of them that went to referrers: 15 % of the fee to the direct referrer of the agent that paid it. The first point includes everything before the range.',
        )
          .unit(units.usdc)
          .decimals(2)
          .min(0)
          .withTarget(lines(escrowBook.cumulativeFees())),
      },
    ],
  };
}
