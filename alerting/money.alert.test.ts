import { alertTest } from 'pf-grafana';

import { among300, NOBODY_WATCHES, RECORDING_RULES, TOLD } from '../src/test/support/fleet-series.ts';

const diff = (agent: string, currency = 'USDC') => `pf_recon_diff_usdc{agent_id="${agent}",currency="${currency}"}`;
const ran = (agent: string, currency = 'USDC') =>
  `pf_recon_last_run_timestamp_seconds{agent_id="${agent}",currency="${currency}"}`;
const change = (agent: string) => `agent:pf_trade_pnl_usdc:delta1h{agent_id="${agent}"}`;
const mean = (agent: string) => `agent:pf_trade_pnl_usdc:delta1h_mean7d{agent_id="${agent}"}`;
const deviation = (agent: string) => `agent:pf_trade_pnl_usdc:delta1h_sd7d{agent_id="${agent}"}`;
const wealth = (agent: string) => `agent:pf_wallet_value_usdc:sum{agent_id="${agent}"}`;

const mismatchAlert = (agent: string, times: string, currency = 'USDC') => ({
  labels: { agent_id: agent, currency, severity: 'critical', team: 'finance' },
  annotations: { summary: `Reconciliation of ${agent} in ${currency} is at ${times} times its limit` },
});

const reconciliation = [
  alertTest({
    name: 'fires a quarter of an hour after wallet and ledger differ by more than a dollar, for that currency of that agent, either way, until they agree',
    rule: 'pf-reconciliation-mismatch',
    series: {
      [diff('a1')]: '0x4 -1.08x20 0.9x10',
      [diff('a1', 'BTC')]: '1x40',
      [diff('a2')]: '0.2x40',
      [diff('a3', 'XMR')]: '1.5x40',
    },
    expect: {
      '4m': [{ state: 'Pending', ...mismatchAlert('a3', '1.5', 'XMR') }],
      '14m': [
        { state: 'Pending', ...mismatchAlert('a1', '1.1') },
        { state: 'Pending', ...mismatchAlert('a3', '1.5', 'XMR') },
      ],
      '15m': [
        { state: 'Pending', ...mismatchAlert('a1', '1.1') },
        { ...mismatchAlert('a3', '1.5', 'XMR'), receivers: TOLD.criticalMoney },
      ],
      '20m': [{ ...mismatchAlert('a1', '1.1'), receivers: TOLD.criticalMoney }, mismatchAlert('a3', '1.5', 'XMR')],
      '26m': [mismatchAlert('a3', '1.5', 'XMR')],
    },
  }),
  alertTest({
    name: 'fires for the one whose last run is more than two hours ago, and says how often that is its limit',
    rule: 'pf-reconciliation-mismatch',
    series: {
      [diff('old')]: '0.5x60',
      [ran('old')]: '-18000x60',
      [diff('edge')]: '0x60',
      [ran('edge')]: '-7200+60x60',
      [diff('new')]: '0x60',
      [ran('new')]: '0+60x60',
    },
    // 5 h before the start and 1 h after it, over 2 h.
    expect: { '60m': [{ ...mismatchAlert('old', '3.0'), values: { B: 3 } }] },
  }),
  alertTest({
    name: 'prints the worse of the two, and takes labels that only one side has',
    rule: 'pf-reconciliation-mismatch',
    series: {
      'pf_recon_diff_usdc{agent_id="both",currency="USDC",instance="exporter:8000"}': '8x60',
      [ran('both')]: '-18000x60',
    },
    expect: { '50m': [mismatchAlert('both', '8.0')] },
  }),
  alertTest({
    name: 'stays silent about a difference that is gone within a quarter of an hour',
    rule: 'pf-reconciliation-mismatch',
    series: { [diff('a1')]: '0x20 9x10 0x30' },
    expect: { '31m': [{ state: 'Pending', ...mismatchAlert('a1', '9.0') }], '32m': [], '50m': [] },
  }),
  alertTest({
    name: 'is told when nothing is reconciled any more',
    rule: 'pf-reconciliation-mismatch',
    expect: {
      '5m': [
        {
          state: 'NoData',
          labels: { rulename: 'Reconciliation Mismatch' },
          annotations: { summary: NOBODY_WATCHES },
          receivers: TOLD.criticalMoney,
        },
      ],
    },
  }),
  alertTest({
    name: 'one agent among 300 alone',
    rule: 'pf-reconciliation-mismatch',
    series: among300(
      (agent) => ({ [diff(agent)]: '0.99x20' }),
      (agent) => ({ [diff(agent)]: '-50x20' }),
    ),
    expect: { '15m': [mismatchAlert('a123', '50.0')] },
  }),
];

/** Points of five minutes: a week and half a day. */
const WEEK = 2160;

/**
 * Cumulative P&L every five minutes: it swings around 0 with a period of four hours, and in its last 75 minutes falls
 * by `perHour`.
 */
function pnl(swing: number, perHour: number, points = WEEK): string {
  const calm = Array.from({ length: points - 14 }, (_, index) => swing * Math.sin((index * 2 * Math.PI) / 48));
  const last = calm.at(-1) ?? 0;
  const fall = Array.from({ length: 15 }, (_, index) => last - (perHour * (index + 1)) / 12);
  return `${'_ '.repeat(WEEK - points)}${[...calm, ...fall].map((value) => value.toFixed(4)).join(' ')}`;
}

const anomalyAlert = (agent: string, deviations: string) => ({
  labels: { agent_id: agent, severity: 'warning', team: 'trading' },
  annotations: { summary: `The last hour of agent ${agent} is ${deviations} standard deviations off its usual P&L` },
});
/** The recorded week of an agent that neither wins nor loses: an hour moves its P&L by 10 USDC, mostly. */
const calmWeek = (agent: string, hours = '0x30') => ({
  [change(agent)]: hours,
  [mean(agent)]: '0x30',
  [deviation(agent)]: '10x30',
});

const pnlAnomaly = [
  alertTest({
    name: 'fires for the one agent that lost more than its own week explains',
    rule: 'pf-pnl-anomaly',
    rule_files: [RECORDING_RULES],
    interval: '5m',
    from: '179h20m',
    series: {
      // -4.1 and -3.9 standard deviations.
      'pf_trade_pnl_usdc_total{agent_id="crash",strategy="s"}': pnl(10, 43),
      'pf_trade_pnl_usdc_total{agent_id="close",strategy="s"}': pnl(10, 41),
      // Far outside its own week, and still less than 25 USDC.
      'pf_trade_pnl_usdc_total{agent_id="small",strategy="s"}': pnl(1, 24.9),
      // Three days of history.
      'pf_trade_pnl_usdc_total{agent_id="young",strategy="s"}': pnl(10, 60, 900),
      'pf_trade_pnl_usdc_total{agent_id="wins",strategy="s"}': pnl(10, -60),
    },
    expect: { '179h30m': [], '180h': [anomalyAlert('crash', '-4.1')] },
  }),
  alertTest({
    name: 'fires five minutes after the loss, not at four deviations sharp, and resolves with the next hour',
    rule: 'pf-pnl-anomaly',
    series: { ...calmWeek('crash', '0x4 -40.5x9 -30x9'), ...calmWeek('edge', '-40x30') },
    expect: {
      '4m': [],
      '5m': [{ state: 'Pending', ...anomalyAlert('crash', '-4.0') }],
      '9m': [{ state: 'Pending', ...anomalyAlert('crash', '-4.0') }],
      '10m': [{ ...anomalyAlert('crash', '-4.0'), values: { B: -4.05 }, receivers: TOLD.warning }],
      '16m': [],
    },
  }),
  alertTest({
    name: 'nobody who lost much is good news',
    rule: 'pf-pnl-anomaly',
    series: calmWeek('calm'),
    expect: { '5m': [{ state: 'Normal', reason: 'NoData', receivers: [] }] },
  }),
  alertTest({
    name: 'one agent among 300 alone',
    rule: 'pf-pnl-anomaly',
    series: among300(
      (agent) => calmWeek(agent, '-39x30'),
      (agent) => calmWeek(agent, '-90x30'),
    ),
    expect: { '5m': [anomalyAlert('a123', '-9.0')] },
  }),
];

const concentrationAlert = (share: string) => ({
  labels: { severity: 'warning', team: 'treasury' },
  annotations: { summary: `The 5 richest wallets hold ${share} of the fleet's value` },
});

/** The value of so many wallets of so much USDC each. */
function wallets(
  sizes: readonly (readonly [count: number, course: string])[],
  seriesOf = wealth,
): Record<string, string> {
  const courses = sizes.flatMap(([count, course]) => Array.from({ length: count }, () => course));
  return Object.fromEntries(courses.map((course, index) => [seriesOf(`a${index}`), course])) as Record<string, string>;
}

const balance = (agent: string) => `pf_wallet_balance_usdc{agent_id="${agent}",currency="USDC"}`;

const walletConcentration = [
  alertTest({
    name: 'fires half an hour after five of 25 wallets came to hold more than 60 %, and resolves below 55 %',
    rule: 'pf-wallet-concentration',
    // 60.4 %, then 55.4 %, then 54.5 %.
    series: wallets([
      [5, '40x4 61x39 49.6x9 48x9'],
      [20, '10x70'],
    ]),
    expect: {
      '4m': [],
      '5m': [{ state: 'Pending', ...concentrationAlert('60.4%') }],
      '34m': [{ state: 'Pending', ...concentrationAlert('60.4%') }],
      '35m': [{ ...concentrationAlert('60.4%'), values: { B: 305 / 505 }, receivers: TOLD.warning }],
      '54m': [concentrationAlert('55.36%')],
      '56m': [],
    },
  }),
  alertTest({
    name: 'stays silent at 60 % sharp',
    rule: 'pf-wallet-concentration',
    series: wallets([
      [5, '60x60'],
      [20, '10x60'],
    ]),
    expect: { '50m': [] },
  }),
  alertTest({
    name: 'stays silent in a fleet of 20, however rich five of it are',
    rule: 'pf-wallet-concentration',
    series: wallets([
      [5, '1000x60'],
      [15, '1x60'],
    ]),
    expect: { '50m': [{ state: 'Normal', reason: 'NoData' }] },
  }),
  alertTest({
    name: 'counts coins at their rate, and does not count those without one',
    rule: 'pf-wallet-concentration',
    rule_files: [RECORDING_RULES],
    series: {
      ...wallets([[25, '100x60']], balance),
      'pf_fx_rate_usdc{currency="USDC"}': '1x60',
      'pf_fx_rate_usdc{currency="BTC"}': '60000x60',
      'pf_wallet_balance_usdc{agent_id="a0",currency="BTC"}': '0.1x60',
      'pf_wallet_balance_usdc{agent_id="a9",currency="DOGE"}': '100000x60',
    },
    expect: { '50m': [{ ...concentrationAlert('76.47%'), values: { B: 6500 / 8500 } }] },
  }),
  alertTest({
    name: 'no wallets are no trouble',
    rule: 'pf-wallet-concentration',
    expect: { '5m': [{ state: 'Normal', reason: 'NoData', receivers: [] }] },
  }),
  alertTest({
    name: 'one agent among 300 alone makes it',
    rule: 'pf-wallet-concentration',
    series: among300(
      (agent) => ({ [wealth(agent)]: '10x40' }),
      (agent) => ({ [wealth(agent)]: '10000x40' }),
    ),
    expect: { '30m': [concentrationAlert('77.29%')] },
  }),
];

export default [reconciliation, pnlAnomaly, walletConcentration];
