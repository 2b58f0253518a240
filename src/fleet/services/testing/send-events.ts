import { Agent, request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

import { createRandom } from '../../simulator/random.ts';
import type { WebhookEvent } from '../contracts/webhook-events.ts';
import { signature } from '../webhook/signature.ts';

interface SendOptions {
  readonly url: string;
  readonly secret: string;
  readonly concurrency: number;
  /** Called after each accepted event with the number of accepted events. */
  readonly onTaken?: (count: number) => void;
  /** Collects the seconds of each request that was answered with 200. */
  readonly latencies?: number[];
}

/** Returns the events in a shuffled order of delivery, with a share of them repeated later. */
export function delivered(
  events: readonly WebhookEvent[],
  { seed, redelivered }: { readonly seed: number; readonly redelivered: number },
): WebhookEvent[] {
  const random = createRandom(seed, 'arrival');
  const arrivals = events.flatMap((event, index) => {
    const first = { event, at: index + random.between(0, 400) };
    return random.chance(redelivered) ? [first, { event, at: index + random.between(0, 3000) }] : [first];
  });
  return arrivals.toSorted((one, other) => one.at - other.at).map(({ event }) => event);
}

/** Sends events as the platform does: signed, several at a time, and each until it is accepted. */
export async function sendEvents(
  events: readonly WebhookEvent[],
  { url, secret, concurrency, onTaken, latencies }: SendOptions,
): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: concurrency });
  let next = 0;
  let taken = 0;
  const work = async (): Promise<void> => {
    for (let event = events[next]; event !== undefined; event = events[next]) {
      next += 1;
      const body = JSON.stringify(event);
      for (let pause = 50; ; pause = Math.min(1000, pause * 2)) {
        const started = performance.now();
        const status = await post(agent, `${url}/webhooks/purpleflea`, body, signature(body, secret));
        if (status === 200) {
          latencies?.push((performance.now() - started) / 1000);
          break;
        }
        await wait(pause);
      }
      taken += 1;
      onTaken?.(taken);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  agent.destroy();
}

/** Returns the status of the response; 0 if there was none. */
function post(agent: Agent, url: string, body: string, signed: string): Promise<number> {
  return new Promise((resolve) => {
    const sent = request(
      url,
      {
        method: 'POST',
        agent,
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'x-pf-signature': signed,
        },
      },
      (response) => {
        response
          .resume()
          .once('end', () => resolve(response.statusCode ?? 0))
          .once('error', () => resolve(0));
      },
    );
    sent.setTimeout(15_000, () => sent.destroy());
    sent.once('error', () => resolve(0)).end(body);
  });
}
