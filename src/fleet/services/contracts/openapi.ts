import { postgresTables } from '../../catalog/postgres.ts';
import { webhookEvents, webhookEventSchema } from './webhook-events.ts';

/** Version of the API description; readers check its major number. */
const API_VERSION = '1.0.0';
const { oneOf: currencies } = postgresTables.wallet_events.columns.currency;
const { oneOf: escrowStatuses } = postgresTables.escrow_contracts.columns.status;
const { oneOf: agentStatuses } = postgresTables.agents.columns.status;

const assumed = { 'x-assumed': true } as const;
const amount = (description: string): object => ({ type: 'number', description });
const total = (description: string): object => ({ type: 'integer', minimum: 0, description, ...assumed });
const perKey = (description: string, more: object = { type: 'number' }): object => ({
  type: 'object',
  additionalProperties: more,
  description,
  ...assumed,
});
const ref = (name: string): object => ({ $ref: `#/components/schemas/${name}` });
const object = (required: readonly string[], properties: object): object => ({ type: 'object', required, properties });

/** Returns the Purple Flea API as OpenAPI 3.1. Parts that the documents do not show are marked `x-assumed`. */
export function openApi(): object {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Purple Flea API',
      version: API_VERSION,
      description:
        'The part of the API that feeds the fleet. The documents show the balances, the statistics, the open escrow and the registration of a webhook; everything marked x-assumed is our assumption, to be confirmed. A client must also work without the assumed fields.',
    },
    servers: [
      { url: 'https://purpleflea.com/api' },
      { url: 'https://api.purpleflea.com/v1', description: 'Base URL of the second document.' },
    ],
    security: [{ apiKey: [] }],
    paths: { ...agentPaths(), ...escrowPaths(), ...marketPaths(), ...webhookPaths() },
    webhooks: {
      event: {
        post: {
          operationId: 'receiveEvent',
          summary: 'An event, sent to a registered URL',
          parameters: [
            {
              name: 'x-pf-signature',
              in: 'header',
              required: true,
              schema: { type: 'string', pattern: '^sha256=[0-9a-f]{64}$' },
              description: 'HMAC-SHA256 of the body, with the secret of the registration.',
            },
          ],
          requestBody: { required: true, content: { 'application/json': { schema: ref('WebhookEvent') } } },
          responses: { '200': { description: 'Accepted. After any other answer the event is sent again.' } },
        },
      },
    },
    components: {
      securitySchemes: { apiKey: { type: 'http', scheme: 'bearer', description: 'Key that begins with pf_live_.' } },
      parameters: {
        agentId: { name: 'agent_id', in: 'path', required: true, schema: { type: 'string', minLength: 1 } },
        limit: {
          name: 'limit',
          in: 'query',
          schema: { type: 'integer', minimum: 1, maximum: 1000, default: 100 },
          ...assumed,
        },
        cursor: {
          name: 'cursor',
          in: 'query',
          schema: { type: 'string' },
          description: 'next_cursor of the previous page.',
          ...assumed,
        },
      },
      responses: responses(),
      schemas: { ...schemas(), WebhookEvent: withoutDialect(webhookEventSchema()) },
    },
  };
}

function agentPaths(): object {
  return {
    '/agents': {
      get: operation('listAgents', 'Agents of the key, a page at a time', 'AgentPage', {
        parameters: [parameter('limit'), parameter('cursor')],
        isAssumed: true,
      }),
    },
    '/agents/{agent_id}/stats': {
      get: operation('getAgentStats', 'Strategy, cumulative P&L and drawdown of an agent', 'AgentStats', {
        parameters: [parameter('agentId')],
      }),
    },
    '/wallet/{agent_id}/balances': {
      get: operation('getBalances', 'Wallet of an agent, by currency', 'Balances', {
        parameters: [parameter('agentId')],
      }),
    },
  };
}

function escrowPaths(): object {
  return {
    '/escrow': {
      get: operation('listEscrow', 'Escrow contracts that an agent pays for', 'EscrowList', {
        parameters: [
          { name: 'agent_id', in: 'query', required: true, schema: { type: 'string', minLength: 1 } },
          {
            name: 'status',
            in: 'query',
            required: true,
            schema: { const: 'open' },
            description: 'Contracts that are not closed.',
          },
        ],
      }),
    },
  };
}

function marketPaths(): object {
  const time = (name: string, description: string): object => ({
    name,
    in: 'query',
    required: true,
    schema: { type: 'string', format: 'date-time' },
    description,
  });
  return {
    '/rates': {
      get: operation('getRates', 'Value of one unit of each currency in USDC', 'Rates', { isAssumed: true }),
    },
    '/events': {
      get: operation(
        'listEvents',
        'History of webhook events, oldest first, to recover events that were lost while no receiver ran',
        'EventPage',
        {
          parameters: [
            time('from', 'Start of the range, inclusive.'),
            time('to', 'End of the range, exclusive.'),
            parameter('limit'),
            parameter('cursor'),
          ],
          isAssumed: true,
        },
      ),
    },
  };
}

function webhookPaths(): object {
  const id = { name: 'webhook_id', in: 'path', required: true, schema: { type: 'string', minLength: 1 } };
  const body = (schema: string): object => ({
    required: true,
    content: { 'application/json': { schema: ref(schema) } },
  });
  return {
    '/webhooks': {
      get: operation('listWebhooks', 'Registered webhooks, without their secrets', 'WebhookList', { isAssumed: true }),
      post: {
        ...operation('registerWebhook', 'Registers a URL for events', 'Webhook', { status: '201' }),
        requestBody: body('WebhookRegistration'),
      },
    },
    '/webhooks/{webhook_id}': {
      patch: {
        ...operation('updateWebhook', 'Changes the events or the secret of a webhook', 'Webhook', {
          parameters: [id],
          isAssumed: true,
        }),
        requestBody: body('WebhookUpdate'),
      },
      delete: {
        operationId: 'deleteWebhook',
        summary: 'Deletes a webhook',
        parameters: [id],
        ...assumed,
        responses: { '204': { description: 'Deleted.' }, ...errorResponses },
      },
    },
  };
}

interface OperationOptions {
  readonly parameters?: readonly object[];
  readonly status?: string;
  readonly isAssumed?: true;
}

function operation(
  operationId: string,
  summary: string,
  schema: string,
  { parameters = [], status = '200', isAssumed }: OperationOptions = {},
): object {
  return {
    operationId,
    summary,
    ...(isAssumed ? assumed : {}),
    ...(parameters.length > 0 ? { parameters } : {}),
    responses: {
      [status]: { description: summary, content: { 'application/json': { schema: ref(schema) } } },
      ...errorResponses,
    },
  };
}

const errorResponses = {
  '400': { $ref: '#/components/responses/Error' },
  '401': { $ref: '#/components/responses/Error' },
  '404': { $ref: '#/components/responses/Error' },
  '429': { $ref: '#/components/responses/TooManyRequests' },
  '500': { $ref: '#/components/responses/Error' },
} as const;

function parameter(name: string): object {
  return { $ref: `#/components/parameters/${name}` };
}

function responses(): object {
  const content = { 'application/json': { schema: ref('Error') } };
  return {
    Error: { description: 'The request failed.', content },
    TooManyRequests: {
      description: 'Too many requests; wait before the next one.',
      headers: { 'retry-after': { schema: { type: 'string' }, description: 'Seconds, or an HTTP date.', ...assumed } },
      content,
    },
  };
}

function schemas(): object {
  return {
    Error: object(['message'], { message: { type: 'string' } }),
    Balances: object(['balances'], {
      balances: {
        type: 'object',
        additionalProperties: { type: 'number' },
        description: 'Balance per currency, in units of that currency: 0.5 BTC is 0.5.',
      },
      flows: perKey(
        'Deposits (in) and withdrawals (out) since registration, per currency, in units of that currency.',
        object(['in', 'out'], { in: { type: 'number', minimum: 0 }, out: { type: 'number', minimum: 0 } }),
      ),
    }),
    AgentStats: object(['strategy', 'pnl_usdc', 'drawdown_pct'], {
      strategy: { type: 'string', description: 'Current strategy of the agent.' },
      pnl_usdc: amount(
        'Realized P&L since registration over all strategies, USDC: every change of equity except deposits and withdrawals, so net of trade, escrow and referral fees.',
      ),
      drawdown_pct: {
        type: 'number',
        minimum: 0,
        description: 'Fall from the peak of equity as a fraction of the peak (0.15 is 15 %).',
      },
      agent_name: { type: 'string', ...assumed },
      registered_at: { type: 'string', format: 'date-time', ...assumed },
      status: { enum: agentStatuses, ...assumed },
      pnl_by_strategy: perKey('Realized P&L by the strategy at the time, USDC.'),
      unrealized_pnl_by_strategy: perKey('Unrealized P&L of open positions by strategy, USDC.'),
      open_notional_by_market: perKey('Absolute notional of open positions by market, USDC.'),
      margin_used_usdc: {
        type: 'number',
        minimum: 0,
        description: 'Margin used by open positions, USDC.',
        ...assumed,
      },
      leverage: {
        type: 'number',
        minimum: 0,
        description: 'Absolute notional of open positions divided by equity (2 is twice the equity).',
        ...assumed,
      },
      liquidation_distance: {
        type: 'number',
        description:
          'Distance to the liquidation price of the position closest to it, as a fraction of the current price; left out without such a position.',
        ...assumed,
      },
      trades: {
        ...object(['win', 'loss', 'push'], {
          win: total('Settled with a profit.'),
          loss: total('Settled with a loss.'),
          push: total('Settled at 0.'),
        }),
        description: 'Settled trades and bets since registration.',
        ...assumed,
      },
      referral_fees_usdc: {
        type: 'number',
        minimum: 0,
        description: 'Referral fees earned since registration, USDC.',
        ...assumed,
      },
      faucet_claims: total('Faucet claims since registration.'),
      max_drawdown_pct: {
        type: 'number',
        minimum: 0,
        maximum: 1,
        description: "The agent's own drawdown limit as a fraction (0.15 is 15 %).",
        ...assumed,
      },
      min_balance_usdc: {
        type: 'number',
        minimum: 0,
        description: 'USDC below which the agent cannot fund trades; 0 when it needs none.',
        ...assumed,
      },
    }),
    EscrowList: object(['count', 'total_locked_usdc'], {
      count: { type: 'integer', minimum: 0, description: 'Contracts that are not closed.' },
      total_locked_usdc: { type: 'number', minimum: 0, description: 'USDC locked in them.' },
      contracts: {
        type: 'array',
        ...assumed,
        items: object(['escrow_id', 'status', 'amount_usdc', 'expires_at'], {
          escrow_id: { type: 'string' },
          status: { enum: escrowStatuses },
          amount_usdc: { type: 'number' },
          payee_agent_id: { type: 'string' },
          expires_at: { type: 'string', format: 'date-time' },
        }),
      },
    }),
    AgentPage: object(['agents', 'next_cursor'], {
      agents: {
        type: 'array',
        items: object(['agent_id'], {
          agent_id: { type: 'string', minLength: 1 },
          agent_name: { type: 'string' },
          status: { enum: agentStatuses },
          registered_at: { type: 'string', format: 'date-time' },
        }),
      },
      next_cursor: { type: ['string', 'null'], description: 'Null on the last page.' },
    }),
    Rates: object(['rates'], {
      rates: {
        type: 'object',
        additionalProperties: { type: 'number', exclusiveMinimum: 0 },
        description: `USDC per unit of a currency, ${currencies.join(', ')} among them; 1 for USDC.`,
      },
    }),
    EventPage: object(['events', 'next_cursor'], {
      events: { type: 'array', items: ref('WebhookEvent') },
      next_cursor: { type: ['string', 'null'], description: 'Null on the last page.' },
    }),
    WebhookRegistration: object(['url', 'events', 'secret'], webhookSettings()),
    WebhookUpdate: { type: 'object', minProperties: 1, properties: webhookSettings() },
    Webhook: object(['id', 'url', 'events'], {
      id: { type: 'string', ...assumed },
      url: { type: 'string' },
      events: { type: 'array', items: { type: 'string' } },
      created_at: { type: 'string', format: 'date-time', ...assumed },
    }),
    WebhookList: object(['webhooks'], { webhooks: { type: 'array', items: ref('Webhook') } }),
  };
}

function webhookSettings(): object {
  return {
    url: { type: 'string', pattern: '^https?://' },
    events: { type: 'array', minItems: 1, items: { enum: Object.keys(webhookEvents) } },
    secret: { type: 'string', minLength: 16, description: 'Key of the HMAC-SHA256 signature; never given back.' },
  };
}

/** Turns a schema into a component: without its own dialect, and with references to definitions below the component. */
function withoutDialect(schema: object): object {
  const { $schema: _dialect, ...rest } = schema as Readonly<Record<string, unknown>>;
  return JSON.parse(
    JSON.stringify(rest).replaceAll('"#/$defs/', '"#/components/schemas/WebhookEvent/$defs/'),
  ) as object;
}
