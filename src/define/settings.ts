import type { Ref, Secret, Text } from '../grafana/interpolation/refs.ts';
import type { Release } from '../grafana/release.ts';

/** The Grafana release that output is written for. */
export type GrafanaVersion = Release;
/** Whether the target Grafana is that release or newer. */
export { isAtLeast as atLeast } from '../grafana/release.ts';

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
  /** API calls per second below which the error share is noise. */
  readonly minApiCallsPerSecond: number;
  /** Age of the newest data of a source, seconds. */
  readonly dataAgeSeconds: { readonly warn: number; readonly critical: number };
  /** Age of the newest entry of the book of record, seconds: it is written by jobs, not live. */
  readonly bookAgeSeconds: { readonly warn: number; readonly critical: number };
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
  /** Share of the fleet's wallet value held by its five richest agents. */
  readonly concentrationRatio: { readonly warn: number; readonly critical: number; readonly recover: number };
  /** Agents a fleet needs before its concentration, or the share of it that is stale, says anything. */
  readonly minAgents: number;
  /** Hours until an agent's USDC reaches the wallet minimum at its present rate. */
  readonly runwayHours: { readonly warn: number; readonly critical: number };
  /** Age of the newest event in a ClickHouse table, seconds. */
  readonly ingestLagSeconds: { readonly warn: number; readonly critical: number; readonly recover: number };
  /** Time since the newest trade event, seconds; longer than `ingestLagSeconds`, because a market may be quiet. */
  readonly tradeEventAgeSeconds: { readonly warn: number; readonly critical: number };
  /** Seconds without a complete poll after which an agent is stale. */
  readonly agentStaleSeconds: number;
  /** Share of the fleet that is stale at once from which it is an outage, not a few agents. */
  readonly staleAgentsRatio: number;
  /** Seconds without a push after which a Pushgateway group is stale. */
  readonly pushStaleSeconds: number;
  /** Difference between wallet and ledger, USDC, that is no rounding. */
  readonly reconciliationUsdc: number;
  /** Seconds after which a missing reconciliation run is a fault. */
  readonly reconciliationAgeSeconds: number;
  /** An hourly P&L this many standard deviations below its 7-day mean, and below this many USDC. */
  readonly pnlAnomaly: { readonly deviations: number; readonly usdc: number };
}

/** One place an alert goes to. */
export type Receiver =
  | {
      readonly type: 'slack';
      readonly url: Secret;
      readonly channel?: Text;
      readonly mentionChannel?: 'here' | 'channel';
    }
  | {
      readonly type: 'slack';
      readonly token: Secret;
      readonly channel: Text;
      readonly mentionChannel?: 'here' | 'channel';
    }
  | { readonly type: 'pagerduty'; readonly integrationKey: Secret }
  | { readonly type: 'email'; readonly addresses: Text; readonly singleEmail?: boolean }
  | { readonly type: 'webhook'; readonly url: Text; readonly authorization?: Secret; readonly maxAlerts?: number };

export const severities = ['critical', 'warning', 'info'] as const;
export type Severity = (typeof severities)[number];
export const teams = ['trading', 'treasury', 'escrow', 'platform', 'finance', 'data', 'growth'] as const;
export type Team = (typeof teams)[number];

/** Names of receivers per severity; an empty or absent list falls back to the first receiver there is. */
export type Routes = { readonly [S in Severity]?: readonly string[] };

/** A time in which notifications of warnings and notes are held back; critical alerts are never muted. */
export interface MuteTiming {
  readonly severities: readonly Exclude<Severity, 'critical'>[];
  readonly weekdays?: readonly string[];
  readonly times: readonly { readonly from: string; readonly to: string }[];
  readonly location?: string;
}

interface SourceSettings {
  /** Fixed uid; of an existing source when `provision` is false. */
  readonly uid: string;
  readonly name: string;
  readonly provision: boolean;
}

export interface HttpSource extends SourceSettings {
  readonly url: Text;
  readonly basicAuth?: { readonly user: Text; readonly password: Secret };
  /** HTTP headers such as X-Scope-OrgID; a value that is secret is a reference. */
  readonly headers?: Readonly<Record<string, Text>>;
}
export interface PrometheusSource extends HttpSource {
  readonly scrapeInterval: string;
  readonly flavour: 'Prometheus' | 'Mimir' | 'Cortex' | 'Thanos';
  readonly version: string;
}
export interface PostgresSource extends SourceSettings {
  readonly url: Text;
  readonly database: string;
  readonly user: Text;
  readonly password: Secret;
  readonly sslmode: 'disable' | 'require' | 'verify-ca' | 'verify-full';
  readonly version: number;
}
export interface ClickhouseSource extends SourceSettings {
  readonly host: string;
  readonly port: number;
  readonly protocol: 'http' | 'native';
  readonly secure: boolean;
  readonly database: string;
  readonly user: string;
  readonly password: Secret;
}

/**
 * An organisation of its own on the same Grafana: its data sources and its alerts under the dashboards that all share.
 */
export interface Tenant {
  /** Names its files. */
  readonly id: string;
  readonly orgId: number;
  /** Name of the organisation. */
  readonly name: string;
  readonly datasources: Settings['datasources'];
  readonly alerting: Settings['alerting'];
}

/** The config file with every default filled in: what definitions are compiled with. */
export interface Settings {
  readonly grafana: GrafanaVersion;
  readonly folder: string;
  readonly orgId: number;
  readonly uidPrefix: string;
  readonly datasources: {
    readonly postgres: PostgresSource;
    readonly prometheus: PrometheusSource;
    readonly loki: HttpSource;
    readonly clickhouse: ClickhouseSource;
    readonly tempo?: HttpSource;
  };
  /** Label matchers added to every metric selector, such as `{env: 'prod'}`. */
  readonly selector: Readonly<Record<string, string>>;
  readonly thresholds: Thresholds;
  readonly alerting: {
    readonly receivers: Readonly<Record<string, Receiver>>;
    readonly routes: Routes;
    /** Receivers per team, before the general ones of the severity. */
    readonly teams: { readonly [T in Team]?: Routes };
    /** Receiver that halts an agent's trading, if one is named. */
    readonly halt?: string;
    readonly muteTimings: Readonly<Record<string, MuteTiming>>;
    /** False leaves the org's notification policies alone: Grafana replaces the whole tree. */
    readonly policies: boolean;
    readonly runbook: string;
  };
  /** Where a log line's agent id links to; `{agent_id}` is replaced. */
  readonly agentUrl: string;
  readonly tenants: readonly Tenant[];
}

/** `pf-agent-pnl` for `agent-pnl`: the uid of one of our objects under the configured prefix. */
export function uid(settings: Pick<Settings, 'uidPrefix'>, name: string): string {
  return `${settings.uidPrefix}${name}`;
}

/** A limit of 0.15 as 15, without the dust of binary fractions: 0.07 * 100 is 7.000000000000001. */
export function percent(fraction: number): number {
  return Number((fraction * 100).toFixed(6));
}

/** A name or a reference: what a config value may be. */
export type { Ref, Secret, Text };
