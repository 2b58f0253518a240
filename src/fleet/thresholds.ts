/** Limits that the colours of panels and the alerts share. */
export interface Thresholds {
  /** Fraction of the peak; alerts fire above `critical` and recover below `recover`. */
  readonly drawdown: { readonly warn: number; readonly critical: number; readonly recover: number };
  /** Drawdown divided by the agent's own limit. */
  readonly limitUsed: { readonly warn: number; readonly critical: number };
  /** USDC an agent needs to trade; alerts fire below `critical` and recover above `recover`. */
  readonly walletUsdc: { readonly warn: number; readonly critical: number; readonly recover: number };
  /** Seconds before its expiry at which an open escrow contract counts as late, and as very late. */
  readonly escrowExpirySeconds: { readonly warn: number; readonly critical: number };
  /** Order latency, 99th percentile, ms. */
  readonly orderLatencyMs: { readonly warn: number; readonly critical: number; readonly recover: number };
  /** Orders or fills that a window needs; with fewer, a latency quantile, reject ratio or slippage is noise. */
  readonly minOrders: number;
  /** Referral income of the last hour in USDC above which an info alert fires. */
  readonly referralFeeUsdc: number;
  /** Share of API calls answered 4xx or 5xx. */
  readonly apiErrorRatio: { readonly warn: number; readonly critical: number; readonly recover: number };
  /** Median duration of an API call, seconds; according to the documents it is below 50 ms. */
  readonly apiMedianSeconds: { readonly warn: number; readonly critical: number };
  /** Share of failed or timed-out calls above which the API is unusable for a client. */
  readonly apiClientErrorRatio: number;
  /** Calls of a client in ten minutes below which that share is noise. */
  readonly minApiClientCalls: number;
  /** API calls per second below which the error share is noise. */
  readonly minApiCallsPerSecond: number;
  /** Age of the newest data of a source, seconds. */
  readonly dataAgeSeconds: { readonly warn: number; readonly critical: number };
  /**
   * Age of the newest daily snapshot, seconds, for a job that may run only once a day: after `warn` one run is missing,
   * after `critical` two. A job that runs several times a day, as in `fleet book`, is checked by its own interval.
   */
  readonly bookAgeSeconds: { readonly warn: number; readonly critical: number };
  /** Age of the newest ledger entry, seconds; entries are written when trades settle. */
  readonly ledgerAgeSeconds: { readonly warn: number; readonly critical: number };
  /** Share of orders that were rejected. */
  readonly rejectRatio: { readonly warn: number; readonly critical: number; readonly recover: number };
  /** Share of orders that got at least one fill. */
  readonly fillRatio: { readonly warn: number; readonly critical: number };
  /** Notional-weighted slippage, basis points, positive is a cost. */
  readonly slippageBps: { readonly warn: number; readonly critical: number; readonly recover: number };
  /** Age of the newest change of any escrow contract, seconds. */
  readonly escrowQuietSeconds: { readonly warn: number; readonly critical: number };
  /** Amount that a payee paid back to its payer divided by the amount it received; near 1, money moves in a circle. */
  readonly escrowReturnRatio: { readonly warn: number; readonly critical: number };
  /** Fees divided by gross profit. */
  readonly feeToProfitRatio: { readonly warn: number; readonly critical: number };
  /** Share of closed escrow contracts that timed out. */
  readonly escrowTimeoutRatio: { readonly warn: number; readonly critical: number };
  /** Seconds past its expiry after which an escrow contract that is still open counts as stuck. */
  readonly escrowStuckSeconds: number;
  /** Seconds that an escrow contract may be in dispute before a decision is overdue. */
  readonly disputeAgeSeconds: number;
  /** Seconds after a halt in which an order that was already sent may still be filled. */
  readonly haltGraceSeconds: number;
  /** Share of an agent's wallet withdrawn within an hour that is unusual. */
  readonly withdrawalRatio: number;
  /** USDC below which a withdrawal is too small to matter. */
  readonly withdrawalUsdc: number;
  /** Loss of the fleet in 24 hours divided by the value of its wallets a day ago. */
  readonly dailyLossRatio: { readonly warn: number; readonly critical: number; readonly recover: number };
  /** Time since a currency last had a rate, seconds. */
  readonly fxAgeSeconds: { readonly warn: number; readonly critical: number };
  /** Share of the fleet's wallet value held by its five richest agents. */
  readonly concentrationRatio: { readonly warn: number; readonly critical: number; readonly recover: number };
  /** Agents that a fleet needs before its concentration or its share of stale agents is meaningful. */
  readonly minAgents: number;
  /** Hours until an agent's USDC reaches the wallet minimum at the current rate. */
  readonly runwayHours: { readonly warn: number; readonly critical: number };
  /** Age of the newest event in a ClickHouse table, seconds. */
  readonly ingestLagSeconds: { readonly warn: number; readonly critical: number; readonly recover: number };
  /** Tolerated messages per ten minutes that could not be stored as trade events. */
  readonly deadLetters: number;
  /** Difference of an agent's daily P&L between the hourly rollup and the trade events that is not rounding, USD. */
  readonly rollupDriftUsd: number;
  /** Time since the newest trade event, seconds; longer than `ingestLagSeconds`, because a market may be quiet. */
  readonly tradeEventAgeSeconds: { readonly warn: number; readonly critical: number };
  /** Seconds without a complete poll after which an agent is stale. */
  readonly agentStaleSeconds: number;
  /** Share of stale agents from which it counts as an outage instead of a problem of single agents. */
  readonly staleAgentsRatio: number;
  /** Seconds without a push after which a Pushgateway group is stale. */
  readonly pushStaleSeconds: number;
  /** Difference between wallet and ledger that is not rounding, USDC. */
  readonly reconciliationUsdc: number;
  /** Seconds since its last success after which a job of the book is late; the slowest runs every hour. */
  readonly jobAgeSeconds: number;
  /** Seconds since the last reconciliation run after which a run is missing. */
  readonly reconciliationAgeSeconds: number;
  /** An hourly P&L this many standard deviations below its 7-day mean, and below this many USDC. */
  readonly pnlAnomaly: { readonly deviations: number; readonly usdc: number };
}

/** The documents' limits (requirements 129-139); if they give none, a value to start from and tune. */
export const defaultThresholds: Thresholds = {
  drawdown: { warn: 0.1, critical: 0.15, recover: 0.13 },
  limitUsed: { warn: 0.67, critical: 1 },
  walletUsdc: { warn: 100, critical: 50, recover: 60 },
  escrowExpirySeconds: { warn: 1800, critical: 300 },
  orderLatencyMs: { warn: 250, critical: 500, recover: 400 },
  minOrders: 20,
  referralFeeUsdc: 0.005,
  apiErrorRatio: { warn: 0.02, critical: 0.05, recover: 0.03 },
  apiMedianSeconds: { warn: 0.05, critical: 0.1 },
  apiClientErrorRatio: 0.5,
  minApiClientCalls: 5,
  minApiCallsPerSecond: 0.1,
  dataAgeSeconds: { warn: 60, critical: 120 },
  bookAgeSeconds: { warn: 93_600, critical: 180_000 },
  ledgerAgeSeconds: { warn: 7200, critical: 90_000 },
  rejectRatio: { warn: 0.05, critical: 0.1, recover: 0.08 },
  fillRatio: { warn: 0.95, critical: 0.9 },
  slippageBps: { warn: 3, critical: 10, recover: 8 },
  escrowQuietSeconds: { warn: 3600, critical: 21_600 },
  escrowReturnRatio: { warn: 0.5, critical: 0.9 },
  feeToProfitRatio: { warn: 0.25, critical: 0.5 },
  escrowTimeoutRatio: { warn: 0.02, critical: 0.05 },
  escrowStuckSeconds: 300,
  disputeAgeSeconds: 86_400,
  haltGraceSeconds: 60,
  withdrawalRatio: 0.25,
  withdrawalUsdc: 250,
  dailyLossRatio: { warn: 0.03, critical: 0.05, recover: 0.04 },
  fxAgeSeconds: { warn: 300, critical: 900 },
  concentrationRatio: { warn: 0.4, critical: 0.6, recover: 0.55 },
  minAgents: 20,
  runwayHours: { warn: 24, critical: 6 },
  ingestLagSeconds: { warn: 30, critical: 120, recover: 60 },
  deadLetters: 0,
  rollupDriftUsd: 0.01,
  tradeEventAgeSeconds: { warn: 600, critical: 3600 },
  agentStaleSeconds: 120,
  staleAgentsRatio: 0.1,
  pushStaleSeconds: 300,
  reconciliationUsdc: 1,
  jobAgeSeconds: 7200,
  reconciliationAgeSeconds: 7200,
  pnlAnomaly: { deviations: 4, usdc: 25 },
};
