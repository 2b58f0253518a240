import { type PostgresColumn, postgresTables, type PostgresTableName } from '../../catalog/postgres.ts';
import type { AgentRegistered, EscrowChanged, FleetEvent } from '../events.ts';
import type { Agent, Fleet, OpenTrade } from '../fleet.ts';
import { decimal, type Micros, nativeDecimal } from '../units.ts';
import type { Files } from './files.ts';

type Tables = typeof postgresTables;
/** Columns that a writer sets: all except identity and generated columns. */
type Written<T extends PostgresTableName> = {
  [C in keyof Tables[T]['columns']]: Tables[T]['columns'][C] extends { identity: true } | { generated: string }
    ? never
    : C;
}[keyof Tables[T]['columns']];
/** One row, with times in Unix milliseconds and amounts as text. A new column does not compile until it is set. */
type Row<T extends PostgresTableName> = Readonly<Record<Written<T>, Value>>;
type Value = string | number | null | Date | readonly string[];

/** Path of the file with a table's rows. */
export function postgresFile(table: PostgresTableName): string {
  return `postgres/${table}.tsv`;
}

/** Returns the start of a COPY statement: `COPY agents (agent_id, …) FROM`. */
export function copyInto(table: PostgresTableName): string {
  return `COPY ${table} (${columnsOf(table).join(', ')}) FROM`;
}

/** Writes the book of record in COPY's text format, one file per table, and the script that loads them. */
export function postgresWriter(files: Files) {
  const agents = new Map<
    string,
    {
      readonly registered: AgentRegistered;
      strategy: string;
      status: string;
      retiredAt: number | null;
      maxDrawdown: number;
    }
  >();
  let marks = 0;
  const contracts = new Map<string, EscrowChanged>();
  const write = <T extends PostgresTableName>(table: T, row: Row<T>): void =>
    files.append(
      postgresFile(table),
      copyLine(columnsOf(table).map((column) => (row as Record<string, Value>)[column] ?? null)),
    );

  const hear = (event: FleetEvent): void => {
    switch (event.kind) {
      case 'agent_registered':
        agents.set(event.agentId, {
          registered: event,
          strategy: event.strategy,
          status: 'active',
          retiredAt: null,
          maxDrawdown: event.maxDrawdown,
        });
        return;
      case 'limit_changed': {
        const known = agents.get(event.agentId);
        if (known) known.maxDrawdown = event.maxDrawdown;
        return;
      }
      case 'agent_changed': {
        const known = agents.get(event.agentId);
        if (known)
          Object.assign(known, {
            strategy: event.strategy,
            status: event.status,
            retiredAt: event.status === 'retired' ? event.at : null,
          });
        return;
      }
      case 'referred':
        return write('referrals', {
          referred_agent_id: event.agentId,
          referrer_agent_id: event.referrerId,
          referral_code: event.code,
          created_at: new Date(event.at),
        });
      case 'trade':
        return write('trades', {
          trade_id: event.tradeId,
          agent_id: event.agentId,
          strategy: event.strategy,
          market: event.market,
          ticker: event.ticker,
          side: event.side,
          opened_at: new Date(event.openedAt),
          settled_at: event.pnl === null ? null : new Date(event.at),
          notional_usdc: decimal(event.notional),
          fee_usdc: decimal(event.fee),
          pnl_usdc: event.pnl === null ? null : decimal(event.pnl),
          status: event.status,
          error_code: event.errorCode,
        });
      case 'ledger':
        return write('pnl_ledger', {
          ts: new Date(event.at),
          agent_id: event.agentId,
          strategy: event.strategy,
          kind: event.entry,
          amount_usdc: decimal(event.amount),
          ref_id: event.ref,
        });
      case 'referral_fee':
        return write('referral_fees', {
          ts: new Date(event.at),
          referrer_agent_id: event.agentId,
          referred_agent_id: event.referredId,
          source_kind: event.source,
          source_ref: event.ref,
          base_fee_usdc: decimal(event.baseFee),
          rate: '0.1500',
        });
      case 'escrow':
        write('escrow_events', {
          escrow_id: event.escrowId,
          ts: new Date(event.at),
          from_status: event.from,
          to_status: event.to,
          actor_agent_id: event.actorId,
          reason: event.reason,
        });
        if (event.closedAt === null) contracts.set(event.escrowId, event);
        else {
          contracts.delete(event.escrowId);
          write('escrow_contracts', contractRow(event));
        }
        return;
      case 'wallet':
        return write('wallet_events', {
          ts: new Date(event.at),
          agent_id: event.agentId,
          currency: event.currency,
          kind: event.move,
          amount: nativeDecimal(event.amount),
          amount_usdc: decimal(event.amountUsdc),
          tx_hash: event.txHash,
          balance_after: nativeDecimal(event.balanceAfter),
          movement_id: event.txHash,
        });
      case 'fx':
        return write('fx_rates', {
          currency: event.currency,
          ts: new Date(event.at),
          usdc_per_unit: event.rate.toFixed(8),
        });
      case 'mark':
        return write('agent_events', {
          ts: new Date(event.startedAt ?? event.at),
          ts_end: event.startedAt === null ? null : new Date(event.at),
          agent_id: event.agentId,
          event_type: event.type,
          amount_usdc: nullable(event.amount),
          text: event.text,
          tags: event.tags,
          event_key: `${event.type}/${event.agentId}/${(marks += 1)}`,
          actor: event.actor ?? null,
        });
      case 'recon':
        return write('recon_runs', {
          run_ts: new Date(event.at),
          agent_id: event.agentId,
          currency: event.currency,
          ledger_balance: nativeDecimal(event.ledgerBalance),
          wallet_balance: nativeDecimal(event.walletBalance),
        });
      case 'day':
        return write('agent_performance_daily', {
          day: event.day,
          agent_id: event.agentId,
          agent_name: event.name,
          strategy: event.strategy,
          snapshot_ts: new Date(event.at),
          equity_open_usdc: decimal(event.equityOpen),
          net_flow_usdc: decimal(event.netFlow),
          pnl_24h_usdc: decimal(event.pnl),
          realized_pnl_usdc: decimal(event.realized),
          unrealized_pnl_usdc: decimal(event.unrealized),
          equity_close_usdc: decimal(event.equityClose),
          wins: event.wins,
          losses: event.losses,
          pushes: event.pushes,
          total_trades: event.wins + event.losses + event.pushes,
          win_rate: event.wins + event.losses === 0 ? null : (event.wins / (event.wins + event.losses)).toFixed(6),
          drawdown_pct: event.drawdown.toFixed(6),
          fees_usdc: decimal(event.fees),
          volume_usdc: decimal(event.volume),
          realized_24h_usdc: decimal(event.realizedDay),
        });
      default:
    }
  };

  /** Writes everything that is still open at the end. */
  const finish = (fleet: Fleet): void => {
    for (const { registered, strategy, status, retiredAt, maxDrawdown } of agents.values()) {
      write('agents', {
        agent_id: registered.agentId,
        agent_name: registered.name,
        strategy,
        status,
        initial_equity_usdc: decimal(registered.initialEquity),
        min_balance_usdc: decimal(registered.minBalance),
        max_drawdown_pct: maxDrawdown.toFixed(6),
        registered_at: new Date(registered.at),
        retired_at: retiredAt === null ? null : new Date(retiredAt),
      });
    }
    for (const contract of contracts.values()) write('escrow_contracts', contractRow(contract));
    for (const agent of fleet.agents) for (const trade of agent.openTrades) write('trades', openTradeRow(agent, trade));
    files.append('postgres/load.sql', loadScript());
  };
  return { hear, finish };
}

function contractRow(event: EscrowChanged): Row<'escrow_contracts'> {
  return {
    escrow_id: event.escrowId,
    payer_agent_id: event.agentId,
    payee_agent_id: event.payeeId,
    amount_usdc: decimal(event.amount),
    fee_usdc: decimal(event.fee),
    status: event.to,
    created_at: new Date(event.createdAt),
    funded_at: event.fundedAt === null ? null : new Date(event.fundedAt),
    expires_at: new Date(event.expiresAt),
    closed_at: event.closedAt === null ? null : new Date(event.closedAt),
  };
}

function openTradeRow(agent: Agent, trade: OpenTrade): Row<'trades'> {
  return {
    trade_id: trade.id,
    agent_id: agent.id,
    strategy: trade.strategy,
    market: trade.market,
    ticker: trade.ticker,
    side: trade.side,
    opened_at: new Date(trade.openedAt),
    settled_at: null,
    notional_usdc: decimal(trade.filled),
    fee_usdc: decimal(trade.fees),
    pnl_usdc: null,
    status: trade.filled === 0 ? 'pending' : 'partial',
    error_code: null,
  };
}

function loadScript(): string {
  // The catalog lists a table before those that reference it, except for the events of escrow contracts.
  const tables = Object.keys(postgresTables) as PostgresTableName[];
  return `-- Loads a simulated fleet into an empty book of record. Run it in this folder, after the schema: psql -f load.sql
BEGIN;
${tables.map((table) => `\\${copyInto(table).toLowerCase()} '${table}.tsv'`).join('\n')}
COMMIT;
ANALYZE;
`;
}

function columnsOf(table: PostgresTableName): string[] {
  const columns: Readonly<Record<string, PostgresColumn>> = postgresTables[table].columns;
  return Object.entries(columns)
    .filter(([, column]) => column.identity === undefined && column.generated === undefined)
    .map(([name]) => name);
}

function nullable(amount: Micros | null): string | null {
  return amount === null ? null : decimal(amount);
}

function copyLine(values: readonly Value[]): string {
  return `${values.map(copyValue).join('\t')}\n`;
}

function copyValue(value: Value): string {
  if (value === null) return '\\N';
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'object')
    return escaped(`{${value.map((item) => `"${item.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`).join(',')}}`);
  return escaped(String(value));
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n');
}
