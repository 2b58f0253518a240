import { UserError } from '../../../diagnostics/errors.ts';
import type { Topics } from '../ingest/kafka-settings.ts';
import { type Envelope, envelopeProblem } from '../ingest/known-events.ts';
import { askPlatform, type Platform } from '../ingest/platform.ts';
import type { EventProducer } from '../webhook/event-producer.ts';
import { eventMessage } from '../webhook/message.ts';
import type { TimeRange } from './time-range.ts';

interface Page {
  readonly events?: readonly unknown[];
  readonly next_cursor?: string | null;
}

/**
 * Writes the API's event history of a time range to the topic, to recover events that were lost while no receiver ran.
 * The sink and the book recognise stored events by their ids. Returns the number of events.
 */
export async function backfill(
  platform: Platform,
  topics: Topics,
  { from, to }: TimeRange,
  producer: EventProducer,
): Promise<number> {
  const span = `from=${new Date(from).toISOString()}&to=${new Date(to).toISOString()}&limit=1000`;
  let count = 0;
  for (let cursor: string | null | undefined = ''; typeof cursor === 'string';) {
    const page = (await askPlatform(
      platform,
      'GET',
      `/events?${span}${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
    )) as Page | undefined;
    if (!Array.isArray(page?.events)) throw wrongAnswer('has no list of events');
    const events = page.events.map(envelope);
    await Promise.all(
      events.map((event) => producer.send(eventMessage(event, JSON.stringify(event), topics, Date.now()))),
    );
    count += events.length;
    if (page.next_cursor === cursor) throw wrongAnswer('gives the same page as the next page');
    cursor = page.next_cursor;
  }
  return count;
}

function envelope(event: unknown): Envelope {
  const problem = envelopeProblem(event);
  if (problem !== undefined) throw wrongAnswer(`contains something that is not an event: ${problem}`);
  return event as Envelope;
}

function wrongAnswer(what: string): UserError {
  return new UserError({
    severity: 'error',
    id: 'backfill/answer',
    message: `The API's history of events ${what}.`,
    hint: 'Check PF_API_URL; everything before this was written, and can be written again safely.',
  });
}
