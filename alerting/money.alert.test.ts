import { alertTest } from 'pf-grafana';

import { among300, keepsThroughOutage, RECORDING_RULES, TOLD } from './test-series.ts';

const diff = (agent: string, currency = 'USDC') => `pf_recon_diff_usdc{agent_id="${agent}",currency="${currency}"}`;
const ran = (agent: string, currency = 'USDC') =>
  `pf_recon_last_run_timestamp_seconds{agent_id="${agent}",currency="${currency}"}`;
const reports = (agent: string) => `pf_drawdown_pct{agent_id="${agent}"}`;
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
    name: 'fires 15 minutes after wallet and ledger differ by more than 1 USDC, for that agent and currency, until they match',
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
    name: 'fires for an agent whose last run is more than two hours ago, and prints the multiple of the limit',
    rule: 'pf-reconciliation-mismatch',
    series: {
      [diff('old')]: '0.5x60',
      [ran('old')]: '-18000x60',
      [reports('old')]: '0x60',
      [reports('edge')]: '0x60',
      [reports('new')]: '0x60',
      [diff('edge')]: '0x60',
      [ran('edge')]: '-7200+60x60',
      [diff('new')]: '0x60',
      [ran('new')]: '0+60x60',
    },
    // (5 h before the start + 1 h after it) / 2 h.
    expect: { '60m': [{ ...mismatchAlert('old', '3.0'), values: { B: 3 } }] },
  }),
  alertTest({
    name: 'prints the worse of the two, despite labels on only one side',
    rule: 'pf-reconciliation-mismatch',
    series: {
      'pf_recon_diff_usdc{agent_id="both",currency="USDC",instance="exporter:8000"}': '8x60',
      [ran('both')]: '-18000x60',
      [reports('both')]: '0x60',
    },
    expect: { '50m': [mismatchAlert('both', '8.0')] },
  }),
  alertTest({
    name: 'does not fire for a difference that disappears within 15 minutes',
    rule: 'pf-reconciliation-mismatch',
    series: { [diff('a1')]: '0x20 9x10 0x30' },
    expect: { '31m': [{ state: 'Pending', ...mismatchAlert('a1', '9.0') }], '32m': [], '50m': [] },
  }),
  alertTest({
    name: 'fires for reporting agents when the job no longer reports, but not for a retired agent',
    rule: 'pf-reconciliation-mismatch',
    rule_files: [RECORDING_RULES],
    interval: '5m',
    series: {
      [ran('here')]: '0+300x10 stale',
      [diff('here')]: '0x10 stale',
      [reports('here')]: '0x150',
      [ran('retired')]: '0+300x10 stale',
      [reports('retired')]: '0x10 stale',
    },
    // The last run was after 50 minutes; the retired agent is forgotten six hours after its last report.
    expect: {
      '2h': [],
      '3h30m': [{ labels: { agent_id: 'here' } }, { labels: { agent_id: 'retired' } }],
      '7h': [mismatchAlert('here', '3.1')],
    },
  }),
  alertTest({
    name: 'does not fire for a fleet without a reconciliation',
    rule: 'pf-reconciliation-mismatch',
    series: { [reports('a1')]: '0x20' },
    expect: { '5m': [{ state: 'Normal', reason: 'NoData', receivers: [] }] },
  }),
  alertTest(
    keepsThroughOutage(
      'prometheus',
      { rule: 'pf-reconciliation-mismatch', series: { [diff('a1')]: '9x60' } },
      mismatchAlert('a1', '9.0'),
    ),
  ),
  alertTest({
    name: 'fires only for the one agent among 300 that breaches',
    rule: 'pf-reconciliation-mismatch',
    series: among300(
      (agent) => ({ [diff(agent)]: '0.99x20' }),
      (agent) => ({ [diff(agent)]: '-50x20' }),
    ),
    expect: { '15m': [mismatchAlert('a123', '50.0')] },
  }),
];

/** Number of five-minute points in a week and half a day. */
const WEEK = 2160;

/**
 * Cumulative P&L every five minutes: it swings around 0 with a period of four hours, and falls by `perHour` in its last
 * 75 minutes.
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
/** The recorded series of an agent whose P&L neither rises nor falls, with a standard deviation of 10 USDC per hour. */
const calmWeek = (agent: string, hours = '0x30') => ({
  [change(agent)]: hours,
  [mean(agent)]: '0x30',
  [deviation(agent)]: '10x30',
});

const pnlAnomaly = [
  alertTest({
    name: 'fires for an agent with an unusual loss for its own week',
    rule: 'pf-pnl-anomaly',
    rule_files: [RECORDING_RULES],
    interval: '5m',
    from: '179h20m',
    series: {
      // -4.1 and -3.9 standard deviations.
      'pf_trade_pnl_usdc_total{agent_id="crash",strategy="s"}': pnl(10, 43),
      'pf_trade_pnl_usdc_total{agent_id="close",strategy="s"}': pnl(10, 41),
      // Very unusual for its own week, but less than 25 USDC.
      'pf_trade_pnl_usdc_total{agent_id="small",strategy="s"}': pnl(1, 24.9),
      // Three days of history.
      'pf_trade_pnl_usdc_total{agent_id="young",strategy="s"}': pnl(10, 60, 900),
      'pf_trade_pnl_usdc_total{agent_id="wins",strategy="s"}': pnl(10, -60),
    },
    expect: { '179h30m': [], '180h': [anomalyAlert('crash', '-4.1')] },
  }),
  alertTest({
    name: 'fires five minutes after the loss, not at exactly four deviations, and resolves with the next hour',
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
    name: 'does not fire without large losses',
    rule: 'pf-pnl-anomaly',
    series: calmWeek('calm'),
    expect: { '5m': [{ state: 'Normal', reason: 'NoData', receivers: [] }] },
  }),
  alertTest(
    keepsThroughOutage(
      'prometheus',
      {
        rule: 'pf-pnl-anomaly',
        series: { [change('crash')]: '-90x60', [mean('crash')]: '0x60', [deviation('crash')]: '10x60' },
      },
      anomalyAlert('crash', '-9.0'),
    ),
  ),
  alertTest({
    name: 'fires only for the one agent among 300 that breaches',
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

/** Series of wallets: groups with a number of wallets and the course of each wallet's USDC. */
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
    name: 'fires half an hour after five of 25 wallets hold more than 60 %, and resolves below 55 %',
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
    name: 'does not fire at exactly 60 %',
    rule: 'pf-wallet-concentration',
    series: wallets([
      [5, '60x60'],
      [20, '10x60'],
    ]),
    expect: { '50m': [] },
  }),
  alertTest({
    name: 'does not fire for a fleet of 20',
    rule: 'pf-wallet-concentration',
    series: wallets([
      [5, '1000x60'],
      [15, '1x60'],
    ]),
    expect: { '50m': [{ state: 'Normal', reason: 'NoData' }] },
  }),
  alertTest({
    name: 'values coins at their rate, and ignores coins without a rate',
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
    name: 'does not fire without wallets',
    rule: 'pf-wallet-concentration',
    expect: { '5m': [{ state: 'Normal', reason: 'NoData', receivers: [] }] },
  }),
  alertTest({
    name: 'keeps firing while prometheus does not answer',
    rule: 'pf-wallet-concentration',
    series: wallets([
      [5, '61x80'],
      [20, '10x80'],
    ]),
    sources: { prometheus: 'unreachable 40m..50m' },
    expect: {
      '39m': [concentrationAlert('60.4%')],
      '45m': [{ ...concentrationAlert('60.4%'), reason: 'Error, KeepLast' }],
      '60m': [concentrationAlert('60.4%')],
    },
  }),
  alertTest({
    name: 'fires if a single agent among 300 causes it',
    rule: 'pf-wallet-concentration',
    series: among300(
      (agent) => ({ [wealth(agent)]: '10x40' }),
      (agent) => ({ [wealth(agent)]: '10000x40' }),
    ),
    expect: { '30m': [concentrationAlert('77.29%')] },
  }),
];

const lossAlert = (share: string) => ({
  labels: { severity: 'critical', team: 'trading' },
  annotations: { summary: `The fleet lost ${share} of its value in 24 hours` },
});
const dayChange = (agent: string) => `agent:pf_trade_pnl_usdc:delta24h{agent_id="${agent}"}`;
const FLEET_VALUE = 'fleet:pf_wallet_value_usdc:sum';

const dailyLoss = [
  alertTest({
    name: 'fires five minutes after the fleet lost more than 5 %, not at exactly 5 %, and recovers below 4 %',
    rule: 'pf-daily-loss',
    from: '24h',
    series: {
      [FLEET_VALUE]: '10000x720 9000x800',
      [dayChange('a')]: `_x1439 -250x5 -260x10 -170x9 -140x60`,
      [dayChange('b')]: `_x1439 -250x84`,
    },
    expect: {
      '24h3m': [],
      '24h5m': [{ state: 'Pending', ...lossAlert('5.1%') }],
      '24h9m': [{ state: 'Pending', ...lossAlert('5.1%') }],
      '24h10m': [{ ...lossAlert('5.1%'), values: { B: 0.051 }, receivers: TOLD.critical }],
      '24h18m': [lossAlert('4.2%')],
      '24h30m': [],
    },
  }),
  alertTest({
    name: 'adds up the losses of agents within their own limits',
    rule: 'pf-daily-loss',
    rule_files: [RECORDING_RULES],
    interval: '5m',
    from: '24h30m',
    series: Object.assign(
      {},
      ...Array.from({ length: 10 }, (_, index) => ({
        [balance(`a${index}`)]: '1000x288 940x30',
        [reports(`a${index}`)]: '0x320',
        [`pf_trade_pnl_usdc_total{agent_id="a${index}",strategy="s"}`]: '0x288 -60x30',
      })),
      { 'pf_fx_rate_usdc{currency="USDC"}': '1x320' },
    ) as Record<string, string>,
    expect: { '24h40m': [lossAlert('6%')] },
  }),
  alertTest({
    name: 'does not fire on the first day of a fleet',
    rule: 'pf-daily-loss',
    series: { [FLEET_VALUE]: '10x20', [dayChange('a')]: '-9x20' },
    expect: { '10m': [{ state: 'Normal', reason: 'NoData', receivers: [] }] },
  }),
  alertTest({
    name: 'keeps firing while prometheus does not answer',
    rule: 'pf-daily-loss',
    from: '24h',
    series: { [FLEET_VALUE]: '1000x1600', [dayChange('a')]: '-90x1600' },
    sources: { prometheus: 'unreachable 24h20m..24h30m' },
    expect: {
      '24h19m': [lossAlert('9%')],
      '24h25m': [{ ...lossAlert('9%'), reason: 'Error, KeepLast' }],
      '24h40m': [lossAlert('9%')],
    },
  }),
  alertTest({
    name: 'fires if a single agent among 300 causes it',
    rule: 'pf-daily-loss',
    interval: '5m',
    from: '24h',
    series: {
      [FLEET_VALUE]: '300000x300',
      ...among300(
        (agent) => ({ [dayChange(agent)]: '1x300' }),
        (agent) => ({ [dayChange(agent)]: '-20000x300' }),
      ),
    },
    expect: { '24h20m': [lossAlert('6.567%')] },
  }),
];

const withdrawalAlert = (agent: string, share: string) => ({
  labels: { agent_id: agent, severity: 'critical', team: 'treasury' },
  annotations: { summary: `${share} of the wallet of agent ${agent} was withdrawn within an hour` },
});
const withdrawn = (agent: string) =>
  `agent_direction:pf_wallet_flows_usdc:delta2m{agent_id="${agent}",direction="out"}`;

const withdrawal = [
  alertTest({
    name: 'fires immediately and for an hour for an agent that withdrew more than a quarter, not exactly a quarter, and not a small amount',
    rule: 'pf-withdrawal-unusual',
    interval: '2m',
    series: {
      [withdrawn('robbed')]: '_x4 200 200 _x60',
      [wealth('robbed')]: '1500x3 1300 1100x60',
      [withdrawn('edge')]: '_x4 300 _x60',
      [wealth('edge')]: '1200x3 900x60',
      [withdrawn('small')]: '_x4 249 _x60',
      [wealth('small')]: '300x3 51x60',
      'agent_direction:pf_wallet_flows_usdc:delta2m{agent_id="pays-in",direction="in"}': '_x4 900 _x60',
      [wealth('pays-in')]: '100x3 1000x60',
    },
    expect: {
      '8m': [],
      '10m': [{ ...withdrawalAlert('robbed', '26.67%'), values: { B: 400 / 1500 }, receivers: TOLD.criticalMoney }],
      '60m': [withdrawalAlert('robbed', '26.67%')],
      '75m': [],
    },
  }),
  alertTest({
    name: 'values coins at their rate, and includes an agent whose wallet is empty now',
    rule: 'pf-withdrawal-unusual',
    rule_files: [RECORDING_RULES],
    series: {
      'pf_wallet_flows_total{agent_id="gone",currency="BTC",direction="out"}': '0x10 0.05x30',
      'pf_fx_rate_usdc{currency="BTC"}': '60000x40',
      'pf_wallet_balance_usdc{agent_id="gone",currency="BTC"}': '0.05x10 0x30',
    },
    expect: { '9m': [], '20m': [withdrawalAlert('gone', '100%')] },
  }),
  alertTest({
    name: 'does not fire without withdrawals',
    rule: 'pf-withdrawal-unusual',
    expect: { '5m': [{ state: 'Normal', reason: 'NoData', receivers: [] }] },
  }),
  alertTest(
    keepsThroughOutage(
      'prometheus',
      {
        rule: 'pf-withdrawal-unusual',
        series: { [withdrawn('robbed')]: '_x4 500 _x60', [wealth('robbed')]: '500x60' },
      },
      withdrawalAlert('robbed', '50%'),
    ),
  ),
  alertTest({
    name: 'fires only for the one agent among 300 that breaches',
    rule: 'pf-withdrawal-unusual',
    series: among300(
      (agent) => ({ [withdrawn(agent)]: '_x4 300 _x9', [wealth(agent)]: '5000x20' }),
      (agent) => ({ [withdrawn(agent)]: '_x4 5000 _x9', [wealth(agent)]: '5000x20' }),
    ),
    expect: { '6m': [withdrawalAlert('a123', '50%')] },
  }),
];

const rate = (currency: string) => `pf_fx_rate_usdc{currency="${currency}"}`;
const rateSeen = (currency: string) => `currency:pf_fx_rate_usdc:timestamp{currency="${currency}"}`;
const holds = (agent: string, currency: string) => `pf_wallet_balance_usdc{agent_id="${agent}",currency="${currency}"}`;
const staleRate = (currency: string, age: string) => ({
  labels: { currency, severity: 'critical', team: 'treasury' },
  annotations: { summary: `${currency} has had no rate for ${age}` },
});

const fxStale = [
  alertTest({
    name: 'fires for a currency without a rate for 15 minutes, until the rate is back',
    rule: 'pf-fx-stale',
    rule_files: [RECORDING_RULES],
    series: { [rate('BTC')]: '60000x10 _x30 61000x20', [rate('ETH')]: '3000x60' },
    expect: {
      '25m': [],
      '26m': [{ state: 'Pending', ...staleRate('BTC', '16m 0s') }],
      '27m': [{ state: 'Pending', ...staleRate('BTC', '17m 0s') }],
      '28m': [{ ...staleRate('BTC', '18m 0s'), receivers: TOLD.criticalMoney }],
      '42m': [],
    },
  }),
  alertTest({
    name: 'does not fire at exactly 15 minutes, but a second later',
    rule: 'pf-fx-stale',
    series: { [rateSeen('BTC')]: '-900+60x20', [rateSeen('XMR')]: '-930+60x20', [rateSeen('ETH')]: '-800+60x20' },
    expect: { '0m': [{ state: 'Pending', ...staleRate('XMR', '15m 30s') }], '5m': [staleRate('XMR', '15m 30s')] },
  }),
  alertTest({
    name: 'in the meantime the wallets are valued at the last rate',
    rule: 'pf-wallet-concentration',
    rule_files: [RECORDING_RULES],
    series: {
      ...wallets([[25, '4x60']], balance),
      [rate('USDC')]: '1x60',
      [rate('BTC')]: '60000x10 stale',
      [holds('a0', 'BTC')]: '0.025x60',
    },
    expect: { '59m': [{ ...concentrationAlert('95%'), values: { B: 1520 / 1600 } }] },
  }),
  alertTest({
    name: 'does not fire for a fleet without rates',
    rule: 'pf-fx-stale',
    expect: { '5m': [{ state: 'Normal', reason: 'NoData', receivers: [] }] },
  }),
  alertTest(
    keepsThroughOutage(
      'prometheus',
      { rule: 'pf-fx-stale', series: { [rateSeen('BTC')]: '-3600+60x60' } },
      staleRate('BTC', '1h 0m 0s'),
    ),
  ),
  alertTest({
    name: 'fires for a single currency among 300',
    rule: 'pf-fx-stale',
    series: among300(
      (currency) => ({ [rateSeen(currency)]: '0+60x9' }),
      (currency) => ({ [rateSeen(currency)]: '-7200+60x9' }),
    ),
    expect: { '5m': [staleRate('a123', '2h 0m 0s')] },
  }),
];

const noRate = (currency: string, amount: string) => ({
  labels: { currency, severity: 'warning', team: 'treasury' },
  annotations: { summary: `The fleet holds ${amount} ${currency}, which has no rate` },
});

const fxMissing = [
  alertTest({
    name: 'fires ten minutes after agents hold a currency without a rate, and resolves with its first rate',
    rule: 'pf-fx-missing',
    rule_files: [RECORDING_RULES],
    series: {
      [holds('a1', 'DOGE')]: '0x4 1500x60',
      [holds('a2', 'DOGE')]: '0x4 500x60',
      [holds('a1', 'BTC')]: '1x60',
      [rate('BTC')]: '60000x60',
      [rate('DOGE')]: '_x20 0.1x40',
    },
    expect: {
      '4m': [],
      '5m': [{ state: 'Pending', ...noRate('DOGE', '2000.0000') }],
      '14m': [{ state: 'Pending', ...noRate('DOGE', '2000.0000') }],
      '15m': [{ ...noRate('DOGE', '2000.0000'), receivers: TOLD.warning }],
      '24m': [],
    },
  }),
  alertTest({
    name: 'does not fire if every coin has a rate',
    rule: 'pf-fx-missing',
    series: { [holds('a1', 'BTC')]: '1x20', [rateSeen('BTC')]: '0+60x20' },
    expect: { '10m': [{ state: 'Normal', reason: 'NoData', receivers: [] }] },
  }),
  alertTest(
    keepsThroughOutage(
      'prometheus',
      { rule: 'pf-fx-missing', series: { [holds('a1', 'DOGE')]: '7x60' } },
      noRate('DOGE', '7.0000'),
    ),
  ),
  alertTest({
    name: 'fires for a single currency among 300',
    rule: 'pf-fx-missing',
    series: among300(
      (currency) => ({ [holds('a1', currency)]: '1x20', [rateSeen(currency)]: '0+60x20' }),
      (currency) => ({ [holds('a1', currency)]: '1x20' }),
    ),
    expect: { '12m': [noRate('a123', '1.0000')] },
  }),
];

export default [reconciliation, pnlAnomaly, walletConcentration, dailyLoss, withdrawal, fxStale, fxMissing];
