import { alertTest } from 'pf-grafana';

import { among300, counter, keepsThroughOutage, notEvaluated, RECORDING_RULES, TOLD } from './test-series.ts';

const UP = 'up{job="pf_agent_exporter",instance="exporter:8000"}';
const polled = (agent: string) => `pf_exporter_last_success_timestamp_seconds{agent_id="${agent}"}`;
const drawdown = (agent: string) => `pf_drawdown_pct{agent_id="${agent}"}`;
const lag = (table: string) => `pf_ingest_lag_seconds{table="${table}"}`;
const pushed = (agent: string) => `push_time_seconds{job="pf_agent_${agent}"}`;
const rejected = (agent: string) => `push_failure_time_seconds{job="pf_agent_${agent}"}`;
/** The timestamp metric of an agent that is polled every minute, for so many minutes. */
const NOW = (minutes: number) => `0+60x${minutes}`;

/** A fleet of agents that are always polled, and agents that are polled only for five minutes. */
function fleet(fresh: number, stopped: number): Record<string, string> {
  const agents = Array.from({ length: fresh + stopped }, (_, index) => [
    polled(`a${index}`),
    index < fresh ? NOW(30) : `${NOW(5)} 300x24`,
  ]);
  return Object.fromEntries(agents) as Record<string, string>;
}

const exporterAlert = (summary: string, labels: Record<string, string> = {}) => ({
  labels: { severity: 'critical', team: 'platform', ...labels },
  annotations: { summary },
});

const exporterDown = [
  alertTest({
    name: 'fires two minutes after the scrape of one of two exporters fails, and resolves with the next successful scrape',
    rule: 'pf-exporter-down',
    series: {
      [UP]: '1x4 0x4 1x9',
      'up{job="pf_agent_exporter",instance="other:8000"}': '1x20',
      'up{job="clickhouse",instance="clickhouse:9363"}': '0x20',
    },
    expect: {
      '4m': [],
      '5m': [
        { state: 'Pending', ...exporterAlert('Exporter exporter:8000 does not answer', { instance: 'exporter:8000' }) },
      ],
      '6m': [{ state: 'Pending', ...exporterAlert('Exporter exporter:8000 does not answer') }],
      '7m': [
        {
          ...exporterAlert('Exporter exporter:8000 does not answer', { job: 'pf_agent_exporter' }),
          receivers: TOLD.critical,
        },
      ],
      '10m': [],
    },
  }),
  alertTest({
    name: 'fires if Prometheus has never had an exporter target',
    rule: 'pf-exporter-down',
    series: { 'up{job="clickhouse",instance="clickhouse:9363"}': '1x20' },
    expect: { '8m': [exporterAlert('Prometheus has no exporter target', { job: 'pf_agent_exporter' })] },
  }),
  alertTest({
    name: 'fires when the last exporter is removed from the scrape configuration',
    rule: 'pf-exporter-down',
    series: { [UP]: '1x5 stale', ...fleet(30, 0) },
    expect: { '5m': [], '8m': [exporterAlert('Prometheus has no exporter target')] },
  }),
  alertTest({
    name: 'fires for the fleet when more than a tenth of it is not polled',
    rule: 'pf-exporter-down',
    series: { [UP]: '1x30', ...fleet(22, 3) },
    expect: {
      '6m': [],
      '12m': [{ ...exporterAlert('Only 88% of the agents were polled recently'), values: { B: 0.88 } }],
    },
  }),
  alertTest({
    name: 'does not fire for a tenth of the fleet, which the alert about single agents covers',
    rule: 'pf-exporter-down',
    series: { [UP]: '1x30', ...fleet(27, 3) },
    expect: { '12m': [] },
  }),
  alertTest({
    name: 'does not check the share of a small fleet',
    rule: 'pf-exporter-down',
    series: { [UP]: '1x30', ...fleet(5, 15) },
    expect: { '12m': [] },
  }),
  alertTest({
    name: 'fires when the whole fleet is not polled',
    rule: 'pf-exporter-down',
    series: { [UP]: '1x30', ...fleet(0, 21) },
    expect: { '12m': [exporterAlert('Only 0% of the agents were polled recently')] },
  }),
  alertTest({
    name: 'names only the exporter if its failure affects the fleet',
    rule: 'pf-exporter-down',
    series: { [UP]: '1x5 0x24', ...fleet(0, 25) },
    expect: { '15m': [exporterAlert('Exporter exporter:8000 does not answer')] },
  }),
  alertTest({
    name: 'reports a query that returns nothing',
    rule: 'pf-exporter-down',
    frames: { A: [] },
    expect: {
      '2m': [
        {
          state: 'NoData',
          labels: { rulename: 'Exporter Down' },
          annotations: { summary: notEvaluated('Exporter Down') },
          receivers: TOLD.critical,
        },
      ],
    },
  }),
  alertTest(
    keepsThroughOutage(
      'prometheus',
      { rule: 'pf-exporter-down', series: { [UP]: '0x60' } },
      exporterAlert('Exporter exporter:8000 does not answer'),
    ),
  ),
  alertTest({
    name: 'fires for a single exporter among 300',
    rule: 'pf-exporter-down',
    series: among300(
      (name) => ({ [`up{job="pf_agent_exporter",instance="${name}"}`]: '1x9' }),
      (name) => ({ [`up{job="pf_agent_exporter",instance="${name}"}`]: '0x9' }),
    ),
    expect: { '5m': [exporterAlert('Exporter a123 does not answer')] },
  }),
];

const staleAlert = (agent: string, ago: string) => ({
  labels: { agent_id: agent, severity: 'warning', team: 'platform' },
  annotations: { summary: `Agent ${agent} was last seen ${ago} ago` },
});

const agentStale = [
  alertTest({
    name: 'fires for an agent that is no longer polled, but not at exactly two minutes, and resolves when it is back',
    rule: 'pf-agent-stale',
    series: {
      [UP]: '1x40',
      [polled('stuck')]: '0+60x5 300x14 1200+60x20',
      [drawdown('stuck')]: '0.1x40',
      [polled('here')]: NOW(40),
      [polled('slow')]: '-120+60x40',
    },
    expect: {
      '7m': [],
      '8m': [{ state: 'Pending', ...staleAlert('stuck', '3m 0s') }],
      '10m': [{ state: 'Pending', ...staleAlert('stuck', '5m 0s') }],
      '11m': [{ ...staleAlert('stuck', '6m 0s'), receivers: TOLD.warning }],
      '21m': [],
    },
  }),
  alertTest({
    name: 'fires for an agent that was always seen 125 seconds ago',
    rule: 'pf-agent-stale',
    series: { [UP]: '1x20', [polled('behind')]: '-125+60x20' },
    expect: { '4m': [staleAlert('behind', '2m 5s')] },
  }),
  alertTest({
    name: 'fires for hours for a dead agent, and then resolves',
    rule: 'pf-agent-stale',
    rule_files: [RECORDING_RULES],
    series: {
      [UP]: '1x400',
      [polled('dead')]: '0+60x5 stale',
      [drawdown('dead')]: '0.3x5 stale',
      [polled('here')]: '0+60x400',
      [drawdown('here')]: '0x400',
    },
    expect: { '6m': [], '12m': [staleAlert('dead', '7m 0s')], '5h': [staleAlert('dead', '4h 55m 0s')], '6h10m': [] },
  }),
  alertTest({
    name: 'fires for an agent that no longer reports, also without the time of its polls',
    rule: 'pf-agent-stale',
    rule_files: [RECORDING_RULES],
    series: { [UP]: '1x50', [drawdown('gone')]: '0.01x20 stale', [drawdown('here')]: '0.01x50' },
    expect: { '20m': [], '40m': [staleAlert('gone', '20m 0s')] },
  }),
  alertTest({
    name: 'fires for an agent that is polled but has no series any more',
    rule: 'pf-agent-stale',
    rule_files: [RECORDING_RULES],
    series: { [UP]: '1x50', [polled('hollow')]: NOW(50), [drawdown('hollow')]: '0.01x20 stale' },
    expect: { '20m': [], '40m': [staleAlert('hollow', '20m 0s')] },
  }),
  alertTest({
    name: 'does not fire while the exporter is down, which has its own alert',
    rule: 'pf-agent-stale',
    rule_files: [RECORDING_RULES],
    series: { [UP]: '1x5 0x45', [polled('stuck')]: `${NOW(5)} 300x45`, [drawdown('gone')]: '0.1x5 stale' },
    expect: { '10m': [], '45m': [] },
  }),
  alertTest({
    name: 'does not fire while there is no exporter, and fires for an agent that does not return with it',
    rule: 'pf-agent-stale',
    series: {
      [UP]: '1x5 _x15 1x30',
      [polled('lost')]: `${NOW(5)} _x45`,
      [polled('back')]: `${NOW(5)} _x15 1260+60x30`,
    },
    expect: { '15m': [], '30m': [staleAlert('lost', '25m 0s')] },
  }),
  alertTest({
    name: 'does not fire without agents',
    rule: 'pf-agent-stale',
    expect: { '5m': [{ state: 'Normal', reason: 'NoData', receivers: [] }] },
  }),
  alertTest(
    keepsThroughOutage(
      'prometheus',
      { rule: 'pf-agent-stale', series: { [UP]: '1x60', [polled('stuck')]: '-3600+60x60' } },
      staleAlert('stuck', '1h 0m 0s'),
    ),
  ),
  alertTest({
    name: 'fires for a single agent among 300',
    rule: 'pf-agent-stale',
    series: {
      [UP]: '1x20',
      ...among300(
        (agent) => ({ [polled(agent)]: NOW(20) }),
        (agent) => ({ [polled(agent)]: '0x20' }),
      ),
    },
    expect: { '10m': [staleAlert('a123', '10m 0s')] },
  }),
];

const pushAlert = (agent: string, ago: string) => ({
  labels: { job: `pf_agent_${agent}`, severity: 'warning', team: 'platform' },
  annotations: { summary: `The last successful push of pf_agent_${agent} was ${ago} ago` },
});

const pushgatewayStale = [
  alertTest({
    name: 'fires for a group without a push for more than five minutes, not at exactly five, and resolves with the next successful push',
    rule: 'pf-pushgateway-stale',
    series: {
      [pushed('a1')]: '0x11 720x3',
      [rejected('a1')]: '0x15',
      [pushed('a2')]: NOW(20),
      [pushed('a3')]: '-300+60x20',
      'push_time_seconds{job="nightly"}': '0x20',
    },
    expect: {
      '5m': [],
      '7m': [{ state: 'Pending', ...pushAlert('a1', '7m 0s') }],
      '8m': [{ ...pushAlert('a1', '8m 0s'), receivers: TOLD.warning }],
      // The series of the alert ends with the push, and resolves after two evaluations.
      '14m': [],
    },
  }),
  alertTest({
    name: 'fires for a group with a rejected push, and prints the age of the last successful push',
    rule: 'pf-pushgateway-stale',
    series: {
      [pushed('bad')]: '0+60x5 300x15',
      [rejected('bad')]: '0x5 315x15',
      [pushed('good')]: NOW(20),
      [rejected('good')]: '0x20',
    },
    expect: { '5m': [], '8m': [pushAlert('bad', '3m 0s')], '15m': [pushAlert('bad', '10m 0s')] },
  }),
  alertTest({
    name: 'does not fire without a Pushgateway',
    rule: 'pf-pushgateway-stale',
    expect: { '5m': [{ state: 'Normal', reason: 'NoData', receivers: [] }] },
  }),
  alertTest(
    keepsThroughOutage(
      'prometheus',
      { rule: 'pf-pushgateway-stale', series: { [pushed('a1')]: '-3600+60x60' } },
      pushAlert('a1', '1h 0m 0s'),
    ),
  ),
  alertTest({
    name: 'fires for a single group among 300',
    rule: 'pf-pushgateway-stale',
    series: among300(
      (agent) => ({ [pushed(agent)]: NOW(20) }),
      (agent) => ({ [pushed(agent)]: '0x20' }),
    ),
    expect: { '10m': [pushAlert('a123', '10m 0s')] },
  }),
];

const lagAlert = (table: string, behind: string) => ({
  labels: { table, severity: 'critical', team: 'data' },
  annotations: { summary: `ClickHouse table ${table} is ${behind} behind` },
});
const TRADING = { 'pf_trades_total{agent_id="a1",outcome="win"}': counter([1, 60]) };

const ingestionLag = [
  alertTest({
    name: 'fires for a table that lags while trades settle, until it lags less than a minute',
    rule: 'pf-ingestion-lag',
    series: {
      'pf_ingest_lag_seconds{table="agent_trades",instance="exporter:8000"}': '5x3 122x9 61x4 59x4',
      [lag('trade_flow_1m')]: '120x30',
      ...TRADING,
    },
    expect: {
      '3m': [],
      '4m': [{ state: 'Pending', ...lagAlert('agent_trades', '2m 2s') }],
      '8m': [{ state: 'Pending', ...lagAlert('agent_trades', '2m 2s') }],
      '9m': [{ ...lagAlert('agent_trades', '2m 2s'), receivers: TOLD.critical }],
      '17m': [lagAlert('agent_trades', '1m 1s')],
      '19m': [],
    },
  }),
  alertTest({
    name: 'does not fire in a quiet market, or if it is unknown whether trades settle',
    rule: 'pf-ingestion-lag',
    series: { [lag('agent_trades')]: '0+60x20', 'pf_trades_total{agent_id="a1",outcome="win"}': '7x20' },
    expect: { '15m': [{ state: 'Normal', reason: 'NoData', receivers: [] }] },
  }),
  alertTest(
    keepsThroughOutage(
      'prometheus',
      { rule: 'pf-ingestion-lag', series: { [lag('agent_trades')]: '600x60', ...TRADING } },
      lagAlert('agent_trades', '10m 0s'),
    ),
  ),
  alertTest({
    name: 'fires for a single table among 300',
    rule: 'pf-ingestion-lag',
    series: {
      ...TRADING,
      ...among300(
        (table) => ({ [lag(table)]: '119x20' }),
        (table) => ({ [lag(table)]: '3600x20' }),
      ),
    },
    expect: { '10m': [lagAlert('a123', '1h 0m 0s')] },
  }),
];

export default [exporterDown, agentStale, pushgatewayStale, ingestionLag];
