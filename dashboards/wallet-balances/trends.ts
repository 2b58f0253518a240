import type { RowSpec } from '../../src/define/definitions.ts';
import { dashboardUrl } from '../../src/fleet/panels/links.ts';
import { link } from '../../src/panels/links.ts';
import { lowLines } from '../../src/panels/thresholds.ts';
import { series } from '../../src/panels/targets.ts';
import { namesOnly, thresholdLines, timeseries } from '../../src/panels/time-series.ts';
import { type Currency, nativeAmounts } from '../../src/fleet/panels/units.ts';
import { wallet } from '../../src/fleet/queries/wallet.ts';
import { agentId, topN } from '../../src/fleet/queries/variables.ts';
import type { FleetSettings } from '../../src/fleet/settings.ts';

const agents = { agent_id: agentId };
const MARKERS = 'Deposits, withdrawals and faucet top-ups are marked.';

/** Balances over time, with one panel per coin so that no two units share an axis. */
export function trends(settings: FleetSettings): RowSpec {
  return {
    key: 'wallet-trends',
    title: 'Balance trends',
    panels: [
      { key: 'wallet-trend-usdc', width: 12, height: 9, panel: usdcTrend(settings) },
      { key: 'wallet-trend-btc', width: 12, height: 9, panel: coinTrend(settings, 'BTC') },
      { key: 'wallet-trend-eth', width: 12, height: 9, panel: coinTrend(settings, 'ETH') },
      { key: 'wallet-trend-xmr', width: 12, height: 9, panel: coinTrend(settings, 'XMR') },
    ],
  };
}

function usdcTrend(settings: FleetSettings) {
  const { walletUsdc } = settings.thresholds;
  return trend(
    settings,
    'USDC',
    `USDC of the selected agents that hold the least at the end of the range: an agent close to the red line at ${walletUsdc.critical} USDC will soon be unable to trade. ${MARKERS} A fall without a marker is trading.`,
  )
    .thresholds(lowLines(walletUsdc))
    .thresholdsStyle(thresholdLines())
    .withTarget(series(wallet.lowestOverTime('USDC', topN, agents), '{{agent_id}}'));
}

function coinTrend(settings: FleetSettings, coin: Currency) {
  return trend(
    settings,
    coin,
    `${coin} of the selected agents that hold the most at the end of the range, in units of the coin, where a loss would be largest. ${MARKERS} Investigate a step without a marker.`,
  ).withTarget(series(wallet.largestOverTime(coin, topN, agents), '{{agent_id}}'));
}

function trend(settings: FleetSettings, coin: Currency, description: string) {
  const { unit } = nativeAmounts[coin];
  return timeseries(`${coin} balances`, description)
    .unit(unit)
    .min(0)
    .legend(namesOnly())
    .dataLinks([
      link('This agent', dashboardUrl(settings, 'agent-drilldown', { agent_id: '${__field.labels.agent_id}' })),
    ]);
}
