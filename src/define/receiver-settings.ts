import type { FileValue } from './definitions.ts';
import type { ReceiverSpec } from './receivers.ts';
import type { Receiver } from './settings.ts';

/** A receiver of a configuration, converted to Grafana's format with Grafana's own message texts. */
export function receiverSpec(receiver: Receiver | ReceiverSpec): ReceiverSpec {
  return 'settings' in receiver ? receiver : { type: receiver.type, settings: receiverSettings(receiver) };
}

/** The settings with the exact, case-sensitive keys that Grafana reads; it drops others silently. */
export function receiverSettings(receiver: Receiver): Readonly<Record<string, FileValue>> {
  switch (receiver.type) {
    case 'slack':
      return {
        ...('url' in receiver ? { url: receiver.url } : { token: receiver.token }),
        ...(receiver.channel === undefined ? {} : { recipient: receiver.channel }),
        ...(receiver.mentionChannel === undefined ? {} : { mentionChannel: receiver.mentionChannel }),
      };
    case 'pagerduty':
      return { integrationKey: receiver.integrationKey };
    case 'email':
      return { addresses: receiver.addresses, singleEmail: receiver.singleEmail ?? false };
    case 'webhook':
      return {
        url: receiver.url,
        httpMethod: 'POST',
        ...(receiver.authorization === undefined
          ? {}
          : { authorization_scheme: 'Bearer', authorization_credentials: receiver.authorization }),
        ...(receiver.maxAlerts === undefined ? {} : { maxAlerts: receiver.maxAlerts }),
      };
  }
}
