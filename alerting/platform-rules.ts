import { defineRuleGroup } from '../src/fleet/define.ts';
import { api } from '../src/fleet/queries/api.ts';
import { execution } from '../src/fleet/queries/execution.ts';
import { health } from '../src/fleet/queries/health.ts';
import type { FleetSettings } from '../src/fleet/settings.ts';
import { percent, uid } from '../src/define/settings.ts';
import { DURATION, label, SHARE, value } from './messages.ts';
import { steady } from './rule-states.ts';
import { runbook } from './runbook.ts';

/**
 * Alerts that rules about single agents or routes miss: many quiet agents together, one client among many, the ingest.
 */
export const platformRules = defineRuleGroup((settings) => ({
  name: 'PurpleFlea Platform Alerts',
  interval: '1m',
  rules: [fleetLatency(settings), fleetRejects(settings), apiClient(settings), ingestDown(settings), jobLate(settings)],
}));

/** Fires when the orders of the whole fleet are slow, even if each agent sends few orders. */
function fleetLatency(settings: FleetSettings) {
  const { orderLatencyMs, minOrders } = settings.thresholds;
  const { critical, recover } = orderLatencyMs;
  return {
    uid: uid(settings, 'fleet-latency-high'),
    title: 'High Fleet Latency',
    query: { datasource: 'prometheus', ...execution.p99OfBusyFleet('5m', minOrders) },
    threshold: { is: 'above', value: critical, recover },
    for: '5m',
    severity: 'warning',
    team: 'platform',
    summary: `Order latency p99 of the fleet ${value('%.0f')} ms`,
    description: `The 99th percentile over all orders of the last 5 minutes exceeds ${critical} ms, with at least ${minOrders} orders in total. When many agents are slow at the same time, the cause is the exchange, the API or the network, not an agent. The alert ends below ${recover} ms.`,
    runbook: runbook(settings, 'fleet-latency-high'),
    panel: { dashboard: uid(settings, 'trade-execution'), key: 'latency-quantiles' },
    // The query returns a value only for a fleet with enough orders.
    noData: 'OK',
    ...steady(settings),
  } as const;
}

/** Fires when too many orders of the whole fleet are rejected, even if each agent sends few orders. */
function fleetRejects(settings: FleetSettings) {
  const { rejectRatio, minOrders } = settings.thresholds;
  const { critical, recover } = rejectRatio;
  return {
    uid: uid(settings, 'fleet-reject-rate-high'),
    title: 'High Fleet Reject Rate',
    query: { datasource: 'prometheus', ...execution.rejectRatioOfBusyFleet(minOrders) },
    threshold: { is: 'above', value: critical, recover },
    for: '5m',
    severity: 'warning',
    team: 'trading',
    summary: `${SHARE} of all orders of the fleet are rejected`,
    description: `More than ${percent(critical)}% of the orders of the last 10 minutes were rejected, with at least ${minOrders} orders in total. When many agents are rejected at the same time, the cause is the exchange, a shared limit or a changed instrument. The alert ends below ${percent(recover)}%.`,
    runbook: runbook(settings, 'fleet-reject-rate-high'),
    panel: { dashboard: uid(settings, 'trade-execution'), key: 'orders-rejects' },
    // The query returns a value only for a fleet with enough orders.
    noData: 'OK',
    ...steady(settings),
  } as const;
}

/** Fires for a single client whose calls fail, even if the calls of all clients together do not. */
function apiClient(settings: FleetSettings) {
  const { apiClientErrorRatio, minApiClientCalls } = settings.thresholds;
  return {
    uid: uid(settings, 'api-client-errors'),
    title: 'API Failing for One Client',
    query: { datasource: 'prometheus', ...api.errorRatioOfClients('10m', minApiClientCalls) },
    threshold: { is: 'above', value: apiClientErrorRatio },
    for: '5m',
    severity: 'warning',
    team: 'platform',
    summary: `${SHARE} of the API calls of ${label('instance')} (${label('job')}) fail`,
    description: `More than ${percent(apiClientErrorRatio)}% of its calls of the last 10 minutes, at least ${minApiClientCalls}, were answered 4xx or 5xx, or not at all. If only one client fails, check its key, its address and its clock; if all clients fail, check the platform.`,
    runbook: runbook(settings, 'api-client-errors'),
    panel: { dashboard: uid(settings, 'trade-execution'), key: 'api-rate' },
    // The query returns only clients with enough calls.
    noData: 'OK',
    ...steady(settings, { keepFiringFor: '10m', missingSeriesEvaluations: 10 }),
  } as const;
}

/** Fires for an ingest process that does not answer, and when the ingest lag is no longer reported. */
function ingestDown(settings: FleetSettings) {
  return {
    uid: uid(settings, 'ingest-down'),
    title: 'Ingest Down',
    query: { datasource: 'prometheus', ...health.ingestUp('15m') },
    threshold: { is: 'below', value: 1 },
    for: '3m',
    severity: 'critical',
    team: 'data',
    summary: `{{ if $labels.instance }}${label('instance')} does not answer{{ else }}The lag of ClickHouse is not reported, although trades settle{{ end }}`,
    description:
      'The receiver, sink or book is down, or none of them exports the lag of ClickHouse any more, so Ingestion Lag cannot fire. Events wait in Kafka until its retention ends. Check the process and its log, then Kafka, then its scrape target in Prometheus.',
    runbook: runbook(settings, 'ingest-down'),
    panel: { dashboard: uid(settings, 'platform'), key: 'platform-targets' },
    // A fleet without these services has nothing that could be down.
    noData: 'OK',
    ...steady(settings),
  } as const;
}

/** Fires for a job of the book that has not succeeded for a while: snapshot, rates or reconciliation. */
function jobLate(settings: FleetSettings) {
  const { jobAgeSeconds } = settings.thresholds;
  return {
    uid: uid(settings, 'book-job-late'),
    title: 'Book Job Late',
    query: { datasource: 'prometheus', ...health.sinceJob() },
    threshold: { is: 'above', value: jobAgeSeconds },
    for: '5m',
    severity: 'warning',
    team: 'data',
    summary: `The job ${label('job_name')} of the book last succeeded ${DURATION} ago`,
    description: `That is longer than ${jobAgeSeconds} seconds. Without the snapshot the figures of the day do not change; without the rates new flows have no value in USDC; without the reconciliation wallet and ledger are not compared. The log of the book has the reason for each failure.`,
    runbook: runbook(settings, 'book-job-late'),
    panel: { dashboard: uid(settings, 'platform'), key: 'platform-jobs' },
    // A book that another program writes has no such jobs.
    noData: 'OK',
    ...steady(settings),
  } as const;
}
