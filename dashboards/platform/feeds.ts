import type { RowSpec } from '../../src/define/definitions.ts';
import { units } from '../../src/fleet/panels/units.ts';
import { book } from '../../src/fleet/queries/book.ts';
import { execution } from '../../src/fleet/queries/execution.ts';
import { health } from '../../src/fleet/queries/health.ts';
import { pipeline } from '../../src/fleet/queries/pipeline.ts';
import { platform } from '../../src/fleet/queries/platform.ts';
import { tradeEvents } from '../../src/fleet/queries/trade-events.ts';
import type { FleetSettings } from '../../src/fleet/settings.ts';
import { instant, logInstant, rows } from '../../src/panels/targets.ts';
import { asProperty, highIsBad, lowIsBad, neutral, noneIsBad, noneIsGood } from '../../src/panels/thresholds.ts';
import { barGauge, notExported, sideBySide, stackedFigures } from '../../src/panels/values.ts';

const LOG_WINDOW = '15m';
/** Numbers of messages that a consumer group stores within seconds, and within minutes. */
const BACKLOG = { warn: 1000, critical: 10_000 };
/** Seconds: three runs of the jobs that run every five minutes by default, and an hour. */
const FREQUENT_JOB = { warn: 900, critical: 3600 };

/** Every feed on one screen, with the age of its newest data (requirements 7, 230). */
export function feeds(settings: FleetSettings): RowSpec {
  return {
    key: 'platform-feeds',
    title: 'Is it the fleet or the monitoring?',
    panels: [
      { key: 'platform-targets', width: 8, height: 4, panel: targets() },
      { key: 'platform-exporter', width: 8, height: 4, panel: exporter(settings) },
      { key: 'platform-agents', width: 8, height: 4, panel: agents() },
      { key: 'platform-receiver', width: 8, height: 4, panel: receiver() },
      { key: 'platform-kafka', width: 8, height: 4, panel: kafka() },
      { key: 'platform-pushes', width: 8, height: 4, panel: pushes(settings) },
      { key: 'platform-clickhouse', width: 8, height: 4, panel: clickhouse(settings) },
      { key: 'platform-postgres', width: 8, height: 4, panel: postgres(settings) },
      { key: 'platform-jobs', width: 8, height: 4, panel: jobs(settings) },
      { key: 'platform-loki', width: 24, height: 4, panel: loki() },
    ],
  };
}

function targets() {
  return stackedFigures(
    'Scrape targets up',
    'Share of the targets of each scrape job whose last scrape worked: the exporters, the agents with a registry of their own, receiver, sink and book, the Pushgateway, Prometheus itself. Below 100 %, the figures of a target that does not answer are missing everywhere: check its process, then the targets page of Prometheus.',
  )
    .unit(units.fraction)
    .decimals(0)
    .thresholds(lowIsBad({ warn: 1, critical: 0.9 }))
    .withTarget(instant(platform.targetsUp(), '{{job}}'));
}

function exporter({ thresholds }: FleetSettings) {
  return sideBySide(
    'Exporter',
    `Time since the newest complete poll of any agent, and how many of the agents known in the last hour report. Above ${thresholds.dataAgeSeconds.critical} s live figures are out of date: check the exporter's log and the Purple Flea API.`,
  )
    .unit(units.none)
    .decimals(0)
    .thresholds(neutral())
    .overrideByName('Age', [{ id: 'unit', value: units.seconds }, asProperty(highIsBad(thresholds.dataAgeSeconds))])
    .withTarget(instant(health.dataAge(), 'Age'))
    .withTarget(instant(health.activeAgents(), 'Report'))
    .withTarget(instant(health.knownAgents(), 'Of known'));
}

function agents() {
  return stackedFigures(
    "Agents' own metrics",
    'Acknowledged orders per second as counted by the agents, over 5 minutes, and trade events per second stored by the sink. Orders without events: the webhooks or the ingest stopped. Events without orders: the agents are not scraped.',
  )
    .unit(units.perSecond)
    .decimals(2)
    .thresholds(neutral())
    .withTarget(instant(execution.ordersPerSecond(), 'Orders'))
    .withTarget(instant(platform.rowsByTable('5m'), '{{table}}'));
}

function receiver() {
  return sideBySide(
    'Webhook receiver',
    'Of the last 5 minutes: share of answers that were not 200, so that the platform sends the request again, 95th percentile of the answer time, and events that no broker has confirmed. Refused or slow answers are caused by Kafka or a wrong secret: see the answers by status below.',
  )
    .unit(units.none)
    .decimals(0)
    .overrideByName('Refused', [
      { id: 'unit', value: units.fraction },
      { id: 'decimals', value: 1 },
      asProperty(highIsBad({ warn: 0.01, critical: 0.05 })),
    ])
    .overrideByName('Answer p95', [
      { id: 'unit', value: units.seconds },
      asProperty(highIsBad({ warn: 1, critical: 5 })),
    ])
    .overrideByName('Waiting', [asProperty(highIsBad({ warn: 100, critical: 1000 }))])
    .noValue(notExported('pf_webhook_requests_total'))
    .withTarget(instant(platform.refusedShare('5m'), 'Refused'))
    .withTarget(instant(platform.answerQuantile(0.95, '5m'), 'Answer p95'))
    .withTarget(instant(platform.waitingEvents(), 'Waiting'));
}

function kafka() {
  return sideBySide(
    'Kafka lag',
    'Messages of the topic that each consumer group has not stored yet: pf-sink for ClickHouse, pf-book for PostgreSQL. If only one of them grows, its store is slow or down. If both grow, start another process.',
  )
    .unit(units.count)
    .decimals(0)
    .thresholds(highIsBad(BACKLOG))
    .noValue(notExported('pf_ingest_backlog_messages'))
    .withTarget(instant(platform.backlog(), '{{group}}'));
}

function pushes({ thresholds: { pushStaleSeconds } }: FleetSettings) {
  return barGauge(
    'Pushgateway groups',
    `Time since the last successful push of each batch group. The Pushgateway keeps pushed figures for ever: after ${pushStaleSeconds} s those of the group look current but are not. Delete a group whose agent is gone for good.`,
  )
    .displayName('${__field.labels.job}')
    .unit(units.seconds)
    .decimals(0)
    .min(0)
    .thresholds(highIsBad({ warn: pushStaleSeconds / 2, critical: pushStaleSeconds }))
    .noValue(notExported('push_time_seconds'))
    .withTarget(instant(platform.pushAge(), '{{job}}'));
}

function clickhouse({ thresholds }: FleetSettings) {
  return sideBySide(
    'ClickHouse',
    `Time since the newest trade event, messages of the last day that could not be stored as trade events, and running merges. If events are older than ${thresholds.tradeEventAgeSeconds.critical} s while orders are sent, check the Kafka lag.`,
  )
    .timeFrom('24h')
    .unit(units.none)
    .decimals(0)
    .thresholds(neutral())
    .overrideByName('age', [
      { id: 'displayName', value: 'Events age' },
      { id: 'unit', value: units.seconds },
      asProperty(highIsBad(thresholds.tradeEventAgeSeconds)),
    ])
    .overrideByName('dead_letters', [{ id: 'displayName', value: 'Dead letters' }, asProperty(noneIsGood())])
    .withTarget(rows(tradeEvents.dataAge()))
    .withTarget(rows(pipeline.deadLetters()))
    .withTarget(instant(platform.merges(), 'Merges'));
}

function postgres({ thresholds }: FleetSettings) {
  return stackedFigures(
    'Book (PostgreSQL)',
    'Time since the newest ledger entry, and since the newest daily snapshot of any agent was written. An old ledger while trades settle: the book does not store events, check the Kafka lag. Only an old snapshot: check its job, next to this tile.',
  )
    .unit(units.seconds)
    .decimals(0)
    .overrideByName('ledger', [
      { id: 'displayName', value: 'Ledger' },
      asProperty(highIsBad(thresholds.ledgerAgeSeconds)),
    ])
    .overrideByName('snapshot', [
      { id: 'displayName', value: 'Snapshot' },
      asProperty(highIsBad(thresholds.bookAgeSeconds)),
    ])
    .withTarget(rows(book.ages()));
}

function jobs({ thresholds: { reconciliationAgeSeconds } }: FleetSettings) {
  return sideBySide(
    'Jobs of the book',
    `Time since each job last succeeded. Snapshot and rates run every 5 minutes unless set otherwise, so amber means three failed runs; reconciliation and the cleaning of event ids run every hour and turn red after ${reconciliationAgeSeconds / 3600} hours. The log lines of pf-book show the reason.`,
  )
    .unit(units.seconds)
    .decimals(0)
    .thresholds(highIsBad({ warn: reconciliationAgeSeconds * 0.75, critical: reconciliationAgeSeconds }))
    .overrideByName('snapshot', [asProperty(highIsBad(FREQUENT_JOB))])
    .overrideByName('rates', [asProperty(highIsBad(FREQUENT_JOB))])
    .noValue(notExported('pf_job_last_success_timestamp_seconds'))
    .withTarget(instant(platform.jobAge(), '{{job_name}}'));
}

function loki() {
  const panel = sideBySide(
    'Log lines (Loki)',
    `Lines of each service in the last ${LOG_WINDOW} of the range. A service at 0 is silent or its lines are not shipped; if all are at 0, check Alloy and Loki. A quiet exporter is normal, because it logs only failures.`,
  )
    .unit(units.count)
    .decimals(0)
    .thresholds(noneIsBad())
    .overrideByName('pf-exporter', [asProperty(neutral())]);
  for (const service of ['pf-agent', 'pf-escrow', 'pf-exporter', 'pf-webhook', 'pf-sink', 'pf-book'] as const)
    panel.withTarget(logInstant(platform.linesOf(service, LOG_WINDOW), service));
  return panel;
}
