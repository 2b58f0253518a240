import { createHmac } from 'node:crypto';

import { createRandom } from '../../simulator/random.ts';
import type { WebhookEvent } from '../contracts/webhook-events.ts';

/** A registered webhook. */
export interface Webhook {
  readonly id: string;
  readonly createdAt: string;
  url: string;
  events: readonly string[];
  secret: string;
}

interface DeliveryOptions {
  readonly seed: number;
  /** Share of events that are delivered twice. */
  readonly redelivered?: number;
  readonly concurrency?: number;
  readonly attempts?: number;
}

const TIMEOUT = 10_000;
const LONGEST_WAIT = 30_000;

/** Returns the signature of a body, the value of `x-pf-signature`. */
export function signature(body: string | Buffer, secret: string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

/**
 * Delivers events to webhooks as the platform does: concurrently, so that they may arrive out of order, and repeatedly
 * until the receiver accepts them. A class because the queue and its workers belong together.
 */
export class Deliveries {
  readonly webhooks = new Map<string, Webhook>();
  delivered = 0;
  given = 0;
  private readonly queue: { readonly webhook: Webhook; readonly body: string }[] = [];
  private readonly random: ReturnType<typeof createRandom>;
  private readonly options: Required<DeliveryOptions>;
  private running = 0;
  private isClosed = false;

  constructor(options: DeliveryOptions) {
    this.options = { redelivered: 0, concurrency: 8, attempts: 20, ...options };
    this.random = createRandom(options.seed, 'redelivery');
  }

  /** Queues an event for every webhook that is registered for it. */
  send(event: WebhookEvent): void {
    for (const webhook of this.webhooks.values()) {
      if (!webhook.events.includes(event.event)) continue;
      const body = JSON.stringify(event);
      const times = this.random.chance(this.options.redelivered) ? 2 : 1;
      for (let time = 0; time < times; time += 1) this.queue.push({ webhook, body });
    }
    this.work();
  }

  /** Number of deliveries that have not been accepted yet. */
  get waiting(): number {
    return this.queue.length + this.running;
  }

  close(): void {
    this.isClosed = true;
    this.queue.length = 0;
  }

  private work(): void {
    while (this.running < this.options.concurrency && this.queue.length > 0) {
      const next = this.queue.shift();
      if (next === undefined) return;
      this.running += 1;
      this.deliver(next.webhook, next.body).finally(() => {
        this.running -= 1;
        this.work();
      });
    }
  }

  private async deliver(webhook: Webhook, body: string): Promise<void> {
    for (let attempt = 0; attempt < this.options.attempts && !this.isClosed; attempt += 1) {
      if (await isTaken(webhook, body)) {
        this.delivered += 1;
        return;
      }
      const wait = Math.min(LONGEST_WAIT, 200 * 2 ** attempt);
      await new Promise((resolve) => setTimeout(resolve, wait).unref());
    }
    this.given += 1;
  }
}

async function isTaken({ url, secret }: Webhook, body: string): Promise<boolean> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-pf-signature': signature(body, secret) },
      body,
      signal: AbortSignal.timeout(TIMEOUT),
    });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}
