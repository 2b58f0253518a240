import { alertTest } from 'pf-grafana';

import { among300, counter, keepsThroughOutage, notEvaluated, RECORDING_RULES, TOLD } from './test-series.ts';

const drawdown = (agent: string) => `pf_drawdown_pct{agent_id="${agent}"}`;
const ownLimit = (agent: string) => `pf_agent_max_drawdown_pct{agent_id="${agent}"}`;
const ownMinimum = (agent: string) => `pf_agent_min_balance_usdc{agent_id="${agent}"}`;
const usdc = (agent: string, currency = 'USDC') => `pf_wallet_balance_usdc{agent_id="${agent}",currency="${currency}"}`;
const expiry = (agent: string, escrow = 'e1') =>
  `pf_escrow_seconds_to_expiry{agent_id="${agent}",escrow_id="${escrow}"}`;
const open = (agent: string) => `pf_escrow_open_count{agent_id="${agent}",instance="exporter:8000"}`;
const fees = (agent: string) => `pf_referral_fees_usdc_total{agent_id="${agent}"}`;

/**
 * Cumulative buckets of an agent's orders at an endpoint, from the orders that each scrape adds below each bound, in
 * phases of ten minutes.
 */
function latency(
  agent: string,
  endpoint: string,
  ...phases: readonly Readonly<Record<string, number>>[]
): Record<string, string> {
  const labels = `agent_id="${agent}",endpoint="${endpoint}"`;
  const bounds = Object.keys(phases[0] ?? {});
  const course = (bound: string) => counter(...phases.map((phase) => [phase[bound] ?? 0, 40] as const));
  return {
    ...Object.fromEntries(bounds.map((le) => [`pf_order_latency_ms_bucket{${labels},le="${le}"}`, course(le)])),
    [`pf_order_latency_ms_count{${labels}}`]: course('+Inf'),
  };
}

/** Calls of a route by status, from the number that each scrape adds, in phases of ten minutes. */
function calls(endpoint: string, ...phases: readonly Readonly<Record<string, number>>[]): Record<string, string> {
  const statuses = [...new Set(phases.flatMap((phase) => Object.keys(phase)))];
  return Object.fromEntries(
    statuses.map((status) => [
      `pf_api_request_duration_seconds_count{endpoint="${endpoint}",status="${status}"}`,
      counter(...phases.map((phase) => [phase[status] ?? 0, 40] as const)),
    ]),
  );
}

const drawdownAlert = (agent: string, percent: string, limit = '15.0') => ({
  labels: { agent_id: agent, severity: 'critical', team: 'trading', action: 'halt' },
  annotations: { summary: `Agent ${agent} drawdown ${percent}% (limit ${limit}%)` },
});

/** The message that the halt receiver gets. */
const halted = (agent: string, percent: string) => ({
  receiver: 'pf-position-halt',
  status: 'firing' as const,
  firing: 1,
  labels: { agent_id: agent },
  contains: [`Agent ${agent} drawdown ${percent}%`],
  payload: { state: 'alerting', commonLabels: { action: 'halt', agent_id: agent } },
});

const drawdownBreach = [
  alertTest({
    name: 'fires two minutes after an agent exceeds the limit, halts it, and resolves below 13 %, but not for an agent exactly at the limit',
    rule: 'pf-drawdown-critical',
    series: { [drawdown('deep')]: '0.1x2 0.153x4 0.131x2 0.129x3', [drawdown('edge')]: '0.15x14' },
    expect: {
      '2m': [],
      '3m': [{ state: 'Pending', ...drawdownAlert('deep', '15.3'), receivers: [] }],
      '4m': [{ state: 'Pending', ...drawdownAlert('deep', '15.3'), receivers: [] }],
      '5m': [
        { ...drawdownAlert('deep', '15.3'), values: { B: 15.3 }, receivers: ['pf-position-halt', ...TOLD.critical] },
      ],
      '10m': [drawdownAlert('deep', '13.1')],
      '11m': [],
    },
  }),
  alertTest({
    name: 'halts each agent with a separate message, notifies people with one message, and sends no resolved message to the halt receiver',
    rule: 'pf-drawdown-critical',
    series: { [drawdown('deep')]: '0.1x2 0.16x9 0.1x20', [drawdown('sunk')]: '0.1x2 0.2x30' },
    messages: {
      '5m': [halted('deep', '16.0'), halted('sunk', '20.0')],
      '5m30s': ['pagerduty', 'slack', 'webhook'].map((type) => ({
        type,
        title: '[FIRING 2] critical Agent Drawdown Breach: deep, sunk',
        status: 'firing' as const,
      })),
      '12m': [],
      '15m30s': ['pagerduty', 'slack', 'webhook'].map((type) => ({ type, firing: 1, resolved: 1 })),
      '30m': [],
    },
  }),
  alertTest({
    name: 'an agent that is both scraped and pushed is one instance with the worse value',
    rule: 'pf-drawdown-critical',
    series: {
      'pf_drawdown_pct{agent_id="twice",job="pf_agent_exporter"}': '0.2x9',
      'pf_drawdown_pct{agent_id="twice",job="pf_agent_twice"}': '0.25x9',
    },
    expect: { '5m': [drawdownAlert('twice', '25.0')] },
  }),
  alertTest({
    name: "uses an agent's own limit, stricter or wider, and recovers at the same fraction of it",
    rule: 'pf-drawdown-critical',
    series: {
      [drawdown('strict')]: '0.09x2 0.105x9 0.0868x5 0.0865x9',
      [ownLimit('strict')]: '0.1x30',
      [drawdown('wide')]: '0.29x30',
      [ownLimit('wide')]: '0.3x30',
      [drawdown('usual')]: '0.149x30',
    },
    expect: {
      '5m': [drawdownAlert('strict', '10.5', '10.0')],
      '15m': [drawdownAlert('strict', '8.7', '10.0')],
      '20m': [],
    },
  }),
  alertTest({
    name: 'keeps firing with the last known drawdown when the agent or the exporter falls silent, and halts once',
    rule: 'pf-drawdown-critical',
    rule_files: [RECORDING_RULES],
    series: {
      [drawdown('dead')]: '0.3x5 stale',
      [ownLimit('dead')]: '0.25x5 stale',
      [drawdown('well')]: '0.01x5 stale',
    },
    expect: {
      '5m': [drawdownAlert('dead', '30.0', '25.0')],
      '5h50m': [drawdownAlert('dead', '30.0', '25.0')],
    },
    messages: {
      '2m': [halted('dead', '30.0')],
      '2m30s': ['pagerduty', 'slack', 'webhook'].map((type) => ({ type, firing: 1 })),
      '4h': [],
      // People get a reminder, but the halt is not sent again.
      '5h50m': ['pagerduty', 'slack', 'webhook'].map((type) => ({ type, firing: 1, resolved: 0 })),
    },
  }),
  alertTest({
    name: 'uses the values of a new exporter instance, not the last ones of the old instance',
    rule: 'pf-drawdown-critical',
    rule_files: [RECORDING_RULES],
    series: {
      'pf_drawdown_pct{agent_id="deep",instance="exporter-1:8000"}': '0.3x9 stale',
      'pf_drawdown_pct{agent_id="deep",instance="exporter-2:8000"}': '_x9 0.05x30',
    },
    expect: { '8m': [drawdownAlert('deep', '30.0')], '15m': [], '30m': [] },
  }),
  alertTest({
    name: 'notifies people but halts no agent if there has never been data',
    rule: 'pf-drawdown-critical',
    series: { [drawdown('deep')]: '0.2x4 stale' },
    expect: {
      '4m': [drawdownAlert('deep', '20.0')],
      '7m': [
        {
          state: 'NoData',
          labels: {
            alertname: 'DatasourceNoData',
            rulename: 'Agent Drawdown Breach',
            datasource_uid: 'pf-prometheus',
          },
          annotations: { summary: notEvaluated('Agent Drawdown Breach') },
          receivers: TOLD.critical,
        },
      ],
    },
  }),
  alertTest({
    name: 'a query without data is reported with the name of the rule',
    rule: 'pf-drawdown-critical',
    frames: { A: [], L: [] },
    messages: {
      '2m': ['pagerduty', 'slack', 'webhook'].map((type) => ({
        type,
        title: '[FIRING 1] critical Agent Drawdown Breach is not evaluated',
        ...(type === 'pagerduty' ? {} : { contains: ['its query found no data', 'the rule cannot fire'] }),
      })),
    },
  }),
  alertTest({
    name: 'an outage of Prometheus sends no RESOLVED message, and halts no agent twice',
    rule: 'pf-drawdown-critical',
    rule_files: [RECORDING_RULES],
    series: { [drawdown('deep')]: '0.1x2 0.16x12 _x4 0.16x40', [drawdown('calm')]: '0x70' },
    sources: { prometheus: 'down 8m..15m' },
    expect: {
      '7m': [drawdownAlert('deep', '16.0')],
      '10m': [{ ...drawdownAlert('deep', '16.0'), reason: 'Error, KeepLast' }],
      '16m': [drawdownAlert('deep', '16.0')],
      '30m': [drawdownAlert('deep', '16.0')],
    },
    messages: {
      '5m': [halted('deep', '16.0')],
      '6m': ['pagerduty', 'slack', 'webhook'].map((type) => ({ type, firing: 1 })),
      '55m': [],
    },
  }),
  alertTest({
    name: 'fires only for the one agent among 300 that breaches',
    rule: 'pf-drawdown-critical',
    series: among300(
      (agent) => ({ [drawdown(agent)]: '0.149x9' }),
      (agent) => ({ [drawdown(agent)]: '0.2x9' }),
    ),
    expect: { '5m': [drawdownAlert('a123', '20.0')] },
  }),
];

const RUNBOOK = 'https://purpleflea.com/docs/risk-management';

/** URL of the drilldown from six hours before the alert to its end. */
function drilldown(agent: string, from: string, to?: string): string {
  const start = Date.parse(from) - 6 * 3_600_000;
  return `http://localhost:3000/d/pf-agent-drilldown?var-agent_id=${agent}&from=${start}&to=${to === undefined ? 'now' : Date.parse(to)}`;
}

const walletAlert = (agent: string, balance: string, least = '50') => ({
  labels: { agent_id: agent, severity: 'critical', team: 'treasury' },
  annotations: { summary: `Agent ${agent} holds ${balance} USDC (minimum ${least})` },
});

const walletLow = [
  alertTest({
    name: 'fires for an agent with too little USDC, despite other coins, until it has more than 60, but not at exactly 50',
    rule: 'pf-wallet-low',
    series: {
      [usdc('poor')]: '80x2 49.99x4 59.9x2 60.1x3',
      [usdc('poor', 'BTC')]: '0.5x14',
      [usdc('edge')]: '50x14',
      [usdc('edge', 'XMR')]: '3x14',
    },
    expect: {
      '2m': [],
      '4m': [{ state: 'Pending', ...walletAlert('poor', '49.99') }],
      '5m': [{ ...walletAlert('poor', '49.99'), receivers: TOLD.criticalMoney }],
      '10m': [walletAlert('poor', '59.90')],
      '11m': [],
    },
  }),
  alertTest({
    name: 'fires for 46 USDC, and reports missing balances',
    rule: 'pf-wallet-low',
    series: { [usdc('poor')]: '46x4 stale' },
    expect: {
      '2m': [walletAlert('poor', '46.00')],
      '8m': [
        {
          state: 'NoData',
          labels: { rulename: 'Wallet Balance Below Minimum' },
          annotations: { summary: notEvaluated('Wallet Balance Below Minimum') },
          receivers: TOLD.criticalMoney,
        },
      ],
    },
  }),
  alertTest({
    name: "uses an agent's own minimum, and ignores an agent without a minimum",
    rule: 'pf-wallet-low',
    series: {
      [usdc('rich')]: '900x9 1190x3 1201x9',
      [ownMinimum('rich')]: '1000x30',
      [usdc('small')]: '30x30',
      [ownMinimum('small')]: '20x30',
      [usdc('idle')]: '0x30',
      [ownMinimum('idle')]: '0x30',
    },
    expect: {
      '5m': [walletAlert('rich', '900.00', '1000')],
      '12m': [walletAlert('rich', '1190.00', '1000')],
      '15m': [],
    },
  }),
  alertTest({
    name: 'keeps firing with the last known balance of a silent agent',
    rule: 'pf-wallet-low',
    rule_files: [RECORDING_RULES],
    series: { [usdc('gone')]: '20x5 stale', [usdc('here')]: '500x60' },
    expect: { '4m': [walletAlert('gone', '20.00')], '60m': [walletAlert('gone', '20.00')] },
  }),
  alertTest(
    keepsThroughOutage(
      'prometheus',
      { rule: 'pf-wallet-low', series: { [usdc('poor')]: '20x60' } },
      walletAlert('poor', '20.00'),
    ),
  ),
  alertTest({
    name: 'messages name the agent and link to its drilldown at the time of the alert',
    rule: 'pf-wallet-low',
    start: '2026-01-05T00:00:00Z',
    series: { [usdc('poor')]: '20x12 90x20' },
    messages: {
      '3m': [
        {
          type: 'pagerduty',
          title: '[FIRING 1] critical Wallet Balance Below Minimum: poor',
          payload: {
            payload: {
              component: 'poor',
              group: 'treasury',
              custom_details: {
                firing: `- Agent poor holds 20.00 USDC (minimum 50) ${drilldown('poor', '2026-01-05T00:02:00Z')}\n`,
                resolved: '',
                runbook: RUNBOOK,
              },
            },
          },
        },
        {
          type: 'slack',
          title: '[FIRING 1] critical Wallet Balance Below Minimum: poor',
          contains: [
            `• Agent poor holds 20.00 USDC (minimum 50) <${drilldown('poor', '2026-01-05T00:02:00Z')}|Open> <http://localhost:3000/alerting/silence/new`,
            `Runbook: ${RUNBOOK}`,
          ],
        },
        { type: 'email', title: '[FIRING 1] critical Wallet Balance Below Minimum: poor' },
      ],
      '13m': [],
      '18m': [
        { type: 'pagerduty', title: '[RESOLVED] critical Wallet Balance Below Minimum: poor' },
        {
          type: 'slack',
          // A single line, with a link to the time of the alert and without a silence link.
          text: `Resolved:\n• Agent poor holds 90.00 USDC (minimum 50) <${drilldown('poor', '2026-01-05T00:02:00Z', '2026-01-05T00:13:00Z')}|Open>\n`,
        },
        { type: 'email', contains: ['Resolved:'] },
      ],
    },
  }),
  alertTest({
    name: 'many instances are one message with three names in the title, twenty lines, and the total number',
    rule: 'pf-wallet-low',
    series: Object.fromEntries(
      Array.from({ length: 25 }, (_, index) => [usdc(`a${String(index).padStart(2, '0')}`), '1x9']),
    ),
    messages: {
      '3m': [
        { type: 'pagerduty' },
        {
          type: 'slack',
          title: '[FIRING 25] critical Wallet Balance Below Minimum: a00, a01, a02, …',
          contains: ['Agent a19 holds', '… 25 in all'],
        },
        { type: 'email' },
      ],
    },
  }),
  alertTest({
    name: 'fires only for the one agent among 300 that breaches',
    rule: 'pf-wallet-low',
    series: among300(
      (agent) => ({ [usdc(agent)]: '51x9' }),
      (agent) => ({ [usdc(agent)]: '0x9' }),
    ),
    expect: { '5m': [walletAlert('a123', '0.00')] },
  }),
];

const escrowAlert = (agent: string, left: string) => ({
  labels: { agent_id: agent, severity: 'warning', team: 'escrow' },
  annotations: { summary: `An escrow contract of agent ${agent} expires in ${left}` },
});

const escrowExpiring = [
  alertTest({
    name: 'fires for an agent whose next contract expires within half an hour, despite labels on only one side, and resolves with the release',
    rule: 'pf-escrow-expiring',
    series: {
      [expiry('soon')]: '1920-60x9 _x10',
      [expiry('soon', 'e2')]: '9000x20',
      [open('soon')]: '2x9 1x10',
      [expiry('edge')]: '1800x20',
      [open('edge')]: '1x20',
    },
    expect: {
      '2m': [],
      '3m': [{ state: 'Pending', ...escrowAlert('soon', '29m 0s') }],
      '4m': [{ ...escrowAlert('soon', '28m 0s'), receivers: TOLD.warning }],
      '9m': [escrowAlert('soon', '23m 0s')],
      '15m': [],
    },
  }),
  alertTest({
    name: 'does not fire for an expired or a closed contract',
    rule: 'pf-escrow-expiring',
    series: {
      [expiry('expired')]: '-300x9',
      [open('expired')]: '1x9',
      [expiry('closed')]: '600x9',
      [open('closed')]: '0x9',
    },
    expect: { '5m': [{ state: 'Normal', reason: 'NoData' }] },
  }),
  alertTest({
    name: 'an expired contract does not hide the next contract of its agent',
    rule: 'pf-escrow-expiring',
    series: { [expiry('both')]: '-300x9', [expiry('both', 'e2')]: '700x9', [open('both')]: '2x9' },
    expect: { '5m': [escrowAlert('both', '11m 40s')] },
  }),
  alertTest({
    name: 'does not fire without open contracts',
    rule: 'pf-escrow-expiring',
    expect: { '5m': [{ state: 'Normal', reason: 'NoData', receivers: [] }] },
  }),
  alertTest(
    keepsThroughOutage(
      'prometheus',
      { rule: 'pf-escrow-expiring', series: { [expiry('late')]: '1000x60', [open('late')]: '1x60' } },
      escrowAlert('late', '16m 40s'),
    ),
  ),
  alertTest({
    name: 'fires only for the one agent among 300 that breaches',
    rule: 'pf-escrow-expiring',
    series: among300(
      (agent) => ({ [expiry(agent)]: '1801x9', [open(agent)]: '1x9' }),
      (agent) => ({ [expiry(agent)]: '1700x9', [open(agent)]: '1x9' }),
    ),
    expect: { '5m': [escrowAlert('a123', '28m 20s')] },
  }),
];

const latencyAlert = (agent: string, p99: string) => ({
  labels: { agent_id: agent, severity: 'warning', team: 'platform' },
  annotations: { summary: `Agent ${agent} order latency p99 ${p99} ms` },
});

const highLatency = [
  alertTest({
    name: 'fires five minutes after the p99 of an agent exceeds half a second, and resolves below 400 ms',
    rule: 'pf-latency-high',
    interval: '15s',
    series: {
      ...latency(
        'slow',
        '/order',
        { 300: 90, 400: 98, 500: 98.9, 1000: 100, '+Inf': 100 },
        { 300: 90, 400: 98.7, 500: 99.7, 1000: 100, '+Inf': 100 },
        { 300: 98.2, 400: 99.2, 500: 100, 1000: 100, '+Inf': 100 },
      ),
      ...latency(
        'edge',
        '/order',
        { 300: 90, 400: 98, 500: 99.2, 1000: 100, '+Inf': 100 },
        { 300: 90, 400: 98, 500: 99.2, 1000: 100, '+Inf': 100 },
      ),
    },
    expect: {
      '1m': [{ state: 'Pending', ...latencyAlert('slow', '545') }],
      '5m': [{ state: 'Pending', ...latencyAlert('slow', '545') }],
      '6m': [{ ...latencyAlert('slow', '545'), receivers: TOLD.warning }],
      // From the second phase on it is below the limit, but above the recovery threshold.
      '20m': [latencyAlert('slow', '430')],
      '30m': [],
    },
  }),
  alertTest({
    name: 'combines all endpoints of an agent, so that a few slow orders among many do not fire',
    rule: 'pf-latency-high',
    interval: '15s',
    series: {
      ...latency('slow', '/order', { 500: 5, 1000: 10, '+Inf': 10 }, { 500: 5, 1000: 10, '+Inf': 10 }),
      ...latency('slow', '/cancel', { 500: 10, 1000: 10, '+Inf': 10 }, { 500: 10, 1000: 10, '+Inf': 10 }),
      ...latency('tail', '/order', { 500: 1000, 1000: 1005, '+Inf': 1005 }, { 500: 1000, 1000: 1005, '+Inf': 1005 }),
    },
    expect: { '15m': [latencyAlert('slow', '980')] },
  }),
  alertTest({
    name: 'does not fire for a single slow order of a quiet agent',
    rule: 'pf-latency-high',
    interval: '15s',
    series: {
      'pf_order_latency_ms_bucket{agent_id="quiet",endpoint="/cancel",le="500"}': '0x60',
      'pf_order_latency_ms_bucket{agent_id="quiet",endpoint="/cancel",le="1000"}': '0x20 1x40',
      'pf_order_latency_ms_bucket{agent_id="quiet",endpoint="/cancel",le="+Inf"}': '0x20 1x40',
      'pf_order_latency_ms_count{agent_id="quiet",endpoint="/cancel"}': '0x20 1x40',
    },
    expect: { '6m': [], '9m': [], '15m': [] },
  }),
  alertTest({
    name: 'does not fire without orders',
    rule: 'pf-latency-high',
    expect: { '5m': [{ state: 'Normal', reason: 'NoData', receivers: [] }] },
  }),
  alertTest(
    keepsThroughOutage(
      'prometheus',
      { rule: 'pf-latency-high', series: latency('slow', '/order', { 500: 0, 1000: 100, '+Inf': 100 }) },
      latencyAlert('slow', '995'),
    ),
  ),
  alertTest({
    name: 'fires only for the one agent among 300 that breaches',
    rule: 'pf-latency-high',
    interval: '15s',
    series: among300(
      (agent) => latency(agent, '/order', { 500: 10, 1000: 10, '+Inf': 10 }),
      (agent) => latency(agent, '/order', { 500: 0, 1000: 10, '+Inf': 10 }),
    ),
    expect: { '8m': [latencyAlert('a123', '995')] },
  }),
];

const feeAlert = (agent: string, earned: string) => ({
  labels: { agent_id: agent, severity: 'info', team: 'growth' },
  annotations: { summary: `Agent ${agent} earned ${earned} USDC in referral fees in the last 24 hours` },
});
const income = (agent: string) => `agent:pf_referral_fees_usdc:increase24h{agent_id="${agent}"}`;

const referralFee = [
  alertTest({
    name: 'fires for a day after a fee, but not for tiny fees or for a counter that starts with the fee in it',
    rule: 'pf-referral-fee',
    rule_files: [RECORDING_RULES],
    interval: '5m',
    series: {
      [fees('paid')]: '0x2 0.0051x400',
      [fees('dust')]: '0x2 0.0045x400',
      [fees('idle')]: '0x402',
      [fees('born-late')]: '_x2 12.5x400',
    },
    expect: {
      '10m': [],
      '15m': [{ ...feeAlert('paid', '0.01'), receivers: [] }],
      '23h': [feeAlert('paid', '0.01')],
      '24h30m': [],
    },
  }),
  alertTest({
    name: 'is sent once a day in the half hour of the digest, despite new earners and restarts',
    rule: 'pf-referral-fee',
    start: '2026-01-05T00:00:00Z',
    interval: '10m',
    series: {
      [income('early')]: '0x6 2.5x190 0x200',
      [income('late')]: '0x47 1.5x10 _x2 1.5x330',
    },
    // Prometheus is restarted in between.
    sources: { prometheus: 'unreachable 3h..3h20m' },
    messages: {
      '8h': [],
      '8h30m': [
        {
          type: 'email',
          title: '[FIRING 2] info New Referral Fee Earned: early, late',
          contains: ['Agent early earned 2.50 USDC in referral fees in the last 24 hours'],
          firing: 2,
        },
      ],
      '32h': [],
      '32h30m': [{ type: 'email', firing: 2, resolved: 0 }],
      '40h': [],
    },
  }),
  alertTest({
    name: 'does not fire without referrals',
    rule: 'pf-referral-fee',
    expect: { '5m': [{ state: 'Normal', reason: 'NoData', receivers: [] }] },
  }),
  alertTest(
    keepsThroughOutage(
      'prometheus',
      { rule: 'pf-referral-fee', series: { [income('paid')]: '2.5x60' } },
      feeAlert('paid', '2.50'),
    ),
  ),
  alertTest({
    name: 'is sent to the mailbox in the half hour of the digest',
    rule: 'pf-referral-fee',
    start: '2026-01-05T08:00:00Z',
    series: { [income('paid')]: '0x2 0.0051x20', [income('dust')]: '0.0047x23' },
    expect: { '2m': [], '3m': [{ ...feeAlert('paid', '0.01'), receivers: TOLD.info }] },
  }),
  alertTest({
    name: 'fires only for the one agent among 300 that breaches',
    rule: 'pf-referral-fee',
    series: among300(
      (agent) => ({ [income(agent)]: '0x20' }),
      (agent) => ({ [income(agent)]: '1.5x20' }),
    ),
    expect: { '15m': [{ labels: { agent_id: 'a123' } }] },
  }),
];

const errorsAlert = (endpoint: string, share: string) => ({
  labels: { endpoint, severity: 'warning', team: 'platform' },
  annotations: { summary: `${share} of calls to API route ${endpoint} fail` },
});

const apiErrors = [
  alertTest({
    name: 'fires for a route with more than 5 % failed calls, until it is below 3 %',
    rule: 'pf-api-errors',
    interval: '15s',
    series: {
      ...calls('/escrow', { 200: 948, 500: 52 }, { 200: 969, 500: 31 }, { 200: 971, 500: 29 }),
      ...calls('/wallet/{id}', { 200: 952, 429: 48 }, { 200: 952, 429: 48 }, { 200: 952, 429: 48 }),
      ...calls('/agents/{id}', { 200: 1000 }, { 200: 1000 }, { 200: 1000 }),
    },
    expect: {
      '1m': [{ state: 'Pending', ...errorsAlert('/escrow', '5.2%') }],
      '2m': [{ state: 'Pending', ...errorsAlert('/escrow', '5.2%') }],
      '3m': [{ ...errorsAlert('/escrow', '5.2%'), receivers: TOLD.warning }],
      '19m': [errorsAlert('/escrow', '3.1%')],
      // Below 3 % from minute 22, plus ten minutes of keepFiringFor.
      '25m': [{ state: 'Recovering', ...errorsAlert('/escrow', '2.9%') }],
      '31m': [{ state: 'Recovering' }],
      '33m': [],
    },
  }),
  alertTest({
    name: 'a call without a response counts as failed',
    rule: 'pf-api-errors',
    interval: '15s',
    series: {
      ...calls('/timeouts', { 200: 90, timeout: 10 }),
      ...calls('/unreachable', { 200: 90, error: 10 }),
      ...calls('/moved', { 200: 90, 302: 10 }),
    },
    expect: { '8m': [errorsAlert('/timeouts', '10%'), errorsAlert('/unreachable', '10%')] },
  }),
  alertTest({
    name: 'bursts of errors with quiet phases between them are one incident and one message',
    rule: 'pf-api-errors',
    interval: '15s',
    series: calls(
      '/escrow',
      { 200: 900, 500: 100 },
      { 200: 990, 500: 10 },
      { 200: 900, 500: 100 },
      { 200: 0, 500: 0 },
      { 200: 900, 500: 100 },
    ),
    expect: {
      '9m': [errorsAlert('/escrow', '10%')],
      '15m': [{ state: 'Recovering' }],
      '25m': [errorsAlert('/escrow', '10%')],
      '34m': [{ state: 'Recovering' }],
      '45m': [errorsAlert('/escrow', '10%')],
    },
    messages: { '4m': ['slack', 'webhook'].map((type) => ({ type, firing: 1 })), '45m': [] },
  }),
  alertTest(
    keepsThroughOutage(
      'prometheus',
      { rule: 'pf-api-errors', series: calls('/escrow', { 200: 90, 500: 10 }, {}) },
      errorsAlert('/escrow', '10%'),
    ),
  ),
  alertTest({
    name: 'does not fire for a failed call of a route without traffic',
    rule: 'pf-api-errors',
    interval: '15s',
    series: {
      'pf_api_request_duration_seconds_count{endpoint="/faucet",status="500"}': '0x10 1x40',
      ...calls('/markets', { 200: 10 }),
    },
    expect: { '3m': [], '5m': [], '10m': [] },
  }),
  alertTest({
    name: 'a restart of the exporter with reset counters, and a missed scrape, neither fire nor resolve it',
    rule: 'pf-api-errors',
    interval: '15s',
    series: {
      'pf_api_request_duration_seconds_count{endpoint="/escrow",status="200"}': '0+940x40 0+940x20 _ 19740+940x30',
      'pf_api_request_duration_seconds_count{endpoint="/escrow",status="500"}': '0+60x40 0+60x20 _ 1260+60x30',
      'pf_api_request_duration_seconds_count{endpoint="/wallet",status="200"}': '0+980x40 0+980x60',
      'pf_api_request_duration_seconds_count{endpoint="/wallet",status="500"}': '0+20x40 0+20x60',
    },
    expect: {
      '9m': [errorsAlert('/escrow', '6%')],
      '11m': [errorsAlert('/escrow', '6%')],
      '16m': [errorsAlert('/escrow', '6%')],
      '20m': [errorsAlert('/escrow', '6%')],
    },
  }),
  alertTest({
    name: 'does not fire without calls',
    rule: 'pf-api-errors',
    expect: { '5m': [{ state: 'Normal', reason: 'NoData', receivers: [] }] },
  }),
  alertTest({
    name: 'fires for a single route among 300',
    rule: 'pf-api-errors',
    interval: '15s',
    series: among300(
      (route) => calls(`/${route}`, { 200: 96, 500: 4 }),
      (route) => calls(`/${route}`, { 200: 90, 500: 10 }),
    ),
    expect: { '5m': [errorsAlert('/a123', '10%')] },
  }),
];

export default [drawdownBreach, walletLow, escrowExpiring, highLatency, referralFee, apiErrors];
