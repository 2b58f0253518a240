import { sources } from '../src/fleet/queries/sources.ts';
import type { FleetSettings } from '../src/fleet/settings.ts';
import { uid } from '../src/define/settings.ts';
import { runbook } from './runbook.ts';

/** Receiver of the heartbeat: a service that tells people when no message comes any more. */
export const WATCHDOG = 'watchdog';

/** Whether somebody listens to the heartbeat. */
export function hasWatchdog({ alerting }: FleetSettings): boolean {
  return Object.hasOwn(alerting.receivers, WATCHDOG);
}

/** A dead man's switch, where a receiver is configured: without a listener it would only be noise. */
export function watchdogs(settings: FleetSettings) {
  return hasWatchdog(settings) ? [watchdog(settings)] : [];
}

/**
 * Fires always. It goes silent with Grafana's scheduler, with its Alertmanager, with Prometheus or with the way to the
 * receiver, which is what the receiver has to notice.
 */
function watchdog(settings: FleetSettings) {
  return {
    uid: uid(settings, 'watchdog'),
    title: 'Watchdog',
    query: { datasource: 'prometheus', ...sources.prometheusAnswers() },
    threshold: { is: 'above', value: 0 },
    for: '0s',
    severity: 'info',
    team: 'platform',
    labels: { heartbeat: 'true' },
    summary: 'Alerting of the fleet works',
    description: 'This alert fires as long as everything works. Nothing has to be done about it; act when it stops.',
    runbook: runbook(settings, 'watchdog'),
    panel: { dashboard: uid(settings, 'agent-fleet-v1'), key: 'status-alerts' },
    // No answer from Prometheus must end it, or the heartbeat would go on without a heart.
    noData: 'OK',
    onError: 'OK',
  } as const;
}
