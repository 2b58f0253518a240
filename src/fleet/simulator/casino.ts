import { post } from './book.ts';
import { type Game, games } from './facts.ts';
import type { Agent, Fleet } from './fleet.ts';
import { bookResult } from './results.ts';
import { MICROS } from './units.ts';

const gameNames = Object.keys(games) as readonly Game[];
/** Fee of the house on a settled bet. */
const FEE_PERCENT = 1;
const PUSHES = 0.03;

/** Places a bet, which is settled within seconds. */
export function placeBet(fleet: Fleet, agent: Agent): void {
  const { random, strategy } = agent;
  const id = random.uuid();
  const game = random.pick(gameNames);
  const openedAt = fleet.timeline.now;
  const stake = Math.max(MICROS, Math.round(agent.equity * random.between(0.001, 0.008)));
  fleet.timeline.after(random.between(1500, 20_000), () => {
    const isPush = random.chance(PUSHES);
    const isWin = random.chance(games[game].wins);
    const fee = isPush ? 0 : Math.round((stake * FEE_PERCENT) / 100);
    const payout = isPush ? 0 : isWin ? Math.round(stake * (games[game].payout - 1)) : -stake;
    const pnl = payout - fee;
    post(fleet, agent, id, { casino: payout, fee: -fee }, strategy);
    fleet.emit({
      kind: 'trade',
      at: fleet.timeline.now,
      agentId: agent.id,
      tradeId: id,
      strategy,
      session: `${agent.id}-s${agent.sessions}`,
      market: 'casino',
      ticker: game,
      side: null,
      openedAt,
      notional: stake,
      fee,
      pnl,
      status: 'filled',
      errorCode: null,
      referralCode: agent.referrer?.referralCode ?? null,
    });
    bookResult(fleet, agent, { strategy, source: 'casino', ref: id, what: game, notional: stake, fee, pnl });
  });
}
