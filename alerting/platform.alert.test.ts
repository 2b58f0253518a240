import { alertTest } from 'pf-grafana';

import { among300, counter, keepsThroughOutage, RECORDING_RULES, TOLD } from './test-series.ts';

/** Orders of an agent per minute below 300 ms, and up to a second, in phases of twenty minutes. */
function orders(agent: string, ...phases: readonly (readonly [fast: number, slow: number])[]): Record<string, string> {
  const labels = `agent_id="${agent}",endpoint="/order"`;
  const course = (of: (fast: number, slow: number) => number) =>
    counter(...phases.map(([fast, slow]) => [of(fast, slow), 20] as const));
  return {
    [`pf_order_latency_ms_bucket{${labels},le="250"}`]: course((fast) => fast),
    [`pf_order_latency_ms_bucket{${labels},le="500"}`]: course((fast) => fast),
    [`pf_order_latency_ms_bucket{${labels},le="1000"}`]: course((fast, slow) => fast + slow),
    [`pf_order_latency_ms_bucket{${labels},le="+Inf"}`]: course((fast, slow) => fast + slow),
    [`pf_order_latency_ms_count{${labels}}`]: course((fast, slow) => fast + slow),
  };
}

/** The series of ten agents, each with fewer than the 20 orders in five minutes that the rule about agents needs. */
function tenQuiet(ofAgent: (agent: string) => Record<string, string>): Record<string, string> {
  return Object.assign({}, ...Array.from({ length: 10 }, (_, index) => ofAgent(`quiet${index}`))) as Record<
    string,
    string
  >;
}

const p99 = 'fleet:pf_order_latency_ms:p99_5m';
const sent = 'pf_order_latency_ms_count{agent_id="a1",endpoint="/order"}';
const latencyAlert = (ms: string) => ({
  labels: { severity: 'warning', team: 'platform' },
  annotations: { summary: `Order latency p99 of the fleet ${ms} ms` },
});

const fleetLatency = [
  alertTest({
    name: 'fires for ten slow agents with too few orders each',
    rule: 'pf-fleet-latency-high',
    rule_files: [RECORDING_RULES],
    series: tenQuiet((agent) => orders(agent, [1, 2])),
    expect: { '15m': [latencyAlert('992')] },
  }),
  alertTest({
    name: 'the rule about single agents does not fire for them',
    rule: 'pf-latency-high',
    series: tenQuiet((agent) => orders(agent, [1, 2])),
    expect: { '15m': [{ state: 'Normal', reason: 'NoData' }] },
  }),
  alertTest({
    name: 'fires five minutes after the p99 exceeds half a second, not at exactly half a second, and resolves below 400 ms',
    rule: 'pf-fleet-latency-high',
    series: { [p99]: '500x9 510x9 401x9 399x9', [sent]: '0+10x60' },
    expect: {
      '9m': [],
      '10m': [{ state: 'Pending', ...latencyAlert('510') }],
      '14m': [{ state: 'Pending', ...latencyAlert('510') }],
      '15m': [{ ...latencyAlert('510'), receivers: TOLD.warning }],
      '28m': [latencyAlert('401')],
      '30m': [],
    },
  }),
  alertTest({
    name: 'does not fire for a fleet with fewer than 20 orders in five minutes',
    rule: 'pf-fleet-latency-high',
    series: { [p99]: '900x30', [sent]: '0+3x60' },
    expect: { '15m': [{ state: 'Normal', reason: 'NoData' }] },
  }),
  alertTest({
    name: 'does not fire without orders',
    rule: 'pf-fleet-latency-high',
    expect: { '5m': [{ state: 'Normal', reason: 'NoData', receivers: [] }] },
  }),
  alertTest(
    keepsThroughOutage(
      'prometheus',
      { rule: 'pf-fleet-latency-high', series: { [p99]: '800x60', [sent]: '0+10x60' } },
      latencyAlert('800'),
    ),
  ),
  alertTest({
    name: 'fires for one slow agent among 300 that sends most of the orders',
    rule: 'pf-fleet-latency-high',
    rule_files: [RECORDING_RULES],
    series: among300(
      (agent) => orders(agent, [1, 0]),
      (agent) => orders(agent, [0, 900]),
    ),
    expect: { '15m': [latencyAlert('993')] },
  }),
];

/** Orders and rejects of an agent per minute, in phases of twenty minutes. */
function rejects(
  agent: string,
  ...phases: readonly (readonly [sent: number, rejected: number])[]
): Record<string, string> {
  return {
    [`pf_orders_total{agent_id="${agent}",endpoint="/order"}`]: counter(...phases.map(([all]) => [all, 20] as const)),
    [`pf_order_rejects_total{agent_id="${agent}",error_code="LIMIT"}`]: counter(
      ...phases.map(([, rejected]) => [rejected, 20] as const),
    ),
  };
}

const rejectAlert = (share: string) => ({
  labels: { severity: 'warning', team: 'trading' },
  annotations: { summary: `${share} of all orders of the fleet are rejected` },
});

const fleetRejects = [
  alertTest({
    name: 'fires for ten agents whose orders are all rejected, with too few orders each',
    rule: 'pf-fleet-reject-rate-high',
    series: tenQuiet((agent) => rejects(agent, [1.5, 1.5])),
    expect: { '15m': [rejectAlert('100%')] },
  }),
  alertTest({
    name: 'the rule about single agents does not fire for them',
    rule: 'pf-reject-rate-high',
    series: tenQuiet((agent) => rejects(agent, [1.5, 1.5])),
    expect: { '15m': [{ state: 'Normal', reason: 'NoData' }] },
  }),
  alertTest({
    name: 'fires five minutes after more than a tenth of the orders is rejected, and resolves below 8 %',
    rule: 'pf-fleet-reject-rate-high',
    series: rejects('a1', [100, 9.5], [100, 10.5], [100, 8.2], [100, 7.8]),
    expect: {
      '19m': [],
      // Six of the ten minutes of the window are in the second phase.
      '26m': [{ state: 'Pending', ...rejectAlert('10.1%') }],
      '30m': [{ state: 'Pending' }],
      '31m': [{ ...rejectAlert('10.5%'), receivers: TOLD.warning }],
      '58m': [rejectAlert('8.2%')],
      '75m': [],
    },
  }),
  alertTest({
    name: 'does not fire for a fleet with fewer than 20 orders in ten minutes',
    rule: 'pf-fleet-reject-rate-high',
    series: rejects('a1', [1.5, 1.5]),
    expect: { '15m': [{ state: 'Normal', reason: 'NoData' }] },
  }),
  alertTest({
    name: 'does not fire without orders',
    rule: 'pf-fleet-reject-rate-high',
    expect: { '5m': [{ state: 'Normal', reason: 'NoData', receivers: [] }] },
  }),
  alertTest(
    keepsThroughOutage(
      'prometheus',
      { rule: 'pf-fleet-reject-rate-high', series: rejects('a1', [100, 50], [100, 50], [100, 50]) },
      rejectAlert('50%'),
    ),
  ),
  alertTest({
    name: 'fires for one agent among 300 that sends most of the orders',
    rule: 'pf-fleet-reject-rate-high',
    series: among300(
      (agent) => rejects(agent, [1, 0]),
      (agent) => rejects(agent, [701, 250]),
    ),
    expect: { '15m': [rejectAlert('25%')] },
  }),
];

/** Calls of a client per minute by status, in phases of twenty minutes. */
function calls(instance: string, ...phases: readonly Readonly<Record<string, number>>[]): Record<string, string> {
  const statuses = [...new Set(phases.flatMap((phase) => Object.keys(phase)))];
  return Object.fromEntries(
    statuses.map((status) => [
      `pf_api_request_duration_seconds_count{endpoint="/order",status="${status}",instance="${instance}",job="pf_agents"}`,
      counter(...phases.map((phase) => [phase[status] ?? 0, 20] as const)),
    ]),
  );
}

const clientAlert = (instance: string, share: string) => ({
  labels: { instance, job: 'pf_agents', severity: 'warning', team: 'platform' },
  annotations: { summary: `${share} of the API calls of ${instance} (pf_agents) fail` },
});

const apiClient = [
  alertTest({
    name: 'fires for a client whose calls all fail or time out, although the route as a whole is healthy',
    rule: 'pf-api-client-errors',
    series: {
      ...calls('down', { 500: 0.5, timeout: 0.5 }),
      ...calls('others', { 200: 300 }),
    },
    expect: { '15m': [{ ...clientAlert('down', '100%'), receivers: TOLD.warning }] },
  }),
  alertTest({
    name: 'the rule about routes does not fire for it',
    rule: 'pf-api-errors',
    series: {
      ...calls('down', { 500: 0.5, timeout: 0.5 }),
      ...calls('others', { 200: 300 }),
    },
    expect: { '15m': [] },
  }),
  alertTest({
    name: 'fires five minutes after more than half of the calls fail, not exactly half, and keeps firing for ten minutes',
    rule: 'pf-api-client-errors',
    series: { ...calls('a', { 200: 45, 429: 55 }, { 200: 52, 429: 48 }), ...calls('edge', { 200: 50, 429: 50 }) },
    expect: {
      '1m': [{ state: 'Pending', ...clientAlert('a', '55%') }],
      '5m': [{ state: 'Pending', ...clientAlert('a', '55%') }],
      '6m': [clientAlert('a', '55%')],
      '20m': [clientAlert('a', '55%')],
      '32m': [{ state: 'Recovering' }],
      '39m': [],
    },
  }),
  alertTest({
    name: 'does not fire with fewer than five calls in ten minutes',
    rule: 'pf-api-client-errors',
    series: calls('rare', { 500: 0.4 }),
    expect: { '15m': [{ state: 'Normal', reason: 'NoData' }] },
  }),
  alertTest({
    name: 'does not fire without calls',
    rule: 'pf-api-client-errors',
    expect: { '5m': [{ state: 'Normal', reason: 'NoData', receivers: [] }] },
  }),
  alertTest(
    keepsThroughOutage(
      'prometheus',
      { rule: 'pf-api-client-errors', series: calls('a', { 500: 9 }, { 500: 9 }, { 500: 9 }) },
      clientAlert('a', '100%'),
    ),
  ),
  alertTest({
    name: 'fires for a single client among 300',
    rule: 'pf-api-client-errors',
    series: among300(
      (client) => calls(client, { 200: 9, 500: 1 }),
      (client) => calls(client, { 200: 1, 500: 9 }),
    ),
    expect: { '15m': [clientAlert('a123', '90%')] },
  }),
];

const SINK = 'up{job="pf_services",instance="sink:8081"}';
const LAG = 'pf_ingest_lag_seconds{table="agent_trades"}';
const TRADING = { 'pf_trades_total{agent_id="a1",outcome="win"}': counter([1, 90]) };
const ingestAlert = (summary: string) => ({ labels: { severity: 'critical', team: 'data' }, annotations: { summary } });
const NOT_REPORTED = 'The lag of ClickHouse is not reported, although trades settle';

const ingestDown = [
  alertTest({
    name: 'fires three minutes after the scrape of the sink fails, and resolves with the next successful scrape',
    rule: 'pf-ingest-down',
    series: {
      [SINK]: '1x4 0x9 1x9',
      'up{job="pf_services",instance="book:8082"}': '1x30',
      'up{job="clickhouse",instance="clickhouse:9363"}': '0x30',
    },
    expect: {
      '4m': [],
      '5m': [{ state: 'Pending', ...ingestAlert('sink:8081 does not answer') }],
      '7m': [{ state: 'Pending', ...ingestAlert('sink:8081 does not answer') }],
      '8m': [{ ...ingestAlert('sink:8081 does not answer'), receivers: TOLD.critical }],
      '15m': [],
    },
  }),
  alertTest({
    name: 'fires when the target that exported the lag is removed, while trades settle',
    rule: 'pf-ingest-down',
    series: { [LAG]: '3x9 stale', ...TRADING },
    expect: {
      '9m': [{ state: 'Normal', reason: 'NoData' }],
      '14m': [ingestAlert(NOT_REPORTED)],
      '80m': [ingestAlert(NOT_REPORTED)],
    },
  }),
  alertTest({
    name: 'Ingestion Lag does not fire for it',
    rule: 'pf-ingestion-lag',
    series: { [LAG]: '3x9 stale', ...TRADING },
    expect: { '14m': [{ state: 'Normal', reason: 'NoData' }] },
  }),
  alertTest({
    name: 'does not fire without the lag in a quiet market, or for a fleet that never had an ingest',
    rule: 'pf-ingest-down',
    series: { [LAG]: '3x9 stale', 'pf_trades_total{agent_id="a1",outcome="win"}': '7x60' },
    expect: { '40m': [{ state: 'Normal', reason: 'NoData', receivers: [] }] },
  }),
  alertTest({
    name: 'does not fire for a fleet that never had an ingest',
    rule: 'pf-ingest-down',
    series: TRADING,
    expect: { '40m': [{ state: 'Normal', reason: 'NoData', receivers: [] }] },
  }),
  alertTest(
    keepsThroughOutage(
      'prometheus',
      { rule: 'pf-ingest-down', series: { [SINK]: '0x60' } },
      ingestAlert('sink:8081 does not answer'),
    ),
  ),
  alertTest({
    name: 'fires for a single process among 300',
    rule: 'pf-ingest-down',
    series: among300(
      (name) => ({ [`up{job="pf_services",instance="${name}"}`]: '1x9' }),
      (name) => ({ [`up{job="pf_services",instance="${name}"}`]: '0x9' }),
    ),
    expect: { '5m': [ingestAlert('a123 does not answer')] },
  }),
];

const done = (job: string) => `pf_job_last_success_timestamp_seconds{job_name="${job}"}`;
const jobAlert = (job: string, ago: string) => ({
  labels: { job_name: job, severity: 'warning', team: 'data' },
  annotations: { summary: `The job ${job} of the book last succeeded ${ago} ago` },
});

const jobLate = [
  alertTest({
    name: 'fires five minutes after the last success of a job is more than two hours ago, not exactly two, and resolves with the next success',
    rule: 'pf-book-job-late',
    series: {
      [done('snapshot')]: '-7140x9 600x20',
      [done('reconciliation')]: '-7200+60x30',
      [done('rates')]: '-6900+60x30',
    },
    expect: {
      '1m': [],
      '2m': [{ state: 'Pending', ...jobAlert('snapshot', '2h 1m 0s') }],
      '6m': [{ state: 'Pending', ...jobAlert('snapshot', '2h 5m 0s') }],
      '7m': [{ ...jobAlert('snapshot', '2h 6m 0s'), receivers: TOLD.warning }],
      '10m': [],
    },
  }),
  alertTest({
    name: 'keeps firing for a day for a job whose process is gone',
    rule: 'pf-book-job-late',
    interval: '10m',
    series: { [done('rates')]: '0+600x6 stale' },
    expect: { '2h': [], '3h20m': [jobAlert('rates', '2h 20m 0s')], '26h': [] },
  }),
  alertTest({
    name: 'does not fire for a book without jobs',
    rule: 'pf-book-job-late',
    expect: { '5m': [{ state: 'Normal', reason: 'NoData', receivers: [] }] },
  }),
  alertTest(
    keepsThroughOutage(
      'prometheus',
      { rule: 'pf-book-job-late', series: { [done('rates')]: '-36000+60x60' } },
      jobAlert('rates', '10h 0m 0s'),
    ),
  ),
  alertTest({
    name: 'fires for a single job among 300',
    rule: 'pf-book-job-late',
    series: among300(
      (job) => ({ [done(job)]: '0+60x9' }),
      (job) => ({ [done(job)]: '-36000+60x9' }),
    ),
    expect: { '6m': [jobAlert('a123', '10h 0m 0s')] },
  }),
];

export default [fleetLatency, fleetRejects, apiClient, ingestDown, jobLate];
