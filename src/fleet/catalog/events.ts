/** One type of agent event: its title in dashboards, what it means, and the Grafana colour of its annotation. */
interface EventFacts {
  readonly title: string;
  readonly help: string;
  readonly color: string;
}

/** Every type of event in `agent_events`; most have an annotation with a toggle of its own. */
export const eventTypes = {
  large_win: {
    title: 'Large Win',
    color: 'green',
    help: "A settled profit above the agent's 99th percentile of 30 days and above 100 USDC.",
  },
  large_loss: {
    title: 'Large Loss',
    color: 'red',
    help: "A settled loss beyond the agent's 99th percentile of 30 days and above 100 USDC.",
  },
  strategy_switch: {
    title: 'Strategy Switch',
    color: 'purple',
    help: 'The agent changed its strategy; the text names both strategies and the reason.',
  },
  escrow_settled: {
    title: 'Escrow Settled',
    color: 'blue',
    help: 'An escrow contract was paid out; a time region from funding to closing.',
  },
  wallet_topup: { title: 'Wallet Top-Up', color: 'yellow', help: 'A faucet claim topped up the wallet.' },
  deposit: {
    title: 'Deposit',
    color: 'light-green',
    help: 'A deposit into the wallet; a flow, not P&L.',
  },
  withdrawal: { title: 'Withdrawal', color: 'orange', help: 'A withdrawal from the wallet; a flow, not P&L.' },
  halt: { title: 'Agent Halt', color: 'dark-red', help: 'The agent stopped trading, by its own limit or by hand.' },
  resume: {
    title: 'Agent Resume',
    color: 'dark-green',
    help: 'A halted agent trades again; the actor resumed it.',
  },
  limit_change: {
    title: 'Limit Change',
    color: 'dark-orange',
    help: 'A limit of the agent was changed; the text names the limit and both values.',
  },
} as const satisfies Readonly<Record<string, EventFacts>>;

/** Name of one type of agent event. */
export type EventType = keyof typeof eventTypes;

/** Types that only tables show, without an annotation. */
export const listedOnly: ReadonlySet<EventType> = new Set(['resume', 'limit_change']);
