import type { FileValue } from '../src/define/definitions.ts';
import type { FleetSettings } from '../src/fleet/settings.ts';
import { type Receiver, uid } from '../src/define/settings.ts';
import { DETAILS, MESSAGE, SLACK_TEXT, TITLE } from './message-template.ts';
import { WATCHDOG } from './watchdog.ts';

interface ContactPoint {
  readonly name: string;
  readonly receivers: readonly Readonly<Record<string, FileValue>>[];
}

/** `pf-slack` for the receiver that the configuration calls slack. */
export function contactPointName(settings: FleetSettings, receiver: string): string {
  return uid(settings, receiver);
}

/** One contact point per configured receiver, and no other: Grafana refuses to start over one without its address. */
export function contactPoints(settings: FleetSettings): ContactPoint[] {
  return Object.entries(settings.alerting.receivers).map(([name, receiver]) => ({
    name: contactPointName(settings, name),
    receivers: [
      {
        uid: uid(settings, name),
        type: receiver.type,
        settings: receiverSettings(receiver),
        // The halt receiver must not take a recovered drawdown for an order to trade again, nor a heartbeat an end.
        disableResolveMessage: name === settings.alerting.halt || name === WATCHDOG,
      },
    ],
  }));
}

/** FleetSettings by the exact, case-sensitive keys that Grafana reads; others it drops without a word. */
function receiverSettings(receiver: Receiver): Record<string, FileValue> {
  switch (receiver.type) {
    case 'slack':
      return {
        ...('url' in receiver ? { url: receiver.url } : { token: receiver.token }),
        ...(receiver.channel === undefined ? {} : { recipient: receiver.channel }),
        ...(receiver.mentionChannel === undefined ? {} : { mentionChannel: receiver.mentionChannel }),
        title: TITLE,
        text: SLACK_TEXT,
      };
    case 'pagerduty':
      return {
        integrationKey: receiver.integrationKey,
        severity: 'critical',
        class: 'purpleflea',
        component: '{{ .CommonLabels.agent_id }}',
        group: '{{ .CommonLabels.team }}',
        summary: TITLE,
        details: DETAILS,
      };
    case 'email':
      return {
        addresses: receiver.addresses,
        singleEmail: receiver.singleEmail ?? false,
        subject: TITLE,
        message: MESSAGE,
      };
    case 'webhook':
      return {
        url: receiver.url,
        httpMethod: 'POST',
        ...(receiver.authorization === undefined
          ? {}
          : { authorization_scheme: 'Bearer', authorization_credentials: receiver.authorization }),
        ...(receiver.maxAlerts === undefined ? {} : { maxAlerts: receiver.maxAlerts }),
        title: TITLE,
        message: MESSAGE,
      };
  }
}
