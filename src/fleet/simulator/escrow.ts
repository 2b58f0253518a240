import { moveWallet, post, shareFee } from './book.ts';
import type { EscrowStatus } from './events.ts';
import { type Agent, type Contract, type Fleet, isLive } from './fleet.ts';
import { DAY, HOUR, MINUTE } from './options.ts';
import { ATOMS, atomsFor, decimal, MICROS, toMicros } from './units.ts';

/** What happens to a contract after its creation. */
type Fate = 'never funded' | 'settled' | 'runs out' | 'forgotten' | 'disputed, paid' | 'disputed, refunded';

/** Contracts that an agent creates per day as the payer. */
const PER_DAY = 2;
const FEE_PERCENT = 1;
/** Fates that the contracts of the whole fleet get in turn, so that a small fleet has all of them. */
const FATES: readonly Fate[] = [
  'settled',
  'settled',
  'never funded',
  'settled',
  'settled',
  'runs out',
  'settled',
  'disputed, paid',
  'settled',
  'settled',
  'disputed, refunded',
  'settled',
  'settled',
  'runs out',
  'settled',
  'settled',
  'settled',
  'never funded',
  'settled',
  'settled',
  'settled',
  'forgotten',
  'settled',
  'settled',
  'settled',
  'settled',
];
const FINAL: ReadonlySet<EscrowStatus> = new Set(['settled', 'timed_out', 'refunded', 'cancelled']);

/** Makes agents create contracts with other agents repeatedly. */
export function startEscrow(fleet: Fleet): void {
  const payers = fleet.agents.filter(({ role }) => role !== 'retires' && role !== 'poor');
  let made = 0;
  const propose = (payer: Agent): void => {
    const { now } = fleet.timeline;
    const fate = FATES[made % FATES.length] ?? 'settled';
    if (
      isLive(payer, now) &&
      create(fleet, payer, { fate, expiresAt: now + Math.round(payer.random.between(8, 72)) * HOUR })
    )
      made += 1;
    fleet.timeline.after(payer.random.exponential(DAY / PER_DAY), () => propose(payer));
  };
  for (const payer of payers)
    fleet.timeline.at(payer.registeredAt + payer.random.exponential(DAY / PER_DAY), () => propose(payer));
  // At the end one contract is overdue, and one expires within the half hour that an alert checks.
  const [first] = payers;
  if (!first) return;
  fleet.timeline.at(fleet.end - 5 * HOUR, () =>
    create(fleet, first, { fate: 'forgotten', expiresAt: fleet.end - 20 * MINUTE }),
  );
  fleet.timeline.at(fleet.end - 5 * HOUR, () =>
    create(fleet, first, { fate: 'runs out', expiresAt: fleet.end + 20 * MINUTE }),
  );
}

function create(
  fleet: Fleet,
  payer: Agent,
  { fate, expiresAt }: { readonly fate: Fate; readonly expiresAt: number },
): boolean {
  const { random } = payer;
  const { now } = fleet.timeline;
  const partners = fleet.agents.filter(
    (agent) => agent !== payer && agent.role !== 'retires' && agent.role !== 'poor' && isLive(agent, now),
  );
  const balance = Math.floor(payer.wallet.USDC / (ATOMS / MICROS));
  const amount = Math.round(balance * random.between(0.005, 0.04));
  if (partners.length === 0 || amount < toMicros(1)) return false;
  const contract: Contract = {
    id: `esc_${random.hex(10)}`,
    payer,
    payee: random.pick(partners),
    amount,
    fee: Math.round((amount * FEE_PERCENT) / 100),
    createdAt: now,
    expiresAt,
    status: 'created',
    fundedAt: null,
    closedAt: null,
  };
  payer.openContracts.add(contract);
  report(fleet, contract, null, payer, 'agreed');
  if (fate === 'never funded')
    fleet.timeline.after(random.between(0.2, 4) * HOUR, () =>
      move(fleet, contract, 'cancelled', payer, 'never funded'),
    );
  else fleet.timeline.after(random.between(1, 40) * MINUTE, () => fund(fleet, contract, fate));
  return true;
}

function fund(fleet: Fleet, contract: Contract, fate: Fate): void {
  const { payer, amount } = contract;
  const { random } = payer;
  if (payer.wallet.USDC < atomsFor(amount, 1)) return move(fleet, contract, 'cancelled', payer, 'not enough USDC');
  moveWallet(fleet, payer, 'USDC', 'transfer_out', -atomsFor(amount, 1));
  post(fleet, payer, `${contract.id}/funded`, { flow: -amount });
  move(fleet, contract, 'funded', payer, 'amount received');
  const left = contract.expiresAt - fleet.timeline.now;
  if (fate === 'runs out' || fate === 'forgotten') {
    const overdue = fate === 'forgotten' ? random.between(0.5, 9) * HOUR : random.between(1, 4000);
    return fleet.timeline.after(left + overdue, () => giveBack(fleet, contract, 'timed_out', null, 'expired'));
  }
  fleet.timeline.after(left * Math.min(0.9, random.exponential(0.25)), () => deliver(fleet, contract, fate));
}

function deliver(fleet: Fleet, contract: Contract, fate: Fate): void {
  const { payee, payer } = contract;
  const { random } = payer;
  const left = contract.expiresAt - fleet.timeline.now;
  move(fleet, contract, 'delivered', payee, 'work handed over');
  if (fate === 'settled')
    return fleet.timeline.after(Math.min(left * 0.9, random.exponential(40 * MINUTE)), () =>
      settle(fleet, contract, payer, 'accepted'),
    );
  fleet.timeline.after(Math.min(left / 2, random.exponential(HOUR)), () => {
    move(fleet, contract, 'disputed', payer, 'quality');
    fleet.timeline.after(left / 3, () => {
      if (fate === 'disputed, refunded') giveBack(fleet, contract, 'refunded', null, 'arbitration for the payer');
      else settle(fleet, contract, null, 'arbitration for the payee');
    });
  });
}

/** Settles a contract: the payee receives the amount and pays the fee out of it. */
function settle(fleet: Fleet, contract: Contract, actor: Agent | null, reason: string): void {
  const { payee, amount, fee, payer, id } = contract;
  moveWallet(fleet, payee, 'USDC', 'transfer_in', atomsFor(amount, 1));
  moveWallet(fleet, payee, 'USDC', 'fee', -atomsFor(fee, 1));
  move(fleet, contract, 'settled', actor, reason);
  post(fleet, payee, id, { flow: amount });
  post(fleet, payee, id, { escrow_fee: -fee });
  // The fee has already left the wallet.
  payee.unswept += fee;
  shareFee(fleet, payee, 'escrow', id, fee);
  fleet.emit({
    kind: 'mark',
    at: fleet.timeline.now,
    startedAt: contract.fundedAt,
    agentId: payee.id,
    type: 'escrow_settled',
    amount,
    text: `Escrow Settled: ${decimal(amount)} USDC released to ${payee.name} by ${payer.name}, contract ${id}`,
    tags: ['escrow', id],
  });
}

function giveBack(
  fleet: Fleet,
  contract: Contract,
  to: 'timed_out' | 'refunded',
  actor: Agent | null,
  reason: string,
): void {
  moveWallet(fleet, contract.payer, 'USDC', 'transfer_in', atomsFor(contract.amount, 1));
  post(fleet, contract.payer, `${contract.id}/${to}`, { flow: contract.amount });
  move(fleet, contract, to, actor, reason);
}

function move(fleet: Fleet, contract: Contract, to: EscrowStatus, actor: Agent | null, reason: string): void {
  const from = contract.status;
  contract.status = to;
  if (to === 'funded') contract.fundedAt = fleet.timeline.now;
  if (FINAL.has(to)) {
    contract.closedAt = fleet.timeline.now;
    contract.payer.openContracts.delete(contract);
  }
  report(fleet, contract, from, actor, reason);
}

function report(
  fleet: Fleet,
  contract: Contract,
  from: EscrowStatus | null,
  actor: Agent | null,
  reason: string,
): void {
  fleet.emit({
    kind: 'escrow',
    at: fleet.timeline.now,
    agentId: contract.payer.id,
    escrowId: contract.id,
    payeeId: contract.payee.id,
    amount: contract.amount,
    fee: contract.fee,
    from,
    to: contract.status,
    createdAt: contract.createdAt,
    fundedAt: contract.fundedAt,
    expiresAt: contract.expiresAt,
    closedAt: contract.closedAt,
    actorId: actor?.id ?? null,
    reason,
  });
}
