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
        settings: contactSettings(receiver, settings.project.name),
        // The halt receiver must not take a recovered drawdown for an order to trade again, nor a heartbeat an end.
        disableResolveMessage:
          name === settings.alerting.halt ||
          name === WATCHDOG ||
          ('settings' in receiver && receiver.disableResolveMessage === true),
      },
    ],
  }));
}

/** Grafana's own keys, with the fleet's message; what a configuration writes in Grafana's format stays as it is. */
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
