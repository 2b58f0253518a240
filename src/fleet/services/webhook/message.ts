import { eventId } from '../ingest/event-id.ts';
import { withoutKeys } from '../ingest/hide-keys.ts';
import { agentKey, type Envelope, isKnownKind } from '../ingest/known-events.ts';
import type { Topics } from '../ingest/kafka-settings.ts';
import type { EventMessage } from './event-producer.ts';

/**
 * The message that an event becomes: its body with `id` and `received_at` (Unix seconds) in front, keyed by agent, so that the events of
 * one agent stay in one partition, in their order, and a redelivered one meets the first.
 */
export function eventMessage(event: Envelope, body: string, topics: Topics, receivedAt: number): EventMessage {
  const id = eventId(event as unknown as Readonly<Record<string, unknown>>);
  return {
    topic: isKnownKind(event.event) ? topics.trades : topics.unknown,
    key: agentKey(event) ?? id,
    value: withoutKeys(withFields(event, body, { received_at: receivedAt / 1000, id })),
    headers: { 'pf-event': event.event },
  };
}

/** Puts fields in front of what a body says. The text stays as it came, because a number may have more digits than JavaScript keeps. */
function withFields(
  event: Envelope,
  body: string,
  fields: { readonly received_at: number; readonly id: string },
): string {
  // The later one of two fields counts: a body must not say when it was received.
  if (event.received_at !== undefined) return JSON.stringify({ ...event, ...fields });
  const { id: _ofTheBody, ...missing } = fields;
  const front = JSON.stringify(event.id === undefined ? fields : missing).slice(0, -1);
  return `${front},${body.trimStart().slice(1)}`;
}
