import type { FileValue } from '../src/define/definitions.ts';
import type { FleetSettings } from '../src/fleet/settings.ts';
import { receiverSettings } from '../src/define/receiver-settings.ts';
import type { ReceiverSpec } from '../src/define/receivers.ts';
import { type Receiver, uid } from '../src/define/settings.ts';
import { DETAILS, MESSAGE, SLACK_TEXT, TITLE } from './message-template.ts';
import { WATCHDOG } from './watchdog.ts';

interface ContactPoint {
  readonly name: string;
  readonly receivers: readonly Readonly<Record<string, FileValue>>[];
}

/** Returns the name of a contact point: `pf-slack` for the receiver `slack` of the configuration. */
export function contactPointName(settings: FleetSettings, receiver: string): string {
  return uid(settings, receiver);
}

/** One contact point per configured receiver, because Grafana refuses to start with one that has no address. */
export function contactPoints(settings: FleetSettings): ContactPoint[] {
  return Object.entries(settings.alerting.receivers).map(([name, receiver]) => ({
    name: contactPointName(settings, name),
    receivers: [
      {
        uid: uid(settings, name),
        type: receiver.type,
        settings: contactSettings(receiver, settings.project.name),
        // A resolved message must not look like an order to resume trading, or like a heartbeat.
        disableResolveMessage:
          name === settings.alerting.halt ||
          name === WATCHDOG ||
          ('settings' in receiver && receiver.disableResolveMessage === true),
      },
    ],
  }));
}

/** Settings in Grafana's format with the fleet's message; a receiver in Grafana's own format stays unchanged. */
function contactSettings(receiver: Receiver | ReceiverSpec, project: string): ReceiverSpec['settings'] {
  if ('settings' in receiver) return receiver.settings;
  const settings = receiverSettings(receiver);
  switch (receiver.type) {
    case 'slack':
      return { ...settings, title: TITLE, text: SLACK_TEXT };
    case 'pagerduty':
      return {
        ...settings,
        severity: 'critical',
        class: project,
        component: '{{ .CommonLabels.agent_id }}',
        group: '{{ .CommonLabels.team }}',
        summary: TITLE,
        details: DETAILS,
      };
    case 'email':
      return { ...settings, subject: TITLE, message: MESSAGE };
    case 'webhook':
      return { ...settings, title: TITLE, message: MESSAGE };
  }
}
