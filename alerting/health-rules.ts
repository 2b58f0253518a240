import { defineRuleGroup } from '../src/fleet/define.ts';
import { health } from '../src/fleet/queries/health.ts';
import type { FleetSettings } from '../src/fleet/settings.ts';
import { percent, uid } from '../src/define/settings.ts';
import { DURATION, label, SHARE } from './messages.ts';
import { steady } from './rule-states.ts';
import { runbook } from './runbook.ts';

/** Alerts about the monitoring itself: a dead exporter, agent or pipeline silences the alerts that use its series. */
export const healthRules = defineRuleGroup((settings) => ({
  name: 'PurpleFlea Health Alerts',
  interval: '1m',
  rules: [exporterDown(settings), agentStale(settings), pushgatewayStale(settings), ingestionLag(settings)],
}));

/**
 * Fires for an exporter that does not answer, when Prometheus has no exporter target, and when a large part of a large
 * fleet is not polled. All three values are shares between 0 and 1, so that they can have the same limit.
 */
function exporterDown(settings: FleetSettings) {
  const { agentStaleSeconds, staleAgentsRatio, minAgents } = settings.thresholds;
  const reporting = percent(1 - staleAgentsRatio);
  return {
    uid: uid(settings, 'exporter-down'),
    title: 'Exporter Down',
    query: { datasource: 'prometheus', ...health.exportersAndFleetUp(agentStaleSeconds, minAgents) },
    threshold: { is: 'below', value: reporting / 100 },
    for: '2m',
    severity: 'critical',
    team: 'platform',
    summary: `{{ if $labels.instance }}Exporter ${label('instance')} does not answer{{ else if $labels.job }}Prometheus has no exporter target{{ else }}Only ${SHARE} of the agents were polled recently{{ end }}`,
    description: `The figures of its agents are not current, and alerts on their drawdown and balance use the last known values. It fires when the scrape of an exporter fails, when no exporter is left, and, in a fleet of more than ${minAgents}, when fewer than ${reporting}% of the agents had a complete poll in the last ${agentStaleSeconds} seconds. Check the exporter's process and log, its scrape target in Prometheus, then the Purple Flea API. Alerts about single stale agents wait until every exporter answers.`,
    runbook: runbook(settings, 'exporter-down'),
    panel: { dashboard: uid(settings, 'agent-fleet-v1'), key: 'status-exporters' },
    // absent() returns a row if there is no series, so no data means that the query itself no longer works.
    noData: 'NoData',
    ...steady(settings),
  } as const;
}

/** Fires for an agent that is no longer polled or has no series, for some hours after it was last seen. */
function agentStale(settings: FleetSettings) {
  const { agentStaleSeconds, staleAgentsRatio } = settings.thresholds;
  return {
    uid: uid(settings, 'agent-stale'),
    title: 'Agent Stale',
    query: { datasource: 'prometheus', ...health.unseenWhileExporterUp() },
    threshold: { is: 'above', value: agentStaleSeconds },
    for: '3m',
    severity: 'warning',
    team: 'platform',
    summary: `Agent ${label('agent_id')} was last seen ${DURATION} ago`,
    description: `No complete poll for more than ${agentStaleSeconds} seconds, or it has no series any more. Its drawdown and balance alerts use the last known values. Six hours after the agent was last seen, this alert and those alerts end. When more than ${percent(staleAgentsRatio)}% of a large fleet is stale, Exporter Down fires, which is critical.`,
    runbook: runbook(settings, 'agent-stale'),
    panel: { dashboard: uid(settings, 'agent-fleet-v1'), key: 'attention-stale' },
    // The query returns no rows while an exporter is down, which has its own alert.
    noData: 'OK',
    ...steady(settings),
  } as const;
}

/** Fires for a group whose old series the Pushgateway still serves. */
function pushgatewayStale(settings: FleetSettings) {
  const { pushStaleSeconds } = settings.thresholds;
  return {
    uid: uid(settings, 'pushgateway-stale'),
    title: 'Pushgateway Stale',
    query: { datasource: 'prometheus', ...health.failedPushes(pushStaleSeconds) },
    // The query contains the limits, because its two conditions have different ones; the value is the time since the
    // last successful push.
    threshold: { is: 'above', value: 0 },
    for: '2m',
    severity: 'warning',
    team: 'platform',
    summary: `The last successful push of ${label('job')} was ${DURATION} ago`,
    description: `That is longer than ${pushStaleSeconds} seconds, or a push was rejected since then. The Pushgateway keeps old values, so the figures of this group look current but are not. Look in the log of the batch agent for the rejected push; delete the group if the agent will not return.`,
    runbook: runbook(settings, 'pushgateway-stale'),
    panel: { dashboard: uid(settings, 'agent-fleet-v1'), key: 'attention-stale' },
    noData: 'OK',
    ...steady(settings),
  } as const;
}

/** Fires when trades settle but do not reach ClickHouse. */
function ingestionLag(settings: FleetSettings) {
  const { critical, recover } = settings.thresholds.ingestLagSeconds;
  return {
    uid: uid(settings, 'ingestion-lag'),
    title: 'Ingestion Lag',
    query: { datasource: 'prometheus', ...health.ingestLagWhileTrading('5m') },
    threshold: { is: 'above', value: critical, recover },
    for: '5m',
    severity: 'critical',
    team: 'data',
    summary: `ClickHouse table ${label('table')} is ${DURATION} behind`,
    description: `The newest event is older than ${critical} seconds although trades settle. Execution and slippage figures are out of date, and the slippage alert cannot fire. Check the consumer's lag, then ingest_errors for refused rows. The alert ends below ${recover} seconds.`,
    runbook: runbook(settings, 'ingestion-lag'),
    panel: { dashboard: uid(settings, 'trade-execution'), key: 'status-pipeline-lag' },
    // The query returns rows only while trades settle.
    noData: 'OK',
    ...steady(settings),
  } as const;
}
