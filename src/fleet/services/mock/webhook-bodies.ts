import type { EscrowChanged, FleetEvent } from '../../simulator/events.ts';
import type { Agent, Fleet } from '../../simulator/fleet.ts';
import type { Cancel, Fill, Reject, TradeClosed } from '../../simulator/order-events.ts';
import { toNative, toUsdc } from '../../simulator/units.ts';
import type { WebhookData, WebhookEvent, WebhookEventName } from '../contracts/webhook-events.ts';

/** Turns events of a simulated fleet into the platform's webhook events; the same fleet gives the same ids. */
export function webhookBodies(fleet: () => Fleet) {
  const agents = new Map<string, Agent>();
  const opened = new Set<string>();
  const funding = new Map<string, number>();
  const states = new Map<string, { readonly strategy: string; readonly status: string }>();
  let count = 0;

  const body = <N extends WebhookEventName>(event: N, at: number, data: WebhookData<N>): WebhookEvent => {
    count += 1;
    const id = `evt_${fleet().options.seed}_${String(count).padStart(9, '0')}`;
    // The signature guarantees that the data belongs to the event.
    return { version: 1, id, event, created_at: iso(at), data } as unknown as WebhookEvent;
  };
  const agentOf = (id: string): Agent | undefined => {
    const known = agents.get(id) ?? fleet().agents.find((agent) => agent.id === id);
    if (known) agents.set(id, known);
    return known;
  };
  const opening = (event: Fill): WebhookEvent[] => {
    if (opened.has(event.tradeId)) return [];
    const trade = [...(agentOf(event.agentId)?.openTrades ?? [])].find(({ id }) => id === event.tradeId);
    if (trade === undefined) return [];
    opened.add(event.tradeId);
    const { id, market, ticker, side, openedAt, intended } = trade;
    const data = {
      ...actor(event),
      trade_id: id,
      market,
      ticker,
      side,
      opened_at: iso(openedAt),
      notional_usd: toUsdc(intended),
    };
    return [body('trade.opened', event.at, data)];
  };
  const closing = (event: TradeClosed): WebhookEvent[] => {
    opened.delete(event.tradeId);
    const paid = funding.get(event.tradeId) ?? 0;
    funding.delete(event.tradeId);
    return [body(...closed(event, paid))];
  };

  return (event: FleetEvent): readonly WebhookEvent[] => {
    switch (event.kind) {
      case 'fill':
        return [
          ...opening(event),
          body(event.isComplete ? 'order.filled' : 'order.partially_filled', event.at, filled(event)),
        ];
      case 'cancel':
        return [
          body('order.cancelled', event.at, {
            ...unfilled(event),
            cancelled_at: iso(event.at),
            fill_ratio: event.fillRatio,
          }),
        ];
      case 'reject':
        return [
          body('order.rejected', event.at, {
            ...unfilled(event),
            rejected_at: iso(event.at),
            error_code: event.errorCode,
          }),
        ];
      case 'ledger':
        if (event.entry === 'funding') funding.set(event.ref, event.amount);
        return [];
      case 'trade':
        return closing(event);
      case 'escrow':
        return [body(`escrow.${event.to}`, event.at, escrowChange(event))];
      case 'wallet':
        return [
          body('wallet.moved', event.at, {
            movement_id: event.txHash,
            agent_id: event.agentId,
            moved_at: iso(event.at),
            currency: event.currency,
            kind: event.move,
            amount: toNative(event.amount),
            amount_usdc: toUsdc(event.amountUsdc),
            balance_after: toNative(event.balanceAfter),
            tx_hash: event.txHash,
            strategy: agentOf(event.agentId)?.strategy ?? null,
          }),
        ];
      case 'agent_registered': {
        states.set(event.agentId, { strategy: event.strategy, status: 'active' });
        return [
          body('agent.registered', event.at, {
            agent_id: event.agentId,
            agent_name: event.name,
            strategy: event.strategy,
            registered_at: iso(event.at),
            initial_equity_usdc: toUsdc(event.initialEquity),
            min_balance_usdc: toUsdc(event.minBalance),
            max_drawdown_pct: event.maxDrawdown,
          }),
        ];
      }
      case 'referred':
        return [
          body('agent.referred', event.at, {
            agent_id: event.agentId,
            referrer_agent_id: event.referrerId,
            referral_code: event.code,
            referred_at: iso(event.at),
          }),
        ];
      case 'agent_changed': {
        const before = states.get(event.agentId);
        states.set(event.agentId, event);
        const from =
          before === undefined ? {} : { from_strategy: before.strategy, from_status: before.status as 'active' };
        return [
          body('agent.changed', event.at, {
            agent_id: event.agentId,
            changed_at: iso(event.at),
            ...from,
            strategy: event.strategy,
            status: event.status,
            actor: event.actor ?? null,
          }),
        ];
      }
      case 'limit_changed': {
        const now = states.get(event.agentId) ?? { strategy: 'unknown', status: 'active' };
        return [
          body('agent.changed', event.at, {
            agent_id: event.agentId,
            changed_at: iso(event.at),
            from_strategy: now.strategy,
            strategy: now.strategy,
            from_status: now.status as 'active',
            status: now.status as 'active',
            from_max_drawdown_pct: event.from,
            max_drawdown_pct: event.maxDrawdown,
            actor: event.actor,
          }),
        ];
      }
      case 'referral_fee':
        return [
          body('referral.fee_earned', event.at, {
            agent_id: event.agentId,
            referred_agent_id: event.referredId,
            earned_at: iso(event.at),
            source_kind: event.source,
            source_ref: event.ref,
            base_fee_usdc: toUsdc(event.baseFee),
            rate: 0.15,
            referral_fee_usdc: toUsdc(event.share),
            strategy: agentOf(event.agentId)?.strategy ?? null,
          }),
        ];
      case 'tick': {
        const { at, market, ticker, bid, ask } = event;
        return [body('market.ticked', at, { market, ticker, at: iso(at), bid, ask })];
      }
      case 'book': {
        const { at, market, ticker, bids, asks } = event;
        return [body('market.book_taken', at, { market, ticker, at: iso(at), bids, asks })];
      }
      default:
        return [];
    }
  };
}

interface Acting {
  readonly agentId: string;
  readonly strategy: string;
  readonly session?: string;
  readonly referralCode?: string | null;
}

function actor({ agentId, strategy, session = '', referralCode = null }: Acting) {
  return { agent_id: agentId, metadata: { strategy }, session_id: session, referral_code: referralCode };
}

function order(event: Fill | Cancel | Reject) {
  const { orderId, tradeId, market, ticker, side, orderType } = event;
  return { ...actor(event), order_id: orderId, trade_id: tradeId, market, ticker, side, order_type: orderType };
}

function filled(event: Fill): WebhookData<'order.filled'> {
  const notional = toUsdc(event.notional);
  return {
    ...order(event),
    fill_id: event.eventId,
    filled_at: iso(event.at),
    filled_quantity: notional / event.price,
    fill_price: event.price,
    notional_usd: notional,
    fee_usd: toUsdc(event.fee),
    slippage_bps: event.slippageBps,
    fill_latency_ms: event.latencyMs,
    fill_ratio: event.fillRatio,
    liquidity: event.liquidity,
    pnl_usd: null,
  };
}

function unfilled(event: Cancel | Reject) {
  const notional = toUsdc(event.notional);
  return { ...order(event), quantity: notional / event.price, price: event.price, notional_usd: notional };
}

/** Returns the settlement of a trade or bet, or the failure of a trade in which nothing was traded. */
function closed(
  event: TradeClosed,
  paidFunding: number,
): readonly ['casino.settled' | 'trade.settled' | 'trade.failed', number, never] {
  const { at, tradeId, market, ticker, side, openedAt, notional, fee, pnl, status, errorCode } = event;
  if (market === 'casino') {
    const data: WebhookData<'casino.settled'> = {
      ...actor(event),
      bet_id: tradeId,
      game: ticker,
      placed_at: iso(openedAt),
      settled_at: iso(at),
      stake_usd: toUsdc(notional),
      fee_usd: toUsdc(fee),
      pnl_usd: toUsdc(pnl ?? 0),
    };
    return ['casino.settled', at, data as never];
  }
  const common = {
    ...actor(event),
    trade_id: tradeId,
    market,
    ticker,
    side: side ?? 'buy',
    opened_at: iso(openedAt),
    notional_usd: toUsdc(notional),
  } as const;
  if (pnl === null) {
    const data: WebhookData<'trade.failed'> = {
      ...common,
      failed_at: iso(at),
      status: status === 'rejected' ? 'rejected' : 'cancelled',
      error_code: errorCode,
    };
    return ['trade.failed', at, data as never];
  }
  const data: WebhookData<'trade.settled'> = {
    ...common,
    settled_at: iso(at),
    status: status === 'partial' ? 'partial' : 'filled',
    fee_usd: toUsdc(fee),
    funding_usd: toUsdc(paidFunding),
    pnl_usd: toUsdc(pnl),
  };
  return ['trade.settled', at, data as never];
}

function escrowChange(event: EscrowChanged): WebhookData<'escrow.created'> {
  return {
    escrow_id: event.escrowId,
    payer_agent_id: event.agentId,
    payee_agent_id: event.payeeId,
    amount_usdc: toUsdc(event.amount),
    fee_usdc: toUsdc(event.fee),
    from_status: event.from,
    status: event.to,
    changed_at: iso(event.at),
    created_at: iso(event.createdAt),
    funded_at: event.fundedAt === null ? null : iso(event.fundedAt),
    expires_at: iso(event.expiresAt),
    closed_at: event.closedAt === null ? null : iso(event.closedAt),
    actor_agent_id: event.actorId,
    reason: event.reason,
  };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
