import { testPrometheusRules } from '../src/test/support/alert-rules.ts';
import { fleetRules } from './fleet-rules.ts';

/** Cumulative buckets of one agent's orders at one endpoint: how many more stay below each bound per scrape. */
function latency(agent: string, endpoint: string, perScrape: Readonly<Record<string, number>>): Record<string, string> {
  const labels = `agent_id="${agent}",endpoint="${endpoint}"`;
  const bounds = Object.entries(perScrape).map(([le, orders]) => [`pf_order_latency_ms_bucket{${labels},le="${le}"}`, `0+${orders}x80`]);
  return { ...Object.fromEntries(bounds), [`pf_order_latency_ms_count{${labels}}`]: `0+${perScrape['+Inf']}x80` };
}

function calls(endpoint: string, perScrape: Readonly<Record<string, number>>): Record<string, string> {
  return Object.fromEntries(Object.entries(perScrape).map(([status, count]) => [`pf_api_request_duration_seconds_count{endpoint="${endpoint}",status="${status}"}`, `0+${count}x80`]));
}

testPrometheusRules(fleetRules, {
  'pf-drawdown-critical': [
    {
      name: 'fires for the one agent past the limit, after two minutes, not at the limit',
      series: { 'pf_drawdown_pct{agent_id="deep"}': '0.1x8 0.173x60', 'pf_drawdown_pct{agent_id="edge"}': '0.15x68', 'pf_drawdown_pct{agent_id="flat"}': '0x68' },
      firing: { '4m': [], '10m': [{ agent_id: 'deep' }] },
      values: { '10m': { '{agent_id="deep"}': 17.299999999999997 } },
    },
    {
      name: 'an agent that is scraped and pushed is one instance, at the worse of the two',
      series: { 'pf_drawdown_pct{agent_id="twice",job="pf_agent_exporter"}': '0.2x40', 'pf_drawdown_pct{agent_id="twice",job="pf_agent_twice"}': '0.25x40' },
      firing: { '10m': [{ agent_id: 'twice' }] },
      values: { '10m': { '{agent_id="twice"}': 25 } },
    },
    {
      name: 'a dead agent closes it, which is why stale agents have an alert of their own',
      series: { 'pf_drawdown_pct{agent_id="dead"}': '0.3x40 stale', 'pf_drawdown_pct{agent_id="flat"}': '0x80' },
      firing: { '9m': [{ agent_id: 'dead' }], '12m': [] },
    },
  ],
  'pf-wallet-low': [
    {
      name: 'fires for the one agent short of USDC, whatever coins it holds',
      series: {
        'pf_wallet_balance_usdc{agent_id="poor",currency="USDC"}': '49.99x60', 'pf_wallet_balance_usdc{agent_id="poor",currency="BTC"}': '0.5x60',
        'pf_wallet_balance_usdc{agent_id="edge",currency="USDC"}': '50x60', 'pf_wallet_balance_usdc{agent_id="edge",currency="XMR"}': '3x60',
      },
      firing: { '1m': [], '10m': [{ agent_id: 'poor' }] },
      values: { '10m': { '{agent_id="poor"}': 49.99 } },
    },
  ],
  'pf-escrow-expiring': [
    {
      name: 'fires for the agent whose next contract expires within half an hour, and takes labels that only one side has',
      series: {
        'pf_escrow_seconds_to_expiry{agent_id="soon",escrow_id="e1"}': '1799x40', 'pf_escrow_seconds_to_expiry{agent_id="soon",escrow_id="e2"}': '9000x40',
        'pf_escrow_open_count{agent_id="soon",instance="exporter:8000"}': '2x40',
        'pf_escrow_seconds_to_expiry{agent_id="edge"}': '1800x40', 'pf_escrow_open_count{agent_id="edge"}': '1x40',
      },
      firing: { '5m': [{ agent_id: 'soon' }] },
      values: { '5m': { '{agent_id="soon"}': 1799 } },
    },
    {
      name: 'stays silent about a contract that has expired and one that is closed',
      series: {
        'pf_escrow_seconds_to_expiry{agent_id="expired"}': '-300x40', 'pf_escrow_open_count{agent_id="expired"}': '1x40',
        'pf_escrow_seconds_to_expiry{agent_id="closed"}': '600x40', 'pf_escrow_open_count{agent_id="closed"}': '0x40',
      },
      firing: { '5m': [] },
    },
    {
      name: 'an expired contract does not hide the next one of its agent',
      series: {
        'pf_escrow_seconds_to_expiry{agent_id="both",escrow_id="e1"}': '-300x40', 'pf_escrow_seconds_to_expiry{agent_id="both",escrow_id="e2"}': '700x40',
        'pf_escrow_open_count{agent_id="both"}': '2x40',
      },
      firing: { '5m': [{ agent_id: 'both' }] },
      values: { '5m': { '{agent_id="both"}': 700 } },
    },
  ],
  'pf-latency-high': [
    {
      name: 'fires for the agent whose many orders are slow at any endpoint, not for one with a few slow ones among many',
      series: {
        ...latency('slow', '/order', { 500: 5, 1000: 10, '+Inf': 10 }), ...latency('slow', '/cancel', { 500: 10, 1000: 10, '+Inf': 10 }),
        ...latency('tail', '/order', { 500: 1000, 1000: 1005, '+Inf': 1005 }),
      },
      firing: { '3m': [], '15m': [{ agent_id: 'slow' }] },
    },
    {
      name: 'stays silent about the one slow order of a quiet agent',
      series: {
        'pf_order_latency_ms_bucket{agent_id="quiet",endpoint="/cancel",le="500"}': '0x80', 'pf_order_latency_ms_bucket{agent_id="quiet",endpoint="/cancel",le="1000"}': '0x20 1x60',
        'pf_order_latency_ms_bucket{agent_id="quiet",endpoint="/cancel",le="+Inf"}': '0x20 1x60', 'pf_order_latency_ms_count{agent_id="quiet",endpoint="/cancel"}': '0x20 1x60',
      },
      firing: { '6m': [], '9m': [], '15m': [] },
    },
  ],
  'pf-referral-fee': [
    {
      name: 'fires for a fee of a counter born at 0, for an hour; not for dust, and not for a counter born with the fee in it',
      series: {
        'pf_referral_fees_usdc_total{agent_id="paid"}': '0x8 1.5x400', 'pf_referral_fees_usdc_total{agent_id="dust"}': '0x8 0.004x400',
        'pf_referral_fees_usdc_total{agent_id="idle"}': '0x408', 'pf_referral_fees_usdc_total{agent_id="born-late"}': '_x8 12.5x400',
      },
      firing: { '1m': [], '10m': [{ agent_id: 'paid' }], '80m': [] },
    },
  ],
  'pf-api-errors': [
    {
      name: 'fires for the route with more than one failed call in twenty, among others that fail less or never',
      series: { ...calls('/escrow', { 200: 940, 500: 60 }), ...calls('/wallet/{id}', { 200: 951, 429: 49 }), ...calls('/agents/{id}', { 200: 1000 }), ...calls('/markets', { 200: 999, 500: 1 }) },
      firing: { '1m': [], '10m': [{ endpoint: '/escrow' }] },
    },
    {
      name: 'stays silent about a failed call of a route without traffic',
      series: { 'pf_api_request_duration_seconds_count{endpoint="/faucet",status="500"}': '0x10 1x60', ...calls('/markets', { 200: 10 }) },
      firing: { '3m': [], '5m': [] },
    },
  ],
});
