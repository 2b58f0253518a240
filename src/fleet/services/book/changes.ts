import type { EventType } from '../../catalog/events.ts';

/** An agent that an event names, which may not be in the book yet. */
export interface SeenAgent {
  readonly agent_id: string;
  readonly strategy: string;
  readonly registered_at: string;
}

export interface Registration extends SeenAgent {
  readonly agent_name: string;
  readonly initial_equity_usdc: number;
  readonly min_balance_usdc: number | null;
  readonly max_drawdown_pct: number | null;
}

export interface AgentChange {
  readonly agent_id: string;
  readonly strategy: string;
  readonly status: string;
  readonly changed_at: string;
  /** Null when the event does not change it. */
  readonly max_drawdown_pct: number | null;
}

export interface Referral {
  readonly referred_agent_id: string;
  readonly referrer_agent_id: string;
  readonly referral_code: string | null;
  readonly created_at: string;
}

/** One trade or bet as an event reports it; amounts are decimal strings. */
export interface TradeChange {
  readonly trade_id: string;
  readonly agent_id: string;
  readonly strategy: string;
  readonly market: string;
  readonly ticker: string;
  readonly side: string | null;
  readonly opened_at: string;
  readonly settled_at: string | null;
  readonly notional_usdc: string;
  readonly fee_usdc: string;
  readonly pnl_usdc: string | null;
  readonly status: string;
  readonly error_code: string | null;
}

export interface LedgerEntry {
  readonly ts: string;
  readonly agent_id: string;
  /** Null when the event names none; the agent's current strategy is used then. */
  readonly strategy: string | null;
  readonly kind: 'trade' | 'fee' | 'funding' | 'casino' | 'escrow_fee' | 'referral' | 'flow';
  readonly amount_usdc: string;
  readonly ref_id: string;
}

export interface EscrowState {
  readonly escrow_id: string;
  readonly payer_agent_id: string;
  readonly payee_agent_id: string;
  readonly amount_usdc: number;
  readonly fee_usdc: number;
  readonly status: string;
  readonly created_at: string;
  readonly funded_at: string | null;
  readonly expires_at: string;
  readonly closed_at: string | null;
}

export interface EscrowStep {
  readonly escrow_id: string;
  readonly ts: string;
  readonly from_status: string | null;
  readonly to_status: string;
  readonly actor_agent_id: string | null;
  readonly reason: string | null;
}

export interface ReferralFee {
  readonly ts: string;
  readonly referrer_agent_id: string;
  readonly referred_agent_id: string;
  readonly source_kind: string;
  readonly source_ref: string;
  readonly base_fee_usdc: number;
  readonly rate: number;
}

export interface WalletMove {
  readonly ts: string;
  readonly agent_id: string;
  readonly currency: string;
  readonly kind: string;
  readonly amount: number;
  readonly amount_usdc: number | null;
  readonly tx_hash: string | null;
  readonly balance_after: number | null;
  readonly movement_id: string;
}

/** An event to annotate on charts; `{agent}` and `{other}` in its text are replaced by names. */
export interface Mark {
  readonly ts: string;
  readonly ts_end: string | null;
  readonly agent_id: string;
  readonly other_agent_id: string | null;
  readonly event_type: EventType;
  readonly amount_usdc: string | null;
  readonly text: string;
  readonly tags: readonly string[];
  readonly actor: string | null;
  /** True for a result that is marked only if it is large compared with the agent's other results. */
  readonly is_large_result: boolean;
}

/** Changes to the book by kind; each list is in the order of the events. */
export interface BookChanges {
  readonly seen: SeenAgent[];
  readonly registered: Registration[];
  readonly changed: AgentChange[];
  readonly referrals: Referral[];
  /** Fills and openings; their amounts are added to a trade that is still open. */
  readonly building: TradeChange[];
  /** Settlements and failures; their values are final. */
  readonly ended: TradeChange[];
  readonly ledger: LedgerEntry[];
  readonly escrow: EscrowState[];
  readonly escrowSteps: EscrowStep[];
  readonly referralFees: ReferralFee[];
  readonly wallet: WalletMove[];
  /** Each with a unique key, so that it is written once. */
  readonly marks: (Mark & { readonly event_key?: string })[];
}

/** No changes yet. */
export function noChanges(): BookChanges {
  return {
    seen: [],
    registered: [],
    changed: [],
    referrals: [],
    building: [],
    ended: [],
    ledger: [],
    escrow: [],
    escrowSteps: [],
    referralFees: [],
    wallet: [],
    marks: [],
  };
}
