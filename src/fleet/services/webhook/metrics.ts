import { catalogRegistry, type PromClient } from '../metrics/registry.ts';

/** Metrics of the receiver. */
export interface ReceiverMetrics {
  readonly contentType: string;
  page(): Promise<string>;
  /** One request was answered. */
  answered(status: number, seconds: number): void;
  /** The brokers have one event of a kind. */
  took(kind: string): void;
}

/** Makes them; `waiting` is asked when they are scraped. */
export function receiverMetrics(client: PromClient, kinds: readonly string[], waiting: () => number): ReceiverMetrics {
  const { registry, instruments } = catalogRegistry(client, [
    'pf_webhook_requests_total',
    'pf_webhook_events_total',
    'pf_webhook_ack_seconds',
    'pf_webhook_waiting_events',
  ]);
  // From 0 on, so that the first event of a kind is an increase.
  for (const event of [...kinds, 'unknown']) instruments.pf_webhook_events_total.inc({ event }, 0);
  return {
    contentType: registry.contentType,
    page: () => {
      instruments.pf_webhook_waiting_events.set(waiting());
      return registry.metrics();
    },
    answered: (status, seconds) => {
      instruments.pf_webhook_requests_total.inc({ status: String(status) });
      instruments.pf_webhook_ack_seconds.observe(seconds);
    },
    took: (event) => instruments.pf_webhook_events_total.inc({ event }),
  };
}
