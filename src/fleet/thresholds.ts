/** Limits that panels colour by and alerts fire on; each is the one number both use. */
export interface Thresholds {
  /** Fraction of the peak; alerts fire above `critical` and recover below `recover`. */
  readonly drawdown: { readonly warn: number; readonly critical: number; readonly recover: number };
  /** Drawdown over the agent's own limit. */
  readonly limitUsed: { readonly warn: number; readonly critical: number };
  /** USDC an agent needs to trade; alerts fire below `critical` and recover above `recover`. */
  readonly walletUsdc: { readonly warn: number; readonly critical: number; readonly recover: number };
  /** Seconds before its expiry at which an open escrow contract is called late, and very late. */
  readonly escrowExpirySeconds: { readonly warn: number; readonly critical: number };
  /** Order latency, 99th percentile, ms. */
  readonly orderLatencyMs: { readonly warn: number; readonly critical: number; readonly recover: number };
  /** Orders or fills in the window below which a latency quantile, a reject ratio or a slippage is noise. */
  readonly minOrders: number;
  /** Referral income of the last hour in USDC above which it is worth a note. */
  readonly referralFeeUsdc: number;
  /** Share of API calls answered 4xx or 5xx. */
  readonly apiErrorRatio: { readonly warn: number; readonly critical: number; readonly recover: number };
  /** Median duration of an API call, seconds; the documents say that it is below 50 ms. */
  readonly apiMedianSeconds: { readonly warn: number; readonly critical: number };
  /** Share of one client's calls that failed or timed out, above which the API is of no use to it. */
  readonly apiClientErrorRatio: number;
  /** Calls of one client in ten minutes below which that share is noise. */
  readonly minApiClientCalls: number;
  /** API calls per second below which the error share is noise. */
  readonly minApiCallsPerSecond: number;
  /** Age of the newest data of a source, seconds. */
  readonly dataAgeSeconds: { readonly warn: number; readonly critical: number };
  /**
   * Age of the newest daily snapshot, seconds. A job may write it once a day: from `warn` on a run is missing, from
   * `critical` on two. One that writes through the day, as `fleet book` does, is watched by its own rhythm.
   */
  readonly bookAgeSeconds: { readonly warn: number; readonly critical: number };
  /** Age of the newest entry of the ledger, seconds: it is written as trades settle. */
  readonly ledgerAgeSeconds: { readonly warn: number; readonly critical: number };
  /** Share of orders that were rejected. */
  readonly rejectRatio: { readonly warn: number; readonly critical: number; readonly recover: number };
  /** Share of orders that got at least one fill. */
  readonly fillRatio: { readonly warn: number; readonly critical: number };
  /** Notional-weighted slippage, basis points, positive is a cost. */
  readonly slippageBps: { readonly warn: number; readonly critical: number; readonly recover: number };
  /** Age of the newest change of any escrow contract, seconds. */
  readonly escrowQuietSeconds: { readonly warn: number; readonly critical: number };
  /** What a payee paid back to its payer over what it got: near 1, money goes in a circle. */
  readonly escrowReturnRatio: { readonly warn: number; readonly critical: number };
  /** Fees over gross profit. */
  readonly feeToProfitRatio: { readonly warn: number; readonly critical: number };
  /** Share of closed escrow contracts that timed out. */
  readonly escrowTimeoutRatio: { readonly warn: number; readonly critical: number };
  /** Seconds past its expiry after which an open escrow contract is stuck: nothing closed it. */
  readonly escrowStuckSeconds: number;
  /** Seconds for which an escrow contract may be in dispute before somebody has to decide. */
  readonly disputeAgeSeconds: number;
  /** Seconds after a halt in which an order that was on its way may still be traded. */
  readonly haltGraceSeconds: number;
  /** Share of an agent's wallet that leaves it within an hour, and USDC below which that is small change. */
  readonly withdrawalRatio: number;
  readonly withdrawalUsdc: number;
  /** What the fleet lost in 24 hours over the value of its wallets a day ago. */
  readonly dailyLossRatio: { readonly warn: number; readonly critical: number; readonly recover: number };
  /** Time since a currency last had a rate, seconds. */
  readonly fxAgeSeconds: { readonly warn: number; readonly critical: number };
  /** Share of the fleet's wallet value held by its five richest agents. */
  readonly concentrationRatio: { readonly warn: number; readonly critical: number; readonly recover: number };
  /** Agents a fleet needs before its concentration, or the share of it that is stale, says anything. */
  readonly minAgents: number;
  /** Hours until an agent's USDC reaches the wallet minimum at its present rate. */
  readonly runwayHours: { readonly warn: number; readonly critical: number };
  /** Age of the newest event in a ClickHouse table, seconds. */
  readonly ingestLagSeconds: { readonly warn: number; readonly critical: number; readonly recover: number };
  /** Messages of ten minutes that could not become a trade event, and that are tolerated. */
  readonly deadLetters: number;
  /** Difference of an agent's P&L between the hourly rollup and the trade events of a day, USD, that is not rounding. */
  readonly rollupDriftUsd: number;
  /** Time since the newest trade event, seconds; longer than `ingestLagSeconds`, because a market may be quiet. */
  readonly tradeEventAgeSeconds: { readonly warn: number; readonly critical: number };
  /** Seconds without a complete poll after which an agent is stale. */
  readonly agentStaleSeconds: number;
  /** Share of the fleet that is stale at once from which it is an outage, not a few agents. */
  readonly staleAgentsRatio: number;
  /** Seconds without a push after which a Pushgateway group is stale. */
  readonly pushStaleSeconds: number;
  /** Difference between wallet and ledger, USDC, that is not rounding. */
  readonly reconciliationUsdc: number;
  /** Seconds since a job of the book last succeeded, after which it is late: the slowest runs every hour. */
  readonly jobAgeSeconds: number;
  /** Seconds after which a missing reconciliation run is a fault. */
  readonly reconciliationAgeSeconds: number;
  /** An hourly P&L this many standard deviations below its 7-day mean, and below this many USDC. */
  readonly pnlAnomaly: { readonly deviations: number; readonly usdc: number };
}

/** The documents' limits (requirements 129-139), and starting points to tune where they give none. */
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
