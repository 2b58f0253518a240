import type { MetadataField } from '../../catalog/loki.ts';
import { agentOfEvent, type WebhookData, type WebhookEvent } from '../contracts/webhook-events.ts';
import type { Level } from '../service/log.ts';

/** The log line of an event, and the service whose stream it belongs to. */
export interface EventLine {
  readonly service: 'pf-webhook' | 'pf-escrow';
  readonly level: Level;
  readonly message: string;
  readonly fields: Readonly<Partial<Record<MetadataField, string>>>;
}

/** Returns whether events of a kind are logged; other events need not be checked for it. */
export function leavesLine(kind: string): boolean {
  return kind.startsWith('escrow.') || kind === 'casino.settled' || kind === 'trade.settled' || kind === 'trade.failed';
}

/** Returns the log line of an event; a redelivery is logged again. Fills have none, because they would be millions. */
export function eventLine(event: WebhookEvent): EventLine | undefined {
  switch (event.event) {
    case 'casino.settled': {
      const { agent_id: agent, game, bet_id: bet, stake_usd: stake, metadata } = event.data;
      return trade(`${event.event} ${game} ${bet}`, 'casino_settled', {
        agent,
        amount: stake,
        strategy: metadata?.strategy,
      });
    }
    case 'trade.settled': {
      const { agent_id: agent, ticker, trade_id: id, notional_usd: notional, metadata } = event.data;
      return trade(`${event.event} ${ticker} ${id}`, 'trade_settled', {
        agent,
        amount: notional,
        strategy: metadata?.strategy,
      });
    }
    case 'trade.failed': {
      const { agent_id: agent, ticker, trade_id: id, notional_usd: notional, metadata, status } = event.data;
      const line = trade(`trade.${status} ${ticker} ${id}`, 'trade_settled', {
        agent,
        amount: notional,
        strategy: metadata?.strategy,
      });
      return { ...line, level: status === 'rejected' ? 'warn' : 'info' };
    }
    default:
      return isEscrow(event.data) ? escrow(event.data, agentOfEvent(event)) : undefined;
  }
}

function trade(
  message: string,
  event: string,
  {
    agent,
    amount,
    strategy,
  }: { readonly agent: string; readonly amount: number; readonly strategy: string | null | undefined },
): EventLine {
  return {
    service: 'pf-webhook',
    level: 'info',
    message,
    fields: { agent_id: agent, event, amount_usdc: amount.toFixed(6), ...(strategy ? { strategy } : {}) },
  };
}

function isEscrow(data: WebhookEvent['data']): data is WebhookData<'escrow.created'> {
  return 'escrow_id' in data;
}

function escrow(data: WebhookData<'escrow.created'>, payer: string): EventLine {
  const seconds =
    data.status === 'settled' && data.funded_at !== null
      ? (Date.parse(data.changed_at) - Date.parse(data.funded_at)) / 1000
      : undefined;
  return {
    service: 'pf-escrow',
    level: data.status === 'timed_out' || data.status === 'disputed' ? 'warn' : 'info',
    message: `escrow ${data.escrow_id} is ${data.status}: ${data.reason ?? ''}`,
    fields: {
      event: `escrow_${data.status}`,
      escrow_id: data.escrow_id,
      payer_agent_id: payer,
      payee_agent_id: data.payee_agent_id,
      amount_usdc: data.amount_usdc.toFixed(6),
      ...(seconds === undefined ? {} : { settle_seconds: String(seconds) }),
    },
  };
}
