import { alertTest } from 'pf-grafana';

import { TOLD } from './test-series.ts';

const CALLED = { prometheus: 'Prometheus', postgres: 'PostgreSQL', clickhouse: 'ClickHouse', loki: 'Loki' } as const;
type Source = keyof typeof CALLED;
const SOURCES = Object.keys(CALLED) as readonly Source[];

const downAlert = (source: Source) => ({
  labels: { source, severity: 'critical', team: 'platform' },
  annotations: { summary: `${CALLED[source]} does not answer Grafana` },
});
/** The answer of a data source, for those whose query no engine runs in this test. */
const answers = (source: Source, value = 1) =>
  source === 'prometheus' ? {} : { frames: { A: [{ answers: source === 'loki' ? value - 1 : value }] } };
const failure = '[sse.dataQueryError] failed to execute query [A]: connection refused';

const down = SOURCES.map((source) => [
  alertTest({
    name: `pages two minutes after ${CALLED[source]} stopped answering, with the reason, and resolves with the next answer`,
    rule: `pf-${source}-down`,
    ...answers(source),
    sources: { [source]: 'unreachable 5m..12m' },
    expect: {
      '4m': [],
      '5m': [{ state: 'Pending', ...downAlert(source) }],
      '6m': [{ state: 'Pending', ...downAlert(source) }],
      '7m': [
        {
          ...downAlert(source),
          annotations: { ...downAlert(source).annotations, Error: failure },
          receivers: TOLD.critical,
        },
      ],
      '12m': [],
    },
    messages: {
      '7m': [],
      '7m30s': ['pagerduty', 'slack', 'webhook'].map((type) => ({
        type,
        title: `[FIRING 1] critical ${CALLED[source]} Down`,
        ...(type === 'pagerduty'
          ? {}
          : { contains: [`${CALLED[source]} does not answer Grafana (${failure})`, 'Until it answers, '] }),
      })),
      '13m': ['pagerduty', 'slack', 'webhook'].map((type) => ({ type, status: 'resolved' as const })),
    },
  }),
  alertTest({
    name: 'pages for an answer without rows',
    rule: `pf-${source}-down`,
    frames: { A: [] },
    expect: { '1m': [{ state: 'Pending', reason: 'NoData' }], '2m': [{ ...downAlert(source), reason: 'NoData' }] },
  }),
  alertTest({
    name: 'pages if it has never answered',
    rule: `pf-${source}-down`,
    sources: { [source]: 'unreachable 0s..' },
    ...answers(source),
    expect: { '1m': [{ state: 'Pending' }], '2m': [downAlert(source)] },
  }),
]);

const heartbeat = {
  labels: { heartbeat: 'true', severity: 'info', team: 'platform' },
  annotations: { summary: 'Alerting of the fleet works' },
};

const watchdog = [
  alertTest({
    name: 'is sent every few minutes only to its own receiver, and stops while Prometheus does not answer',
    rule: 'pf-watchdog',
    sources: { prometheus: 'unreachable 8m..20m' },
    expect: {
      '0m': [{ ...heartbeat, receivers: ['pf-watchdog'] }],
      '8m': [],
      '15m': [{ state: 'Normal', reason: 'Error' }],
      '20m': [heartbeat],
    },
    messages: {
      '1m': [{ receiver: 'pf-watchdog', status: 'firing' }],
      '7m': [{ receiver: 'pf-watchdog', status: 'firing' }],
      '19m30s': [],
      '20m': [{ receiver: 'pf-watchdog', status: 'firing' }],
      '27m': [{ receiver: 'pf-watchdog' }],
    },
  }),
];

const silent = alertTest({
  name: 'does not fire for an answer without rows',
  rule: 'pf-watchdog',
  frames: { A: { '3m': [] } },
  expect: { '2m': [heartbeat], '3m': [{ state: 'Normal', reason: 'NoData', receivers: [] }], '4m': [] },
});

export default [...down, silent, watchdog];
