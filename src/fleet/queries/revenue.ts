import { choice, intervalMs, number, pg, pgFrom, pgTable, pgTo, selected, type Sql, timeFilter } from './sql.ts';
import { queries } from '../../query/named.ts';
import { agentId, period, topN } from './variables.ts';
import { daily, firstDay, lastDay } from './daily.ts';

const ledger = pgTable('pnl_ledger').as('l');
const fee = pgTable('referral_fees').as('f');
const referral = pgTable('referrals').as('r');
const contract = pgTable('escrow_contracts').as('c');

/** Condition for ledger entries that are P&L; deposits and withdrawals are flows. */
const income = pg`${ledger.kind} <> 'flow' AND ${selected(ledger.agent_id, agentId)}`;

/** Origin of the steps of a panel, which start at multiples of their length, as Grafana aligns those of Prometheus. */
const epoch = pg`'1970-01-01Z'::timestamptz`;

/** Start of the UTC day, ISO week or month of a time. */
function periodOf(time: Sql<'postgres'>): Sql<'postgres'> {
  return pg`date_trunc(${choice(period)}, ${time} AT TIME ZONE 'UTC') AT TIME ZONE 'UTC'`;
}

/**
 * Condition that extends the range to the start of its first period, because a total of half a month is not a total.
 */
function inWholePeriods(time: Sql<'postgres'>): Sql<'postgres'> {
  return pg`${time} >= ${periodOf(pg`${pgFrom}::timestamptz`)} AND ${time} <= ${pgTo}`;
}

/** One column per kind of ledger entry, and their sum. */
const byKind = pg`
  coalesce(sum(${ledger.amount_usdc}) FILTER (WHERE ${ledger.kind} = 'trade'), 0) AS trade,
  coalesce(sum(${ledger.amount_usdc}) FILTER (WHERE ${ledger.kind} = 'casino'), 0) AS casino,
  coalesce(sum(${ledger.amount_usdc}) FILTER (WHERE ${ledger.kind} = 'referral'), 0) AS referral,
  coalesce(sum(${ledger.amount_usdc}) FILTER (WHERE ${ledger.kind} = 'funding'), 0) AS funding,
  coalesce(sum(${ledger.amount_usdc}) FILTER (WHERE ${ledger.kind} = 'fee'), 0) AS fee,
  coalesce(sum(${ledger.amount_usdc}) FILTER (WHERE ${ledger.kind} = 'escrow_fee'), 0) AS escrow_fee,
  sum(${ledger.amount_usdc}) AS net`;

/**
 * Income and costs of agents from PostgreSQL: the ledger by kind, referral fees, escrow fees. The referral tree is in
 * `referralTree`.
 */
export const revenue = queries('revenue', {
  /** Net income of the range, and the sums of the kinds of entry with a positive and with a negative total. */
  summary: () => pg`
    WITH kinds AS (
      SELECT ${ledger.kind}, sum(${ledger.amount_usdc}) AS amount FROM ${ledger} WHERE ${timeFilter(ledger.ts)} AND ${income} GROUP BY ${ledger.kind}
    )
    SELECT sum(amount)::float8 AS net, sum(greatest(amount, 0))::float8 AS income, sum(least(amount, 0))::float8 AS costs FROM kinds`,
  /** Income and costs by kind per period, USDC; costs are negative. */
  byKind: () => pg`
    SELECT ${periodOf(ledger.ts)} AS time,
      CASE WHEN sum(${ledger.amount_usdc}) < 0 AND ${ledger.kind} IN ('trade', 'casino', 'funding') THEN ${ledger.kind} || ' loss' ELSE ${ledger.kind} END AS metric,
      sum(${ledger.amount_usdc})::float8 AS amount
    FROM ${ledger}
    WHERE ${inWholePeriods(ledger.ts)} AND ${income}
    GROUP BY 1, ${ledger.kind}
    ORDER BY time`,
  /** The same as a row per period, newest first. */
  totals: () => pg`
    SELECT to_char(${periodOf(ledger.ts)} AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS period, ${byKind}
    FROM ${ledger}
    WHERE ${inWholePeriods(ledger.ts)} AND ${income}
    GROUP BY ${periodOf(ledger.ts)}
    ORDER BY 1 DESC`,
  /** The agents with the highest net income of the range, by kind. */
  topAgents: () => pg`
    SELECT ${ledger.agent_id}, ${byKind}
    FROM ${ledger}
    WHERE ${timeFilter(ledger.ts)} AND ${income}
    GROUP BY ${ledger.agent_id}
    ORDER BY net DESC
    LIMIT ${number(topN)}`,
  /** Referral income of the selected referrers per period, by source of the fee. */
  referralBySource: () => pg`
    SELECT ${periodOf(fee.ts)} AS time, ${fee.source_kind} AS metric, sum(${fee.referral_fee_usdc})::float8 AS income
    FROM ${fee}
    WHERE ${inWholePeriods(fee.ts)} AND ${selected(fee.referrer_agent_id, agentId)}
    GROUP BY 1, 2
    ORDER BY time`,
  /** Referral income of the selected referrers in the last 24 hours. */
  referralLast24h: () => pg`
    SELECT coalesce(sum(${fee.referral_fee_usdc}), 0)::float8 AS income_24h
    FROM ${fee}
    WHERE ${fee.ts} > ${pgTo}::timestamptz - interval '24 hours' AND ${fee.ts} <= ${pgTo} AND ${selected(fee.referrer_agent_id, agentId)}`,
  /** Referral income per hour in each complete step, at the end of the step, as in the live figure. */
  referralPerHour: () => pg`
    WITH steps AS (
      SELECT make_interval(secs => ${intervalMs} / 1000.0) AS step
    ), booked AS (
      SELECT date_bin(step, ${fee.ts}, ${epoch}) AS start, sum(${fee.referral_fee_usdc}) AS income
      FROM ${fee}, steps
      WHERE ${timeFilter(fee.ts)} AND ${selected(fee.referrer_agent_id, agentId)}
      GROUP BY 1
    )
    SELECT start + step AS time, (coalesce(income, 0) * 3600000 / ${intervalMs})::float8 AS income
    FROM steps, generate_series(date_bin(step, ${pgFrom}::timestamptz, ${epoch}) + step, ${pgTo}::timestamptz - step, step) AS start
    LEFT JOIN booked USING (start)
    ORDER BY time`,
  /**
   * The referrers with the highest income in the range: number of referred agents, how many of these paid fees, and
   * share of all referral income.
   */
  topReferrers: () => pg`
    SELECT ${fee.referrer_agent_id} AS agent_id,
      (SELECT count(*) FROM ${referral} WHERE ${referral.referrer_agent_id} = ${fee.referrer_agent_id}) AS referred,
      count(DISTINCT ${fee.referred_agent_id}) AS paying,
      sum(${fee.referral_fee_usdc}) AS income_usdc,
      sum(${fee.referral_fee_usdc}) / nullif(sum(sum(${fee.referral_fee_usdc})) OVER (), 0) AS share
    FROM ${fee}
    WHERE ${timeFilter(fee.ts)} AND ${selected(fee.referrer_agent_id, agentId)}
    GROUP BY ${fee.referrer_agent_id}
    ORDER BY income_usdc DESC
    LIMIT ${number(topN)}`,
  /** The referred agents whose fees brought the selected referrers the highest income in the range. */
  topReferred: () => pg`
    SELECT ${fee.referred_agent_id} AS agent_id, ${fee.referrer_agent_id} AS referrer, sum(${fee.base_fee_usdc}) AS fees_usdc,
      sum(${fee.referral_fee_usdc}) AS income_usdc, max(${fee.ts}) AS last_fee
    FROM ${fee}
    WHERE ${timeFilter(fee.ts)} AND ${selected(fee.referrer_agent_id, agentId)}
    GROUP BY ${fee.referred_agent_id}, ${fee.referrer_agent_id}
    ORDER BY income_usdc DESC
    LIMIT ${number(topN)}`,
  /** Number of referred agents and of referrers. */
  treeSize: () =>
    pg`SELECT count(*) AS referred, count(DISTINCT ${referral.referrer_agent_id}) AS referrers FROM ${referral}`,
  /**
   * Fees of the contracts settled in the range with a selected agent as payer or payee, and their rate.
   */
  escrowFees: () => pg`
    SELECT sum(${contract.fee_usdc})::float8 AS due, (sum(${contract.fee_usdc}) / nullif(sum(${contract.amount_usdc}), 0))::float8 AS rate
    FROM ${contract}
    WHERE ${contract.status} = 'settled' AND ${timeFilter(contract.closed_at)}
      AND (${selected(contract.payer_agent_id, agentId)} OR ${selected(contract.payee_agent_id, agentId)})`,
  /** Fees of each strategy on the days of the range, in total and per volume. */
  feesByStrategy: () => pg`
    SELECT ${daily.strategy}, sum(${daily.fees_usdc}) AS fees_usdc, sum(${daily.volume_usdc}) AS volume_usdc,
      1e4 * sum(${daily.fees_usdc}) / nullif(sum(${daily.volume_usdc}), 0) AS fee_bps
    FROM ${daily}
    WHERE ${daily.day} BETWEEN ${firstDay} AND ${lastDay}
      AND ${selected(daily.agent_id, agentId)}
    GROUP BY ${daily.strategy}
    ORDER BY fees_usdc DESC`,
  /** Seconds since the newest ledger entry of the last week. */
  ledgerAge: () =>
    pg`SELECT extract(epoch FROM now() - max(${ledger.ts}))::float8 AS age FROM ${ledger} WHERE ${ledger.ts} > now() - interval '7 days'`,
});
