import { eventId } from '../ingest/event-id.ts';
import { withoutKeys } from '../ingest/hide-keys.ts';
import { agentKey, type Envelope, isKnownKind } from '../ingest/known-events.ts';
import type { Topics } from '../ingest/kafka-settings.ts';
import type { EventMessage } from './event-producer.ts';

/**
 * Returns the message of an event: its body with `id` and `received_at` (Unix seconds) in front. It is keyed by agent,
 * so that the events of an agent, including redeliveries, stay in order in one partition.
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

/** Adds fields at the start of a body. Its text stays unchanged, because parsing would lose digits of long numbers. */
function withFields(
  event: Envelope,
  body: string,
  fields: { readonly received_at: number; readonly id: string },
): string {
  // The last of two equal keys counts, so a body with its own received_at has to be rewritten.
  if (event.received_at !== undefined) return JSON.stringify({ ...event, ...fields });
  const { id: _ofTheBody, ...missing } = fields;
  const front = JSON.stringify(event.id === undefined ? fields : missing).slice(0, -1);
  return `${front},${body.trimStart().slice(1)}`;
}
