import { testPrometheusRules } from '../src/test/support/alert-rules.ts';
import { moneyRules } from './money-rules.ts';

const diff = (agent: string, currency = 'USDC') => `pf_recon_diff_usdc{agent_id="${agent}",currency="${currency}"}`;
const run = (agent: string, currency = 'USDC') => `pf_recon_last_run_timestamp_seconds{agent_id="${agent}",currency="${currency}"}`;
const reconciliation = (agent: string, currency?: string) => ({ agent_id: agent, ...(currency === undefined ? { currency: 'USDC' } : { currency }) });

/** Points of five minutes: a week and half a day. */
const WEEK = 2160;

/** Cumulative P&L every five minutes: it swings around 0 with a period of four hours, and in its last 75 minutes falls by `perHour`. */
function pnl(swing: number, perHour: number, points = WEEK): string {
  const calm = Array.from({ length: points - 14 }, (_, index) => swing * Math.sin((index * 2 * Math.PI) / 48));
  const last = calm.at(-1) ?? 0;
  const fall = Array.from({ length: 15 }, (_, index) => last - (perHour * (index + 1)) / 12);
  return `${'_ '.repeat(WEEK - points)}${[...calm, ...fall].map((value) => value.toFixed(4)).join(' ')}`;
}

/** So many wallets of so much USDC each. */
function wallets(sizes: readonly (readonly [count: number, usdc: number])[]): Record<string, string> {
  const balances = sizes.flatMap(([count, usdc]) => Array.from({ length: count }, () => usdc));
  const series = balances.map((usdc, index) => [`pf_wallet_balance_usdc{agent_id="a${index}",currency="USDC"}`, `${usdc}x60`]);
  return { 'pf_fx_rate_usdc{currency="USDC"}': '1x60', ...(Object.fromEntries(series) as Record<string, string>) };
}

const minutely = { interval: '1m', evaluationInterval: '1m' };

testPrometheusRules(moneyRules, {
  'pf-reconciliation-mismatch': [
    {
      name: 'fires for the one currency of the one agent whose wallet and ledger differ by more than a dollar, either way',
      ...minutely,
      series: { [diff('a1')]: '-5x60', [diff('a1', 'BTC')]: '1x60', [diff('a2')]: '0.2x60', [diff('a3', 'XMR')]: '1.5x60' },
      firing: { '10m': [], '50m': [reconciliation('a1'), reconciliation('a3', 'XMR')] },
      values: { '50m': { '{agent_id="a1", currency="USDC"}': 5, '{agent_id="a3", currency="XMR"}': 1.5 } },
    },
    {
      name: 'fires for the one whose last run is more than two hours ago',
      ...minutely,
      series: { [diff('old')]: '0.5x60', [run('old')]: '-18000x60', [diff('edge')]: '0x60', [run('edge')]: '-7200+60x60', [diff('new')]: '0x60', [run('new')]: '0+60x60' },
      firing: { '50m': [reconciliation('old')] },
      // 5 h before the start and 50 min after it, over 2 h.
      values: { '60m': { '{agent_id="old", currency="USDC"}': 3 } },
    },
    {
      name: 'prints the worse of the two, and takes labels that only one side has',
      ...minutely,
      series: { 'pf_recon_diff_usdc{agent_id="both",currency="USDC",instance="exporter:8000"}': '8x60', [run('both')]: '-18000x60' },
      firing: { '50m': [reconciliation('both')] },
      values: { '60m': { '{agent_id="both", currency="USDC"}': 8 } },
    },
    {
      name: 'stays silent about a difference that is gone within a quarter of an hour',
      ...minutely,
      series: { [diff('a1')]: '0x20 9x10 0x30' },
      firing: { '29m': [], '50m': [] },
    },
  ],
  'pf-pnl-anomaly': [
    {
      name: 'fires for the one agent that lost more than its own week explains',
      interval: '5m', evaluationInterval: '5m',
      series: {
        // -4.1 and -3.9 standard deviations.
        'pf_trade_pnl_usdc_total{agent_id="crash",strategy="s"}': pnl(10, 43), 'pf_trade_pnl_usdc_total{agent_id="close",strategy="s"}': pnl(10, 41),
        // Far outside its own week, and still less than 25 USDC.
        'pf_trade_pnl_usdc_total{agent_id="small",strategy="s"}': pnl(1, 24.9),
        // Three days of history.
        'pf_trade_pnl_usdc_total{agent_id="young",strategy="s"}': pnl(10, 60, 900),
        'pf_trade_pnl_usdc_total{agent_id="wins",strategy="s"}': pnl(10, -60),
      },
      firing: { '178h': [], '180h': [{ agent_id: 'crash' }] },
    },
  ],
  'pf-wallet-concentration': [
    {
      name: 'fires when five of 25 wallets hold more than 60 %, after half an hour',
      ...minutely,
      series: wallets([[5, 61], [20, 10]]),
      firing: { '20m': [], '50m': [{}] },
      values: { '50m': { '{}': 305 / 505 } },
    },
    { name: 'stays silent at 60 % sharp', ...minutely, series: wallets([[5, 60], [20, 10]]), firing: { '50m': [] } },
    { name: 'stays silent in a fleet of 20, however rich five of it are', ...minutely, series: wallets([[5, 1000], [15, 1]]), firing: { '50m': [] } },
    {
      name: 'counts coins at their rate, and does not count those without one',
      ...minutely,
      series: {
        ...wallets([[25, 100]]), 'pf_fx_rate_usdc{currency="BTC"}': '60000x60', 'pf_wallet_balance_usdc{agent_id="a0",currency="BTC"}': '0.1x60',
        'pf_wallet_balance_usdc{agent_id="a9",currency="DOGE"}': '100000x60',
      },
      firing: { '50m': [{}] },
      values: { '50m': { '{}': 6500 / 8500 } },
    },
  ],
});
