import { alertTest } from 'pf-grafana';

import { among300, counter, NOBODY_WATCHES, TOLD } from '../src/test/support/fleet-series.ts';

const drawdown = (agent: string) => `pf_drawdown_pct{agent_id="${agent}"}`;
const usdc = (agent: string, currency = 'USDC') => `pf_wallet_balance_usdc{agent_id="${agent}",currency="${currency}"}`;
const expiry = (agent: string, escrow = 'e1') =>
  `pf_escrow_seconds_to_expiry{agent_id="${agent}",escrow_id="${escrow}"}`;
const open = (agent: string) => `pf_escrow_open_count{agent_id="${agent}",instance="exporter:8000"}`;
const fees = (agent: string) => `pf_referral_fees_usdc_total{agent_id="${agent}"}`;

/**
 * Cumulative buckets of an agent's orders at an endpoint: what a scrape adds below each bound, in phases of ten
 * minutes.
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

/** Calls of a route by status: how many a scrape adds, in phases of ten minutes. */
function calls(endpoint: string, ...phases: readonly Readonly<Record<string, number>>[]): Record<string, string> {
  const statuses = [...new Set(phases.flatMap((phase) => Object.keys(phase)))];
  return Object.fromEntries(
    statuses.map((status) => [
      `pf_api_request_duration_seconds_count{endpoint="${endpoint}",status="${status}"}`,
      counter(...phases.map((phase) => [phase[status] ?? 0, 40] as const)),
    ]),
  );
}

const drawdownAlert = (agent: string, percent: string) => ({
  labels: { agent_id: agent, severity: 'critical', team: 'trading', action: 'halt' },
  annotations: { summary: `Agent ${agent} drawdown ${percent}%` },
});

/** What the service that halts an agent is posted. */
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
    name: 'fires two minutes after one agent passed the limit, halts it, and resolves below 13 %; another at the limit is left alone',
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
    name: 'halts each agent by a message of its own, tells people of all in one, and the halt receiver nothing of the end',
    rule: 'pf-drawdown-critical',
    series: { [drawdown('deep')]: '0.1x2 0.16x9 0.1x20', [drawdown('sunk')]: '0.1x2 0.2x30' },
    messages: {
      '5m': [halted('deep', '16.0'), halted('sunk', '20.0')],
      '5m30s': ['pagerduty', 'slack', 'webhook'].map((type) => ({
        type,
        title: '[FIRING 2] critical Agent Drawdown Breach',
        status: 'firing' as const,
      })),
      '12m': [],
      '15m30s': ['pagerduty', 'slack', 'webhook'].map((type) => ({ type, firing: 1, resolved: 1 })),
      '30m': [],
    },
  }),
  alertTest({
    name: 'an agent that is scraped and pushed is one instance, at the worse of the two',
    rule: 'pf-drawdown-critical',
    series: {
      'pf_drawdown_pct{agent_id="twice",job="pf_agent_exporter"}': '0.2x9',
      'pf_drawdown_pct{agent_id="twice",job="pf_agent_twice"}': '0.25x9',
    },
    expect: { '5m': [drawdownAlert('twice', '25.0')] },
  }),
  alertTest({
    name: 'a dead agent closes it, which Agent Stale then says',
    rule: 'pf-drawdown-critical',
    series: { [drawdown('dead')]: '0.3x5 stale', [drawdown('here')]: '0x20' },
    expect: { '5m': [drawdownAlert('dead', '30.0')], '6m': [drawdownAlert('dead', '30.0')], '7m': [] },
  }),
  alertTest({
    name: 'tells people and halts nobody when there are no figures at all',
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
            ref_id: 'A',
          },
          annotations: { summary: NOBODY_WATCHES },
          receivers: TOLD.critical,
        },
      ],
    },
  }),
  alertTest({
    name: 'tells people and halts nobody when Prometheus does not answer',
    rule: 'pf-drawdown-critical',
    frames: { A: { '1m': { error: 'connection refused' } } },
    series: { [drawdown('calm')]: '0x9' },
    expect: {
      '0m': [],
      '2m': [
        {
          state: 'Error',
          labels: { alertname: 'DatasourceError' },
          annotations: {
            summary: NOBODY_WATCHES,
            Error: '[sse.dataQueryError] failed to execute query [A]: connection refused',
          },
          receivers: TOLD.critical,
        },
      ],
    },
  }),
  alertTest({
    name: 'one agent among 300 alone',
    rule: 'pf-drawdown-critical',
    series: among300(
      (agent) => ({ [drawdown(agent)]: '0.149x9' }),
      (agent) => ({ [drawdown(agent)]: '0.2x9' }),
    ),
    expect: { '5m': [drawdownAlert('a123', '20.0')] },
  }),
];

const walletAlert = (agent: string, balance: string) => ({
  labels: { agent_id: agent, severity: 'critical', team: 'treasury' },
  annotations: { summary: `Agent ${agent} holds ${balance} USDC` },
});

const walletLow = [
  alertTest({
    name: 'fires for the one agent short of USDC, whatever coins it holds, until it has more than 60; not at 50 sharp',
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
    name: 'fires for 46 USDC, and is told when no balance is known',
    rule: 'pf-wallet-low',
    series: { [usdc('poor')]: '46x4 stale' },
    expect: {
      '2m': [walletAlert('poor', '46.00')],
      '8m': [
        {
          state: 'NoData',
          labels: { rulename: 'Wallet Balance Below Minimum' },
          annotations: { summary: NOBODY_WATCHES },
          receivers: TOLD.criticalMoney,
        },
      ],
    },
  }),
  alertTest({
    name: 'one agent among 300 alone',
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
    name: 'fires for the agent whose next contract expires within half an hour, takes labels that only one side has, and resolves with the release',
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
    name: 'stays silent about a contract that has expired and one that is closed',
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
    name: 'an expired contract does not hide the next one of its agent',
    rule: 'pf-escrow-expiring',
    series: { [expiry('both')]: '-300x9', [expiry('both', 'e2')]: '700x9', [open('both')]: '2x9' },
    expect: { '5m': [escrowAlert('both', '11m 40s')] },
  }),
  alertTest({
    name: 'no open contract is good news',
    rule: 'pf-escrow-expiring',
    expect: { '5m': [{ state: 'Normal', reason: 'NoData', receivers: [] }] },
  }),
  alertTest({
    name: 'one agent among 300 alone',
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
    name: 'fires five minutes after the p99 of the one slow agent passed half a second, and resolves below 400 ms',
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
      // From the second phase on it is under the limit, and over the one to recover.
      '20m': [latencyAlert('slow', '430')],
      '30m': [],
    },
  }),
  alertTest({
    name: 'judges all endpoints of an agent together, and not a few slow orders among many',
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
    name: 'stays silent about the one slow order of a quiet agent',
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
    name: 'no orders are no trouble',
    rule: 'pf-latency-high',
    expect: { '5m': [{ state: 'Normal', reason: 'NoData', receivers: [] }] },
  }),
  alertTest({
    name: 'one agent among 300 alone',
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
  annotations: { summary: `Agent ${agent} earned ${earned} USDC in referral fees in the last hour` },
});

const referralFee = [
  alertTest({
    name: 'fires at once for a fee of a counter born at 0 and for an hour; not for dust, nor for a counter born with the fee in it',
    rule: 'pf-referral-fee',
    interval: '15s',
    series: {
      [fees('paid')]: '0x8 0.0051x400',
      [fees('dust')]: '0x8 0.0047x400',
      [fees('idle')]: '0x408',
      [fees('born-late')]: '_x8 12.5x400',
    },
    expect: {
      '2m': [],
      '3m': [{ ...feeAlert('paid', '0.01'), receivers: TOLD.info }],
      '60m': [feeAlert('paid', '0.01')],
      '80m': [],
    },
  }),
  alertTest({
    name: 'nobody who refers anybody is no trouble',
    rule: 'pf-referral-fee',
    expect: { '5m': [{ state: 'Normal', reason: 'NoData', receivers: [] }] },
  }),
  alertTest({
    name: 'one agent among 300 alone',
    rule: 'pf-referral-fee',
    series: among300(
      (agent) => ({ [fees(agent)]: '7x20' }),
      (agent) => ({ [fees(agent)]: '7x5 8.5x14' }),
    ),
    expect: { '15m': [{ labels: { agent_id: 'a123' } }] },
  }),
];

const errorsAlert = (endpoint: string, share: string) => ({
  labels: { endpoint, severity: 'warning', team: 'platform' },
  annotations: { summary: `API route ${endpoint} answers ${share} of calls with an error` },
});

const apiErrors = [
  alertTest({
    name: 'fires for the route with more than one failed call in twenty, until it is below three in a hundred',
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
      '29m': [],
    },
  }),
  alertTest({
    name: 'stays silent about a failed call of a route without traffic',
    rule: 'pf-api-errors',
    interval: '15s',
    series: {
      'pf_api_request_duration_seconds_count{endpoint="/faucet",status="500"}': '0x10 1x40',
      ...calls('/markets', { 200: 10 }),
    },
    expect: { '3m': [], '5m': [], '10m': [] },
  }),
  alertTest({
    name: 'a restart of the exporter, whose counters begin anew, and a missed scrape neither fire nor close it',
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
    name: 'no calls are no trouble',
    rule: 'pf-api-errors',
    expect: { '5m': [{ state: 'Normal', reason: 'NoData', receivers: [] }] },
  }),
  alertTest({
    name: 'one route among 300 alone',
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
