import { catalogRegistry, type PromClient } from '../metrics/registry.ts';

/** Metrics of the receiver. */
export interface ReceiverMetrics {
  readonly contentType: string;
  page(): Promise<string>;
  /** Records the response of one request. */
  answered(status: number, seconds: number): void;
  /** Records that the brokers have confirmed one event. */
  took(kind: string): void;
}

/** Creates the metrics; `waiting` is called at each scrape. */
export function receiverMetrics(client: PromClient, kinds: readonly string[], waiting: () => number): ReceiverMetrics {
  const { registry, instruments } = catalogRegistry(client, [
    'pf_webhook_requests_total',
    'pf_webhook_events_total',
    'pf_webhook_ack_seconds',
    'pf_webhook_waiting_events',
  ]);
  // Starts at 0, so that Prometheus sees the first event of a kind as an increase.
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
