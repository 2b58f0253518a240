import type { FileValue } from '../src/define/definitions.ts';
import type { FleetSettings } from '../src/fleet/settings.ts';
import { type Receiver, uid } from '../src/define/settings.ts';
import { MESSAGE, TITLE } from './message-template.ts';

interface ContactPoint {
  readonly name: string;
  readonly receivers: readonly Readonly<Record<string, FileValue>>[];
}

/** `pf-slack` for the receiver that the configuration calls slack. */
export function contactPointName(settings: FleetSettings, receiver: string): string {
  return uid(settings, receiver);
}

/** One contact point per configured receiver, and no other: Grafana stops at start-up over one without its address. */
export function contactPoints(settings: FleetSettings): ContactPoint[] {
  return Object.entries(settings.alerting.receivers).map(([name, receiver]) => ({
    name: contactPointName(settings, name),
    receivers: [
      {
        uid: uid(settings, name),
        type: receiver.type,
        settings: receiverSettings(receiver),
        // The halt receiver must not take a recovered drawdown for an order to trade again.
        disableResolveMessage: name === settings.alerting.halt,
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
        text: MESSAGE,
      };
    case 'pagerduty':
      return { integrationKey: receiver.integrationKey, severity: 'critical', class: 'purpleflea', summary: TITLE };
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
