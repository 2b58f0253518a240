import type { WebhookData, WebhookEvent } from '../contracts/webhook-events.ts';
import type { BookChanges, Mark } from './changes.ts';
import { decimal, micros } from './money.ts';
import { addBet, addFailure, addFill, addOpening, addSettlement, post } from './trade-changes.ts';

/** Adds the changes that one event makes to the book; the event's id is part of the keys of its marks. */
export function addEvent(changes: BookChanges, event: WebhookEvent, id: string): void {
  const before = changes.marks.length;
  addChanges(changes, event);
  for (const [index, added] of changes.marks.slice(before).entries())
    changes.marks[before + index] = { ...added, event_key: `${id}/${index}` };
}

function addChanges(changes: BookChanges, event: WebhookEvent): void {
  switch (event.event) {
    case 'order.filled':
    case 'order.partially_filled':
      return addFill(changes, event, event.data);
    case 'trade.opened':
      return addOpening(changes, event.data);
    case 'trade.settled':
      return addSettlement(changes, event.data);
    case 'trade.failed':
      return addFailure(changes, event.data);
    case 'casino.settled':
      return addBet(changes, event.data);
    case 'wallet.moved':
      return addWalletMove(changes, event.data);
    case 'agent.registered':
      return addRegistration(changes, event.data);
    case 'agent.changed':
      return addAgentChange(changes, event.data);
    case 'agent.referred':
      return addReferral(changes, event.data);
    case 'referral.fee_earned':
      return addReferralFee(changes, event.data);
    case 'order.cancelled':
    case 'order.rejected':
      // The event of the order's trade reports the outcome.
      return;
    case 'market.ticked':
    case 'market.book_taken':
      // Prices do not concern the book.
      return;
    default:
      return addEscrow(changes, event.data);
  }
}

function addEscrow(changes: BookChanges, data: WebhookData<'escrow.created'>): void {
  const {
    escrow_id: id,
    payer_agent_id: payer,
    payee_agent_id: payee,
    status,
    changed_at: at,
    from_status,
    actor_agent_id: actor = null,
    reason = null,
    ...state
  } = data;
  for (const agent of [payer, payee])
    changes.seen.push({ agent_id: agent, strategy: 'unknown', registered_at: data.created_at });
  const { amount_usdc: amount, fee_usdc: fee, created_at, funded_at, expires_at, closed_at } = state;
  changes.escrow.push({
    escrow_id: id,
    payer_agent_id: payer,
    payee_agent_id: payee,
    amount_usdc: amount,
    fee_usdc: fee,
    status,
    created_at,
    funded_at,
    expires_at,
    closed_at,
  });
  changes.escrowSteps.push({ escrow_id: id, ts: at, from_status, to_status: status, actor_agent_id: actor, reason });
  const entry = { ts: at, strategy: null };
  if (status === 'funded')
    post(changes, { ...entry, agent_id: payer, ref_id: `${id}/funded` }, { flow: -micros(amount) });
  if (status === 'settled') {
    post(changes, { ...entry, agent_id: payee, ref_id: id }, { flow: micros(amount), escrow_fee: -micros(fee) });
    changes.marks.push(
      mark(payee, 'escrow_settled', {
        ts: funded_at ?? at,
        ts_end: at,
        other_agent_id: payer,
        amount_usdc: decimal(micros(amount)),
        text: `Escrow Settled: ${decimal(micros(amount))} USDC released to {agent} by {other}, contract ${id}`,
        tags: ['escrow', id],
      }),
    );
  }
  // A contract that was never funded has nothing to refund.
  const isGivenBack = (status === 'timed_out' || status === 'refunded') && funded_at !== null;
  if (isGivenBack) post(changes, { ...entry, agent_id: payer, ref_id: `${id}/${status}` }, { flow: micros(amount) });
}

/**
 * Kinds of movement that bring money in or take it out. The others move it between an agent's own accounts, or belong
 * to an escrow event, which books them.
 */
const FLOWS = { deposit: 'deposit', withdrawal: 'withdrawal', faucet: 'wallet_topup' } as const;

function addWalletMove(changes: BookChanges, data: WebhookData<'wallet.moved'>): void {
  const {
    agent_id: agent,
    moved_at: at,
    currency,
    kind,
    amount,
    amount_usdc: value = null,
    tx_hash = null,
    balance_after = null,
  } = data;
  changes.seen.push({ agent_id: agent, strategy: data.strategy ?? 'unknown', registered_at: at });
  changes.wallet.push({
    ts: at,
    agent_id: agent,
    currency,
    kind,
    amount,
    amount_usdc: value,
    tx_hash,
    balance_after,
    movement_id: data.movement_id,
  });
  if (!isFlow(kind)) return;
  // USDC is worth itself; another currency without a value cannot be booked in USDC.
  const worth = value ?? (currency === 'USDC' ? amount : null);
  if (worth === null) return;
  const signed = micros(kind === 'withdrawal' ? -Math.abs(worth) : Math.abs(worth));
  post(
    changes,
    { ts: at, agent_id: agent, strategy: data.strategy ?? null, ref_id: `${kind}/${data.movement_id}` },
    { flow: signed },
  );
  const shown = decimal(Math.abs(signed));
  const text =
    kind === 'faucet'
      ? `Wallet Top-Up: faucet claim of {agent}, +${Number(shown)} USDC`
      : `${kind === 'deposit' ? 'Deposit' : 'Withdrawal'}: ${shown} USDC in ${currency}, {agent}`;
  changes.marks.push(
    mark(agent, FLOWS[kind], { ts: at, amount_usdc: shown, text, tags: [kind === 'faucet' ? 'faucet' : currency] }),
  );
}

function isFlow(kind: string): kind is keyof typeof FLOWS {
  return Object.hasOwn(FLOWS, kind);
}

function addRegistration(changes: BookChanges, data: WebhookData<'agent.registered'>): void {
  const {
    agent_id,
    strategy,
    registered_at,
    agent_name,
    initial_equity_usdc,
    min_balance_usdc = null,
    max_drawdown_pct = null,
  } = data;
  changes.registered.push({
    agent_id,
    strategy,
    registered_at,
    agent_name,
    initial_equity_usdc,
    min_balance_usdc,
    max_drawdown_pct,
  });
}

function addAgentChange(changes: BookChanges, data: WebhookData<'agent.changed'>): void {
  const {
    agent_id: agent,
    changed_at: at,
    strategy,
    status,
    from_strategy: before,
    from_status: statusBefore,
    reason,
    actor = null,
    from_max_drawdown_pct: limitBefore = null,
    max_drawdown_pct: limit = null,
  } = data;
  changes.seen.push({ agent_id: agent, strategy, registered_at: at });
  changes.changed.push({ agent_id: agent, strategy, status, changed_at: at, max_drawdown_pct: limit });
  const why = reason ? `, ${reason}` : '';
  if (before && before !== strategy)
    changes.marks.push(
      mark(agent, 'strategy_switch', {
        ts: at,
        text: `Strategy Switch: {agent} from ${before} to ${strategy}${why}`,
        tags: [before, strategy],
      }),
    );
  if (status === 'halted' && statusBefore !== 'halted')
    changes.marks.push(
      mark(agent, 'halt', { ts: at, text: `{agent} halted${reason ? `: ${reason}` : ''}`, tags: ['risk'], actor }),
    );
  if (statusBefore === 'halted' && status !== 'halted')
    changes.marks.push(mark(agent, 'resume', { ts: at, text: `{agent} resumed${why}`, tags: ['risk'], actor }));
  if (limit !== null && limit !== limitBefore)
    changes.marks.push(
      mark(agent, 'limit_change', {
        ts: at,
        text: limitText(limitBefore, limit),
        tags: ['risk', 'max_drawdown_pct'],
        actor,
      }),
    );
}

function limitText(before: number | null, after: number): string {
  const percent = (limit: number): string => `${Number((100 * limit).toFixed(2))} %`;
  return `{agent}: drawdown limit${before === null ? '' : ` from ${percent(before)}`} to ${percent(after)}`;
}

function addReferral(changes: BookChanges, data: WebhookData<'agent.referred'>): void {
  const { agent_id: referred, referrer_agent_id: referrer, referral_code: code = null, referred_at: at } = data;
  for (const agent of [referrer, referred])
    changes.seen.push({ agent_id: agent, strategy: 'unknown', registered_at: at });
  changes.referrals.push({
    referred_agent_id: referred,
    referrer_agent_id: referrer,
    referral_code: code,
    created_at: at,
  });
}

function addReferralFee(changes: BookChanges, data: WebhookData<'referral.fee_earned'>): void {
  const {
    agent_id: referrer,
    referred_agent_id: referred,
    earned_at: at,
    source_kind: source,
    source_ref: ref,
    base_fee_usdc: base,
    rate,
    referral_fee_usdc: share,
  } = data;
  for (const agent of [referrer, referred])
    changes.seen.push({ agent_id: agent, strategy: 'unknown', registered_at: at });
  changes.referralFees.push({
    ts: at,
    referrer_agent_id: referrer,
    referred_agent_id: referred,
    source_kind: source,
    source_ref: ref,
    base_fee_usdc: base,
    rate,
  });
  post(
    changes,
    { ts: at, agent_id: referrer, strategy: data.strategy ?? null, ref_id: ref },
    { referral: micros(share) },
  );
}

function mark(agent: string, type: Mark['event_type'], rest: Pick<Mark, 'ts' | 'text' | 'tags'> & Partial<Mark>): Mark {
  return {
    ts_end: null,
    other_agent_id: null,
    amount_usdc: null,
    actor: null,
    is_large_result: false,
    ...rest,
    agent_id: agent,
    event_type: type,
  };
}
