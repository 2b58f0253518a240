import { defineRuleGroup } from '../src/fleet/define.ts';
import { sources } from '../src/fleet/queries/sources.ts';
import type { FleetSettings } from '../src/fleet/settings.ts';
import { uid } from '../src/define/settings.ts';
import { runbook } from './runbook.ts';
import { watchdogs } from './watchdog.ts';

/**
 * Alerts about data sources that do not answer, which leave the rules that query them in their last state; and the
 * watchdog.
 */
export const sourceRules = defineRuleGroup((settings) => ({
  name: 'PurpleFlea Data Sources',
  interval: '1m',
  rules: [
    sourceDown(settings, {
      name: 'prometheus',
      title: 'Prometheus Down',
      query: { datasource: 'prometheus', ...sources.prometheusAnswers() },
      effect: 'alerts about drawdown, balances, latency, rejects and the exporter cannot fire',
      panel: { dashboard: uid(settings, 'agent-fleet-v1'), key: 'status-metrics-age' },
    }),
    sourceDown(settings, {
      name: 'postgres',
      title: 'PostgreSQL Down',
      query: { datasource: 'postgres', ...sources.postgresAnswers() },
      effect: 'alerts about stuck contracts, disputes, trades after a halt and the age of the book cannot fire',
      panel: { dashboard: uid(settings, 'agent-fleet-v1'), key: 'status-book-age' },
    }),
    sourceDown(settings, {
      name: 'clickhouse',
      title: 'ClickHouse Down',
      query: { datasource: 'clickhouse', ...sources.clickhouseAnswers() },
      effect: 'alerts about slippage, dead letters and the rollups cannot fire',
      panel: { dashboard: uid(settings, 'agent-fleet-v1'), key: 'status-events-age' },
    }),
    sourceDown(settings, {
      name: 'loki',
      title: 'Loki Down',
      query: { datasource: 'loki', ...sources.lokiAnswers() },
      // Any number of lines is valid, so only a failed query fires.
      limit: 0,
      effect: 'every log panel is empty',
      panel: { dashboard: uid(settings, 'escrow-pipeline'), key: 'escrow-log-lines' },
    }),
    ...watchdogs(settings),
  ],
}));

interface Down<Query> {
  readonly name: 'prometheus' | 'postgres' | 'clickhouse' | 'loki';
  readonly title: string;
  readonly query: Query;
  /** Smallest valid value of the answer; 1 when left out. */
  readonly limit?: number;
  /** Effect for the people on call, as part of a sentence. */
  readonly effect: string;
  readonly panel: { readonly dashboard: string; readonly key: string };
}

/**
 * Fires when the data source refuses or does not answer a minimal query; the annotation Error of the alert has the
 * reason. The texts contain no value, because a failed query returns none.
 */
function sourceDown<Query>(settings: FleetSettings, { name, title, query, limit = 1, effect, panel }: Down<Query>) {
  const called = title.slice(0, -' Down'.length);
  return {
    uid: uid(settings, `${name}-down`),
    title,
    query,
    threshold: { is: 'below', value: limit },
    for: '2m',
    severity: 'critical',
    team: 'platform',
    labels: { source: name },
    summary: `${called} does not answer Grafana`,
    description: `Until it answers, ${effect}, and firing alerts that use it do not change. Check the server, then the network, the password and the certificate of the data source in Grafana.`,
    runbook: runbook(settings, `${name}-down`),
    panel,
    noData: 'Alerting',
    onError: 'Alerting',
  } as const;
}
