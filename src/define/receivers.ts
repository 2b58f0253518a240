import type { FileValue } from './definitions.ts';

/** One destination of notifications, in Grafana's own format. */
export interface ReceiverSpec {
  /** Type of the receiver, such as `slack`. */
  readonly type: string;
  readonly settings: Readonly<Record<string, FileValue | undefined>>;
  /** True if resolved alerts must not be sent. */
  readonly disableResolveMessage?: boolean;
}

type Settings = ReceiverSpec['settings'];
type Options = Pick<ReceiverSpec, 'disableResolveMessage'>;

/**
 * A receiver of any type in Grafana. `settings` have Grafana's format and are checked by the schema of the type when a
 * folder is built.
 */
export function receiver(type: string, settings: Settings, options: Options = {}): ReceiverSpec {
  return { type, settings, ...options };
}

/** The types of Grafana's receivers (pkg/services/ngalert/notifier/channels_config). */
export const receiverTypes = [
  'prometheus-alertmanager',
  'dingding',
  'discord',
  'email',
  'googlechat',
  'jira',
  'kafka',
  'line',
  'mqtt',
  'oncall',
  'opsgenie',
  'pagerduty',
  'pushover',
  'sensugo',
  'slack',
  'sns',
  'teams',
  'telegram',
  'threema',
  'victorops',
  'webex',
  'webhook',
  'wecom',
] as const;
export type ReceiverType = (typeof receiverTypes)[number];
