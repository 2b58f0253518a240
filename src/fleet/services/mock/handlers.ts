import { randomUUID } from 'node:crypto';

import { timeOfEvent, type WebhookEvent } from '../contracts/webhook-events.ts';
import type { Deliveries, Webhook } from './deliveries.ts';
import type { LivingFleet } from './living-fleet.ts';

/** A response before it is written. */
export interface Answer {
  readonly status: number;
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Data behind the responses. */
interface HandlerOptions {
  readonly fleet: LivingFleet;
  readonly deliveries: Deliveries;
  readonly history: readonly WebhookEvent[];
  readonly documentsOnly?: boolean;
}

type Handled = {
  readonly request: {
    readonly params: Record<string, string | string[]>;
    readonly query: Record<string, unknown>;
    readonly requestBody?: unknown;
  };
};

/** Returns a handler for each operation of the contract; a handler that returns undefined never answers. */
export function handlers({ fleet, deliveries, history, documentsOnly = false }: HandlerOptions) {
  const ok = (body: object): Answer => ({ status: 200, body });
  const unknown = failure(404, 'Not found.');
  const ofAgent = (
    id: unknown,
    answer: (agent: NonNullable<ReturnType<LivingFleet['agent']>>) => object,
  ): Answer | undefined => {
    const agent = fleet.agent(String(id));
    if (agent === undefined) return unknown;
    return fleet.overrides.get(agent.id)?.silent === true ? undefined : ok(answer(agent));
  };
  const shown = <T extends object>(keys: readonly (keyof T)[], value: T): object =>
    documentsOnly ? Object.fromEntries(keys.map((key) => [key, value[key]])) : value;
  const webhook = ({ id, url, events, createdAt }: Webhook): object => ({ id, url, events, created_at: createdAt });

  return {
    notFound: (): Answer => unknown,
    validationFail: ({
      validation,
    }: {
      readonly validation: { readonly errors?: readonly { readonly message?: string }[] | null };
    }): Answer =>
      failure(
        400,
        (validation.errors ?? []).map(({ message }) => message).join('; ') ||
          'The request does not match the contract.',
      ),
    unauthorizedHandler: (): Answer => failure(401, 'The API key is not valid.'),
    getAgentStats: ({ request }: Handled) =>
      ofAgent(request.params['agent_id'], (agent) =>
        shown(['strategy', 'pnl_usdc', 'drawdown_pct'], fleet.stats(agent)),
      ),
    getBalances: ({ request }: Handled) =>
      ofAgent(request.params['agent_id'], (agent) => shown(['balances'], fleet.balances(agent))),
    listEscrow: ({ request }: Handled) =>
      ofAgent(request.query['agent_id'], (agent) => shown(['count', 'total_locked_usdc'], fleet.openEscrow(agent))),
    listAgents: ({ request }: Handled): Answer => {
      const { items, next } = page(fleet.agents(), request.query);
      const agents = items.map(({ id, name, status, registeredAt }) => ({
        agent_id: id,
        agent_name: name,
        status,
        registered_at: new Date(registeredAt).toISOString(),
      }));
      return ok({ agents, next_cursor: next });
    },
    getRates: (): Answer => ok({ rates: fleet.rates() }),
    listEvents: ({ request }: Handled): Answer => {
      fleet.catchUp();
      const [from, to] = [Date.parse(String(request.query['from'])), Date.parse(String(request.query['to']))];
      const within = history.filter(
        (event) => Date.parse(timeOfEvent(event)) >= from && Date.parse(timeOfEvent(event)) < to,
      );
      const { items, next } = page(within, request.query);
      return ok({ events: items, next_cursor: next });
    },
    listWebhooks: (): Answer => ok({ webhooks: [...deliveries.webhooks.values()].map(webhook) }),
    registerWebhook: ({ request }: Handled): Answer => {
      // The library has checked the body against the contract.
      const settings = request.requestBody as Pick<Webhook, 'url' | 'events' | 'secret'>;
      const added: Webhook = { id: `wh_${randomUUID()}`, createdAt: new Date().toISOString(), ...settings };
      deliveries.webhooks.set(added.id, added);
      return { status: 201, body: webhook(added) };
    },
    updateWebhook: ({ request }: Handled): Answer => {
      const known = deliveries.webhooks.get(String(request.params['webhook_id']));
      if (known === undefined) return unknown;
      Object.assign(known, request.requestBody);
      return ok(webhook(known));
    },
    deleteWebhook: ({ request }: Handled): Answer =>
      deliveries.webhooks.delete(String(request.params['webhook_id'])) ? { status: 204 } : unknown,
  };
}

/** Returns one page; a cursor is the index of the page's first item. */
function page<T>(
  all: readonly T[],
  query: Readonly<Record<string, unknown>>,
): { items: readonly T[]; next: string | null } {
  const start = Number(query['cursor'] ?? 0) || 0;
  const end = start + Number(query['limit'] ?? 100);
  return { items: all.slice(start, end), next: end < all.length ? String(end) : null };
}

/** Returns an error in the format of the contract. */
export function failure(status: number, message: string): Answer {
  return { status, body: { message } };
}
