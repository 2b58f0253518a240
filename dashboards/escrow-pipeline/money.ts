import { GraphDrawStyle } from '@grafana/grafana-foundation-sdk/common';

import type { RowSpec } from '../../src/define/definitions.ts';
import { lines } from '../../src/panels/targets.ts';
import { dailySeries } from '../../src/panels/time-series.ts';
import { units } from '../../src/fleet/panels/units.ts';
import { escrowBook } from '../../src/fleet/queries/escrow-book.ts';

/** Is usage growing, and what does it earn? */
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
          'Amount of the contracts made per UTC day, USDC, and its mean over the seven days up to it, days without a contract counted as 0. Today is not over, so it has a bar and no mean. Choose a range of days.',
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
          'Fees of settled contracts since the first one, USDC: 1 % of the amount, due at settlement only. Below it what of them went to referrers: 15 % of the fee to the direct referrer of the agent that paid it. What came before the range is in the first point.',
        )
          .unit(units.usdc)
          .decimals(2)
          .min(0)
          .withTarget(lines(escrowBook.cumulativeFees())),
      },
    ],
  };
}
