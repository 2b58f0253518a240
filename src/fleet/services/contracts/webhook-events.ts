import { postgresTables } from '../../catalog/postgres.ts';
import { type Field, type Fields, type ObjectOf, objectSchema } from './fields.ts';

/** Version of the webhook contract; raised by a change that readers must handle. */
export const WEBHOOK_VERSION = 1;

const { columns: escrow } = postgresTables.escrow_contracts;
const { columns: wallet } = postgresTables.wallet_events;
const { columns: agent } = postgresTables.agents;
const { columns: fee } = postgresTables.referral_fees;

const text = (help: string) => ({ type: 'string', source: 'documents', help }) as const;
const number = (help: string) => ({ type: 'number', source: 'documents', help }) as const;
const assumedText = (help: string) => ({ type: 'string', source: 'assumed', help }) as const;
const assumedNumber = (help: string) => ({ type: 'number', source: 'assumed', help }) as const;
const time = (help: string) => ({ type: 'string', format: 'date-time', source: 'assumed', help }) as const;
const maybe = <F extends Field>(field: F) => ({ ...field, nullable: true, optional: true }) as const;

/** The agent and its session, part of every trading event. */
const actor = {
  agent_id: text('The agent.'),
  metadata: maybe({ type: 'strategy', source: 'documents', help: 'Contains the strategy of the agent at that time.' }),
  session_id: maybe(text("The agent's session.")),
  referral_code: maybe(text('Referral code of the order or bet.')),
} as const satisfies Fields;

/** Fields of every order event. */
const order = {
  ...actor,
  order_id: text('Id of the order; its partial fills share it.'),
  trade_id: maybe(assumedText('Id of the trade (position) that the order builds; the settlement names it too.')),
  market: { ...text('Market of the order.'), oneOf: ['crypto', 'perpetuals'] },
  ticker: text('Instrument.'),
  side: { ...text('Side of the order.'), oneOf: ['buy', 'sell'] },
  order_type: maybe(text('Type of the order, such as market or limit.')),
} as const satisfies Fields;

const fill = {
  ...order,
  fill_id: maybe({ ...assumedText('Id of this fill, stable when the event is sent again.'), format: 'uuid' }),
  filled_at: { ...text('Time of the fill.'), format: 'date-time' },
  filled_quantity: number('Quantity of this fill, units of the instrument.'),
  fill_price: number('Price per unit, USD.'),
  notional_usd: number('Quantity times price, USD.'),
  fee_usd: number('Fee of this fill, USD.'),
  slippage_bps: maybe(
    number('Slippage against the arrival mid price, basis points, positive is a cost; null without a mid price.'),
  ),
  fill_latency_ms: maybe(number('Milliseconds from order to fill; null when unknown.')),
  fill_ratio: maybe(number('Quantity filled so far divided by ordered quantity, a fraction.')),
  liquidity: maybe({
    ...assumedText('Whether the order rested in the book (maker) or took from it (taker); null when unknown.'),
    oneOf: ['maker', 'taker'],
  }),
  pnl_usd: maybe(number('P&L of the event, USD, net of fees; null until settled.')),
  cumulative_pnl: maybe(number("The agent's own running P&L, USD.")),
} as const satisfies Fields;

const casino = {
  ...actor,
  bet_id: assumedText('Id of the bet, stable when the event is sent again.'),
  game: assumedText('Game, such as crash.'),
  placed_at: maybe(time('Time the bet was placed.')),
  settled_at: time('Time the bet was decided.'),
  stake_usd: assumedNumber('Stake, USD.'),
  fee_usd: assumedNumber('Fee of the house, USD, already deducted from the P&L.'),
  pnl_usd: assumedNumber('P&L, USD, net of the fee; 0 is a push.'),
} as const satisfies Fields;

const cancel = {
  ...order,
  cancelled_at: time('Time of the cancel.'),
  quantity: assumedNumber('Quantity that will no longer be filled, units of the instrument.'),
  price: assumedNumber('Price of the order, USD.'),
  notional_usd: assumedNumber('Quantity times price, USD.'),
  fill_ratio: maybe(assumedNumber('Quantity filled before the cancel divided by ordered quantity, a fraction.')),
} as const satisfies Fields;

const reject = {
  ...order,
  rejected_at: time('Time of the refusal.'),
  quantity: assumedNumber('Quantity ordered, units of the instrument.'),
  price: assumedNumber('Price of the order, USD.'),
  notional_usd: assumedNumber('Quantity times price, USD.'),
  error_code: assumedText('Why the exchange refused the order.'),
} as const satisfies Fields;

/** Fields of every trade event. A trade is a position built by one or more orders. */
const trade = {
  ...actor,
  trade_id: { ...assumedText('Id of the trade.'), format: 'uuid' },
  market: { ...assumedText('Market of the trade.'), oneOf: ['crypto', 'perpetuals'] },
  ticker: assumedText('Instrument.'),
  side: { ...assumedText('Side of the trade.'), oneOf: ['buy', 'sell'] },
  opened_at: time('Time the first order was sent.'),
} as const satisfies Fields;

const opening = {
  ...trade,
  notional_usd: assumedNumber('Intended notional, USD.'),
} as const satisfies Fields;

/** The end of a trade. Its fills report the volume, the settlement reports the P&L. */
const settlement = {
  ...trade,
  settled_at: time('Time the trade ended.'),
  notional_usd: assumedNumber('Notional of all its fills, USD.'),
  status: { ...assumedText('Whether the intended notional was filled completely.'), oneOf: ['filled', 'partial'] },
  fee_usd: assumedNumber('Fees of all its fills, USD, already deducted from the P&L.'),
  funding_usd: assumedNumber('Funding received (positive) or paid, USD, part of the P&L.'),
  pnl_usd: assumedNumber('P&L, USD, net of fees and funding; 0 is a push.'),
} as const satisfies Fields;

const failure = {
  ...trade,
  failed_at: time('Time the trade ended.'),
  notional_usd: assumedNumber('Ordered notional, USD.'),
  status: { ...assumedText('Why nothing was traded.'), oneOf: ['rejected', 'cancelled'] },
  error_code: maybe(assumedText('Why the exchange refused it; null for a cancel.')),
} as const satisfies Fields;

/** The state of a contract after a change. */
const escrowChange = {
  escrow_id: assumedText(escrow.escrow_id.help),
  payer_agent_id: assumedText(escrow.payer_agent_id.help),
  payee_agent_id: assumedText(escrow.payee_agent_id.help),
  amount_usdc: assumedNumber(escrow.amount_usdc.help),
  fee_usdc: assumedNumber(escrow.fee_usdc.help),
  from_status: { ...assumedText('State before; null for a new contract.'), oneOf: escrow.status.oneOf, nullable: true },
  status: { ...assumedText('State after.'), oneOf: escrow.status.oneOf },
  changed_at: time('Time of the change.'),
  created_at: time(escrow.created_at.help),
  funded_at: { ...time(escrow.funded_at.help), nullable: true },
  expires_at: time(escrow.expires_at.help),
  closed_at: { ...time(escrow.closed_at.help), nullable: true },
  actor_agent_id: maybe(assumedText('The agent that caused the change; null for a timeout or arbitration.')),
  reason: maybe(assumedText('Why, in words.')),
} as const satisfies Fields;

const walletMove = {
  movement_id: assumedText('Id of the movement, stable when the event is sent again.'),
  agent_id: assumedText('The agent.'),
  moved_at: time('Time of the movement.'),
  currency: { ...assumedText(wallet.currency.help), oneOf: wallet.currency.oneOf },
  kind: { ...assumedText(wallet.kind.help), oneOf: wallet.kind.oneOf },
  amount: assumedNumber(wallet.amount.help),
  amount_usdc: maybe(assumedNumber(wallet.amount_usdc.help)),
  balance_after: maybe(assumedNumber(wallet.balance_after.help)),
  tx_hash: maybe(assumedText(wallet.tx_hash.help)),
  strategy: maybe(assumedText('Strategy of the agent at that time.')),
} as const satisfies Fields;

const registration = {
  agent_id: assumedText(agent.agent_id.help),
  agent_name: assumedText(agent.agent_name.help),
  strategy: assumedText('First strategy.'),
  registered_at: time('Time of registration.'),
  initial_equity_usdc: assumedNumber(agent.initial_equity_usdc.help),
  min_balance_usdc: maybe(assumedNumber(agent.min_balance_usdc.help)),
  max_drawdown_pct: maybe(assumedNumber(agent.max_drawdown_pct.help)),
} as const satisfies Fields;

const referral = {
  agent_id: assumedText('The referred agent.'),
  referrer_agent_id: assumedText('The agent that referred it.'),
  referral_code: maybe(assumedText('Referral code that was used.')),
  referred_at: time('Time of the referral.'),
} as const satisfies Fields;

const change = {
  agent_id: assumedText(agent.agent_id.help),
  changed_at: time('Time of the change.'),
  from_strategy: maybe(assumedText('Strategy before.')),
  strategy: assumedText('Strategy after.'),
  from_status: maybe({ ...assumedText('Status before.'), oneOf: agent.status.oneOf }),
  status: { ...assumedText('Status after.'), oneOf: agent.status.oneOf },
  reason: maybe(assumedText('Why, in words.')),
  actor: maybe(assumedText('Who caused it: a rule, the agent itself, a person.')),
  from_max_drawdown_pct: maybe(assumedNumber('Previous drawdown limit, if it was changed.')),
  max_drawdown_pct: maybe(assumedNumber('New drawdown limit, if it was changed.')),
} as const satisfies Fields;

const referralFee = {
  agent_id: assumedText(fee.referrer_agent_id.help),
  referred_agent_id: assumedText('The agent that paid the fee.'),
  earned_at: time(fee.ts.help),
  source_kind: { ...assumedText(fee.source_kind.help), oneOf: fee.source_kind.oneOf },
  source_ref: assumedText(fee.source_ref.help),
  base_fee_usdc: assumedNumber(fee.base_fee_usdc.help),
  rate: assumedNumber(fee.rate.help),
  referral_fee_usdc: assumedNumber(fee.referral_fee_usdc.help),
  strategy: maybe(assumedText('Strategy of the agent at that time.')),
} as const satisfies Fields;

/** Fields of every market event. */
const instrument = {
  market: { ...assumedText('Market of the instrument.'), oneOf: ['crypto', 'perpetuals'] },
  ticker: assumedText('Instrument.'),
  at: time('Time of the prices.'),
} as const satisfies Fields;

const tick = {
  ...instrument,
  bid: assumedNumber('Best bid, USD.'),
  ask: assumedNumber('Best ask, USD.'),
} as const satisfies Fields;

const levels = (help: string) => ({ type: 'levels', source: 'assumed', help }) as const;
const book = {
  ...instrument,
  bids: levels('Price (USD) and quantity of each bid level, best first.'),
  asks: levels('Price (USD) and quantity of each ask level, best first.'),
} as const satisfies Fields;

/** Every kind of webhook event: its source, the fields of its `data`, and the field with the time of the event. */
export const webhookEvents = {
  'order.filled': {
    source: 'documents',
    data: fill,
    time: 'filled_at',
    help: 'The last fill of a completely filled order.',
  },
  'order.partially_filled': {
    source: 'documents',
    data: fill,
    time: 'filled_at',
    help: 'A fill of part of an order.',
  },
  'order.cancelled': {
    source: 'assumed',
    data: cancel,
    time: 'cancelled_at',
    help: 'The unfilled rest of an order was cancelled.',
  },
  'order.rejected': { source: 'assumed', data: reject, time: 'rejected_at', help: 'The exchange refused an order.' },
  'casino.settled': { source: 'documents', data: casino, time: 'settled_at', help: 'A casino bet was decided.' },
  'trade.opened': {
    source: 'assumed',
    data: opening,
    time: 'opened_at',
    help: 'The first order of a trade was accepted.',
  },
  'trade.settled': { source: 'assumed', data: settlement, time: 'settled_at', help: 'A trade ended with a P&L.' },
  'trade.failed': {
    source: 'assumed',
    data: failure,
    time: 'failed_at',
    help: 'A trade ended before anything was traded.',
  },
  'escrow.created': {
    source: 'assumed',
    data: escrowChange,
    time: 'changed_at',
    help: 'Two agents agreed on a contract.',
  },
  'escrow.funded': {
    source: 'assumed',
    data: escrowChange,
    time: 'changed_at',
    help: 'The payer funded the contract.',
  },
  'escrow.delivered': {
    source: 'assumed',
    data: escrowChange,
    time: 'changed_at',
    help: 'The payee delivered the work.',
  },
  'escrow.disputed': {
    source: 'assumed',
    data: escrowChange,
    time: 'changed_at',
    help: 'The payer contests the work.',
  },
  'escrow.settled': {
    source: 'assumed',
    data: escrowChange,
    time: 'changed_at',
    help: 'The payee got the amount, less the fee.',
  },
  'escrow.timed_out': {
    source: 'assumed',
    data: escrowChange,
    time: 'changed_at',
    help: 'The contract expired, and the payer was refunded.',
  },
  'escrow.refunded': {
    source: 'assumed',
    data: escrowChange,
    time: 'changed_at',
    help: 'The payer was refunded.',
  },
  'escrow.cancelled': {
    source: 'assumed',
    data: escrowChange,
    time: 'changed_at',
    help: 'The contract ended before it was funded.',
  },
  'wallet.moved': {
    source: 'assumed',
    data: walletMove,
    time: 'moved_at',
    help: 'A movement of a wallet: deposit, withdrawal, faucet claim, transfer or fee.',
  },
  'agent.registered': { source: 'assumed', data: registration, time: 'registered_at', help: 'A new agent.' },
  'agent.referred': {
    source: 'assumed',
    data: referral,
    time: 'referred_at',
    help: 'An agent was referred by another agent.',
  },
  'agent.changed': {
    source: 'assumed',
    data: change,
    time: 'changed_at',
    help: 'An agent changed its strategy or status.',
  },
  'referral.fee_earned': {
    source: 'assumed',
    data: referralFee,
    time: 'earned_at',
    help: 'An agent earned its share of a fee of an agent it referred.',
  },
  'market.ticked': {
    source: 'assumed',
    data: tick,
    time: 'at',
    help: 'Best bid and ask of an instrument, several times a minute.',
  },
  'market.book_taken': { source: 'assumed', data: book, time: 'at', help: 'A snapshot of an order book.' },
} as const satisfies Readonly<Record<string, { source: Field['source']; data: Fields; time: string; help: string }>>;

type Events = typeof webhookEvents;
/** Name of one kind of webhook event. */
export type WebhookEventName = keyof Events;
/** Content of `data` of one kind of event. */
export type WebhookData<N extends WebhookEventName> = ObjectOf<Events[N]['data']>;

/** One webhook body. The documents show only `event` and `data`; the rest is assumed and may be missing. */
export type WebhookEvent<N extends WebhookEventName = WebhookEventName> = {
  [K in N]: {
    readonly version?: number;
    /** Stays the same when the event is delivered again, so that a redelivery can be recognised. */
    readonly id?: string;
    readonly event: K;
    readonly created_at?: string;
    readonly data: WebhookData<K>;
  };
}[N];

/** Returns the partition key of an event: its agent, the payer of its escrow contract, or its instrument. */
export function agentOfEvent({ data }: WebhookEvent): string {
  if ('payer_agent_id' in data) return data.payer_agent_id;
  return 'agent_id' in data ? data.agent_id : data.ticker;
}

/** Returns the time of the event from its own data, ISO 8601. */
export function timeOfEvent({ event, data }: WebhookEvent): string {
  // Each kind names a required field of its data; a test checks this.
  return (data as unknown as Readonly<Record<string, string>>)[webhookEvents[event].time] ?? '';
}

/** Returns the JSON Schema of a webhook body. */
export function webhookEventSchema(): object {
  const names = Object.keys(webhookEvents) as WebhookEventName[];
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Purple Flea webhook event',
    description:
      'The body of a webhook. A receiver refuses a body with an invalid envelope, but accepts one with invalid data and keeps it for inspection. The documents show the envelope with event and data, the fields of a fill, and three kinds of event; everything marked x-assumed has to be confirmed.',
    type: 'object',
    required: ['event', 'data'],
    properties: {
      version: {
        type: 'integer',
        const: WEBHOOK_VERSION,
        description: 'Version of this contract; 1 when missing.',
        'x-assumed': true,
      },
      id: {
        type: 'string',
        minLength: 1,
        maxLength: 200,
        'x-assumed': true,
        description:
          'Id of the event, the same when it is delivered again. If it is missing, a receiver uses the SHA-256 of the body as JSON with sorted keys and without whitespace.',
      },
      event: { enum: names, description: 'Kind of the event.' },
      created_at: {
        type: 'string',
        format: 'date-time',
        description: 'Time the event was created. The signature covers it only as part of the body.',
        'x-assumed': true,
      },
      data: { type: 'object' },
    },
    allOf: names.map((name) => ({
      if: { properties: { event: { const: name } }, required: ['event'] },
      // oxlint-disable-next-line unicorn/no-thenable -- the keyword of JSON Schema
      then: { $ref: `#/$defs/${name}` },
    })),
    $defs: Object.fromEntries(names.map((name) => [name, eventSchema(name)])),
  };
}

/** Returns the JSON Schema of one kind of event, without the fields of the envelope. */
function eventSchema(name: WebhookEventName): object {
  const { help, source, data } = webhookEvents[name];
  return {
    description: help,
    ...(source === 'assumed' ? { 'x-assumed': true } : {}),
    properties: { data: objectSchema(data) },
  };
}
