import { alertTest } from 'pf-grafana';

import { among300, keepsThroughOutage, TOLD } from './test-series.ts';

const stuckAlert = (agent: string, contracts: number) => ({
  labels: { agent_id: agent, severity: 'critical', team: 'escrow' },
  annotations: { summary: `${contracts} escrow contract(s) of payer ${agent} are stuck` },
});
/** 300 names, `a0` … `a299`. */
const NAMES = Array.from({ length: 300 }, (_, index) => `a${index}`);

const escrowStuck = [
  alertTest({
    name: 'fires ten minutes after a payer has stuck contracts, and resolves when they are closed',
    rule: 'pf-escrow-stuck',
    frames: {
      A: {
        '0m': [],
        '3m': [
          { agent_id: 'stuck', contracts: 2 },
          { agent_id: 'other', contracts: 0 },
        ],
        '20m': [{ agent_id: 'other', contracts: 0 }],
      },
    },
    expect: {
      '2m': [{ state: 'Normal', reason: 'NoData', receivers: [] }],
      '3m': [{ state: 'Pending', ...stuckAlert('stuck', 2) }],
      '12m': [{ state: 'Pending', ...stuckAlert('stuck', 2) }],
      '13m': [{ ...stuckAlert('stuck', 2), receivers: TOLD.critical }],
      '21m': [],
    },
  }),
  alertTest({
    name: 'does not fire without rows, and resolves with the last row',
    rule: 'pf-escrow-stuck',
    frames: { A: { '0m': [{ agent_id: 'stuck', contracts: 1 }], '15m': [] } },
    expect: { '14m': [stuckAlert('stuck', 1)], '15m': [{ state: 'Normal', reason: 'NoData', receivers: [] }] },
  }),
  alertTest(
    keepsThroughOutage(
      'postgres',
      { rule: 'pf-escrow-stuck', frames: { A: [{ agent_id: 'stuck', contracts: 2 }] } },
      stuckAlert('stuck', 2),
    ),
  ),
  alertTest({
    name: 'fires for a single payer among 300',
    rule: 'pf-escrow-stuck',
    frames: { A: NAMES.map((agent) => ({ agent_id: agent, contracts: agent === 'a123' ? 1 : 0 })) },
    expect: { '10m': [stuckAlert('a123', 1)] },
  }),
];

const slippageAlert = (ticker: string, bps: string) => ({
  labels: { ticker, severity: 'warning', team: 'trading' },
  annotations: { summary: `Fills in ${ticker} cost ${bps} bps of slippage` },
});
const costs = (bps: number) => [
  { ticker: 'ETH-USD', bps },
  { ticker: 'BTC-USD', bps: 10 },
];

const slippage = [
  alertTest({
    name: 'fires ten minutes after the fills of an instrument cost more than 10 bps, not at exactly 10, and resolves below 8',
    rule: 'pf-slippage-high',
    frames: { A: { '0m': costs(3), '3m': costs(10.2), '20m': costs(8.1), '30m': costs(7.9) } },
    expect: {
      '2m': [],
      '3m': [{ state: 'Pending', ...slippageAlert('ETH-USD', '10.2') }],
      '12m': [{ state: 'Pending', ...slippageAlert('ETH-USD', '10.2') }],
      '13m': [{ ...slippageAlert('ETH-USD', '10.2'), receivers: TOLD.warning }],
      '29m': [slippageAlert('ETH-USD', '8.1')],
      '30m': [],
    },
  }),
  alertTest({
    name: 'does not fire without fills',
    rule: 'pf-slippage-high',
    frames: { A: [] },
    expect: { '5m': [{ state: 'Normal', reason: 'NoData', receivers: [] }] },
  }),
  alertTest(
    keepsThroughOutage(
      'clickhouse',
      { rule: 'pf-slippage-high', frames: { A: costs(12) } },
      slippageAlert('ETH-USD', '12.0'),
    ),
  ),
  alertTest({
    name: 'fires for a single instrument among 300',
    rule: 'pf-slippage-high',
    frames: { A: NAMES.map((ticker) => ({ ticker, bps: ticker === 'a123' ? 55.5 : 1 })) },
    expect: { '10m': [slippageAlert('a123', '55.5')] },
  }),
];

/** Orders and rejects of an agent per minute, for an hour; the rejects have two error codes. */
function orders(agent: string, sent: number, rejected: number, more: readonly number[] = []): Record<string, string> {
  const course = (half: number) =>
    [half, ...more.map((later) => later / 2)]
      .reduce<{ text: string; last: number }>(
        ({ text, last }, perMinute, index) => {
          const first = index === 0 ? 0 : last + perMinute;
          return { text: `${text} ${first}+${perMinute}x29`, last: first + perMinute * 29 };
        },
        { text: '', last: 0 },
      )
      .text.trim();
  return {
    [`pf_orders_total{agent_id="${agent}",endpoint="/order"}`]: `0+${sent}x${(more.length + 1) * 30 - 1}`,
    [`pf_order_rejects_total{agent_id="${agent}",error_code="RATE_LIMIT"}`]: course(rejected / 2),
    [`pf_order_rejects_total{agent_id="${agent}",error_code="INSUFFICIENT_FUNDS",instance="exporter:8000"}`]: course(
      rejected / 2,
    ),
  };
}

const rejectAlert = (agent: string, share: string) => ({
  labels: { agent_id: agent, severity: 'warning', team: 'trading' },
  annotations: { summary: `${share} of the orders of agent ${agent} are rejected` },
});

const rejectRate = [
  alertTest({
    name: 'fires five minutes after more than a tenth of the orders of an agent are rejected, over all error codes, and resolves below 8 %',
    rule: 'pf-reject-rate-high',
    series: {
      ...orders('worst', 100, 10.4, [8.2, 7.8]),
      ...orders('close', 100, 9.8, [9.8, 9.8]),
      ...orders('fine', 10, 0, [0, 0]),
    },
    expect: {
      '1m': [{ state: 'Pending', ...rejectAlert('worst', '10.4%') }],
      '5m': [{ state: 'Pending', ...rejectAlert('worst', '10.4%') }],
      '6m': [{ ...rejectAlert('worst', '10.4%'), receivers: TOLD.warning }],
      '55m': [rejectAlert('worst', '8.2%')],
      '85m': [],
    },
  }),
  alertTest({
    name: 'does not fire for an agent with fewer than 20 orders in ten minutes',
    rule: 'pf-reject-rate-high',
    series: orders('quiet', 1.8, 1.8),
    expect: { '25m': [{ state: 'Normal', reason: 'NoData' }] },
  }),
  alertTest({
    name: 'does not fire without orders',
    rule: 'pf-reject-rate-high',
    expect: { '5m': [{ state: 'Normal', reason: 'NoData', receivers: [] }] },
  }),
  alertTest(
    keepsThroughOutage(
      'prometheus',
      { rule: 'pf-reject-rate-high', series: orders('worst', 100, 50, [50, 50]) },
      rejectAlert('worst', '50%'),
    ),
  ),
  alertTest({
    name: 'fires for a single agent among 300',
    rule: 'pf-reject-rate-high',
    series: among300(
      (agent) => orders(agent, 10, 0.9),
      (agent) => orders(agent, 10, 5),
    ),
    expect: { '15m': [rejectAlert('a123', '50%')] },
  }),
];

export default [escrowStuck, slippage, rejectRate];
