import { testPrometheusRules } from '../src/test/support/alert-rules.ts';
import { healthRules } from './health-rules.ts';

const UP = 'up{job="pf_agent_exporter",instance="exporter:8000"}';
const polled = (agent: string) => `pf_exporter_last_success_timestamp_seconds{agent_id="${agent}"}`;
const drawdown = (agent: string) => `pf_drawdown_pct{agent_id="${agent}"}`;
/** Values of a poll every 15 s, so that the value is the time, for some scrapes. */
const NOW = '0+15x';

/** So many agents polled all the time, and so many polled for five minutes only. */
function fleet(fresh: number, stopped: number): Record<string, string> {
  const agents = Array.from({ length: fresh + stopped }, (_, index) => [polled(`a${index}`), index < fresh ? `${NOW}80` : `${NOW}20 300x60`]);
  return Object.fromEntries(agents) as Record<string, string>;
}

testPrometheusRules(healthRules, {
  'pf-exporter-down': [
    {
      name: 'fires for the one exporter of two whose scrape fails, after two minutes',
      series: { [UP]: '1x20 0x60', 'up{job="pf_agent_exporter",instance="other:8000"}': '1x80', 'up{job="clickhouse",instance="clickhouse:9363"}': '0x80' },
      firing: { '5m': [], '6m': [], '10m': [{ job: 'pf_agent_exporter', instance: 'exporter:8000' }] },
      values: { '10m': { '{instance="exporter:8000", job="pf_agent_exporter"}': 0 } },
    },
    {
      name: 'fires when Prometheus never knew an exporter',
      series: { 'up{job="clickhouse",instance="clickhouse:9363"}': '1x80' },
      firing: { '1m': [], '8m': [{ job: 'pf_agent_exporter' }] },
      values: { '8m': { '{job="pf_agent_exporter"}': 0 } },
    },
    {
      name: 'fires when the last exporter is taken out of the scrape configuration',
      series: { [UP]: '1x20 stale', ...fleet(30, 0) },
      firing: { '5m': [], '8m': [{ job: 'pf_agent_exporter' }] },
    },
    {
      name: 'fires for the fleet when more than a tenth of it goes unpolled',
      series: { [UP]: '1x80', ...fleet(22, 3) },
      firing: { '6m': [], '12m': [{}] },
      values: { '12m': { '{}': 0.88 } },
    },
    { name: 'leaves a tenth of the fleet to the alert about single agents', series: { [UP]: '1x80', ...fleet(27, 3) }, firing: { '12m': [] } },
    { name: 'knows no share of a small fleet', series: { [UP]: '1x80', ...fleet(5, 15) }, firing: { '12m': [] } },
    { name: 'fires when the whole fleet goes unpolled', series: { [UP]: '1x80', ...fleet(0, 21) }, firing: { '12m': [{}] }, values: { '12m': { '{}': 0 } } },
    {
      name: 'names the exporter alone when it takes the fleet down with it',
      series: { [UP]: '1x20 0x60', ...fleet(0, 25) },
      firing: { '15m': [{ job: 'pf_agent_exporter', instance: 'exporter:8000' }] },
    },
  ],
  'pf-agent-stale': [
    {
      name: 'fires for the one agent that is polled no more, and not at two minutes sharp',
      series: { [UP]: '1x120', [polled('stuck')]: `${NOW}20 300x100`, [drawdown('stuck')]: '0.1x120', [polled('here')]: `${NOW}120`, [polled('slow')]: '-120+15x120' },
      firing: { '7m': [], '9m': [], '15m': [{ agent_id: 'stuck' }] },
      values: { '15m': { '{agent_id="stuck"}': 600 } },
    },
    {
      name: 'a dead agent, whose drawdown alert has closed, fires for hours and is then forgotten',
      interval: '1m', evaluationInterval: '1m',
      series: { [UP]: '1x400', [polled('dead')]: '0+60x5 stale', [drawdown('dead')]: '0.3x5 stale', [polled('here')]: '0+60x400', [drawdown('here')]: '0x400' },
      firing: { '6m': [], '12m': [{ agent_id: 'dead' }], '5h': [{ agent_id: 'dead' }], '6h10m': [] },
      values: { '5h': { '{agent_id="dead"}': 5 * 3600 - 300 } },
    },
    {
      name: 'fires for an agent that reported once and no longer does, also without an exporter that tells the time of its polls',
      series: { [UP]: '1x200', [drawdown('gone')]: '0.01x80 stale', [drawdown('here')]: '0.01x200' },
      firing: { '20m': [], '40m': [{ agent_id: 'gone' }] },
      values: { '40m': { '{agent_id="gone"}': 40 * 60 - 80 * 15 } },
    },
    {
      name: 'fires for an agent that is polled and whose figures are gone all the same',
      series: { [UP]: '1x200', [polled('hollow')]: `${NOW}200`, [drawdown('hollow')]: '0.01x80 stale' },
      firing: { '20m': [], '40m': [{ agent_id: 'hollow' }] },
    },
    {
      name: 'stays quiet while the exporter is down, which fires for all of them',
      series: { [UP]: '1x20 0x180', [polled('stuck')]: `${NOW}20 300x180`, [drawdown('gone')]: '0.1x20 stale' },
      firing: { '10m': [], '45m': [] },
    },
    {
      name: 'stays quiet while there is no exporter at all, and fires for an agent that is not back with it',
      series: { [UP]: '1x20 _x60 1x120', [polled('lost')]: `${NOW}20 _x180`, [polled('back')]: `${NOW}20 _x60 1200+15x120` },
      firing: { '15m': [], '30m': [{ agent_id: 'lost' }] },
    },
  ],
  'pf-pushgateway-stale': [
    {
      name: 'fires for the one group without a push for more than five minutes, not for one at five minutes sharp',
      series: { 'push_time_seconds{job="pf_agent_a1"}': '0x80', 'push_time_seconds{job="pf_agent_a2"}': `${NOW}80`, 'push_time_seconds{job="pf_agent_a3"}': '-300+15x80', 'push_time_seconds{job="nightly"}': '0x80' },
      firing: { '5m': [], '6m': [], '10m': [{ job: 'pf_agent_a1' }] },
      values: { '10m': { '{job="pf_agent_a1"}': 600 } },
    },
    {
      name: 'fires for a group whose push was rejected, and prints the age of the last good one',
      series: {
        'push_time_seconds{job="pf_agent_bad"}': `${NOW}20 300x60`, 'push_failure_time_seconds{job="pf_agent_bad"}': '0x20 315x60',
        'push_time_seconds{job="pf_agent_good"}': `${NOW}80`, 'push_failure_time_seconds{job="pf_agent_good"}': '0x80',
      },
      firing: { '5m': [], '8m': [{ job: 'pf_agent_bad' }], '15m': [{ job: 'pf_agent_bad' }] },
      values: { '8m': { '{job="pf_agent_bad"}': 180 }, '15m': { '{job="pf_agent_bad"}': 600 } },
    },
    {
      name: 'closes with the next good push',
      series: { 'push_time_seconds{job="pf_agent_a1"}': '0x40 600x40', 'push_failure_time_seconds{job="pf_agent_a1"}': '0x20 300x60' },
      firing: { '9m': [{ job: 'pf_agent_a1' }], '12m': [] },
    },
  ],
  'pf-ingestion-lag': [
    {
      name: 'fires for the one table that is behind while trades settle',
      series: {
        'pf_ingest_lag_seconds{table="agent_trades",instance="exporter:8000"}': '0x10 121x80', 'pf_ingest_lag_seconds{table="trade_flow_1m"}': '120x90',
        'pf_trades_total{agent_id="a1",outcome="win"}': '0+1x90',
      },
      firing: { '6m': [], '15m': [{ table: 'agent_trades' }] },
      values: { '15m': { '{table="agent_trades"}': 121 } },
    },
    {
      name: 'stays silent in a quiet market, and when nothing says whether trades settle',
      series: { 'pf_ingest_lag_seconds{table="agent_trades"}': '0+15x90', 'pf_trades_total{agent_id="a1",outcome="win"}': '7x90' },
      firing: { '15m': [] },
    },
  ],
});
