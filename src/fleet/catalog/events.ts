/** One type of agent event: its title in dashboards, what it means, and the Grafana colour of its annotation. */
interface EventFacts {
  readonly title: string;
  readonly help: string;
  readonly color: string;
}

/** Every type of event that `agent_events` may hold; most become an annotation with a toggle of its own. */
export const eventTypes = {
  large_win: {
    title: 'Large Win',
    color: 'green',
    help: "A settled profit above the agent's 99th percentile of 30 days and above 100 USDC.",
  },
  large_loss: {
    title: 'Large Loss',
    color: 'red',
    help: "A settled loss deeper than the agent's 99th percentile of 30 days and than 100 USDC.",
  },
  strategy_switch: {
    title: 'Strategy Switch',
    color: 'purple',
    help: 'The agent changed its strategy; the text says from what, to what and why.',
  },
  escrow_settled: {
    title: 'Escrow Settled',
    color: 'blue',
    help: 'An escrow contract paid out; a region from funding to closing.',
  },
  wallet_topup: { title: 'Wallet Top-Up', color: 'yellow', help: 'A faucet claim filled up the wallet.' },
  deposit: {
    title: 'Deposit',
    color: 'light-green',
    help: 'Money came into the wallet from outside; a flow, not P&L.',
  },
  withdrawal: { title: 'Withdrawal', color: 'orange', help: 'Money left the wallet for outside; a flow, not P&L.' },
  halt: { title: 'Agent Halt', color: 'dark-red', help: 'The agent stopped trading, by its own limit or by hand.' },
  resume: {
    title: 'Agent Resume',
    color: 'dark-green',
    help: 'A halted agent trades again; its actor let it.',
  },
  limit_change: {
    title: 'Limit Change',
    color: 'dark-orange',
    help: 'A limit of the agent was changed; the text says which, from what and to what.',
  },
} as const satisfies Readonly<Record<string, EventFacts>>;

/** Name of one type of agent event. */
export type EventType = keyof typeof eventTypes;

/** Types that tables list, and that have no annotation of their own. */
export const listedOnly: ReadonlySet<EventType> = new Set(['resume', 'limit_change']);
