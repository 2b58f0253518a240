import { sources } from '../src/fleet/queries/sources.ts';
import type { FleetSettings } from '../src/fleet/settings.ts';
import { uid } from '../src/define/settings.ts';
import { runbook } from './runbook.ts';

/** Receiver of the watchdog: a service that alerts people when messages stop. */
export const WATCHDOG = 'watchdog';

/** Returns true if a receiver for the watchdog is configured. */
export function hasWatchdog({ alerting }: FleetSettings): boolean {
  return Object.hasOwn(alerting.receivers, WATCHDOG);
}

/** A dead man's switch, if its receiver is configured; without one it would only be noise. */
export function watchdogs(settings: FleetSettings) {
  return hasWatchdog(settings) ? [watchdog(settings)] : [];
}

/**
 * Always fires. Its messages stop if Grafana's scheduler, its Alertmanager, Prometheus or the connection to the
 * receiver fails, which the receiver has to notice.
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
    // A missing answer from Prometheus must end the alert, or the messages would continue during an outage.
    noData: 'OK',
    onError: 'OK',
  } as const;
}
