import type { RowSpec } from '../../src/define.ts';
import { dashboardUrl, link } from '../../src/panels/links.ts';
import { lines } from '../../src/panels/targets.ts';
import { stackedBars } from '../../src/panels/time-series.ts';
import { units } from '../../src/panels/units.ts';
import { tradeEvents } from '../../src/query/fleet/trade-events.ts';
import { market, ticker } from '../../src/query/variables.ts';
import type { Settings } from '../../src/settings.ts';

/** What trades where, to the minute (requirement 372). */
export function flow(settings: Settings): RowSpec {
  return {
    key: 'flow',
    title: 'What trades where?',
    panels: [
      {
        key: 'flow-markets', width: 24, height: 9,
        panel: stackedBars('Trade flow', 'Notional of fills per minute or longer interval and market, USDC, stacked because the markets add up. Choose a range of hours to see single minutes; the one-minute rollup goes back 90 days. All agents.')
          .unit(units.usdc).decimals(0).min(0).interval('1m').displayName('${__field.labels.market}')
          .dataLinks([link('Execution of this market', dashboardUrl(settings, 'trade-execution', { market: '${__field.labels.market}' }))])
          .withTarget(lines(tradeEvents.volumeByMarket({ market, ticker }))),
      },
    ],
  };
}
