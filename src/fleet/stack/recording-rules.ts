import { stringify } from 'yaml';

import type { RecordedName, RecordedSeriesFacts } from '../catalog/recorded-series.ts';
import { whole } from '../queries/completeness.ts';
import { addMatchers } from '../../query/label-selector.ts';
import {
  and,
  buckets,
  count,
  countBy,
  counter,
  gauge,
  greater,
  increase,
  max,
  maxBy,
  mul,
  offset,
  or,
  overTime,
  quantile,
  rate,
  recorded,
  recordedBuckets,
  sub,
  sum,
  sumBy,
  timestamp,
  type Vector,
  histogramCount,
} from '../queries/promql.ts';

/** An expression does not compile unless it has the labels that its series declares in the catalog. */
type Expressions = { readonly [N in RecordedName]: Vector<RecordedSeriesFacts[N]['labels'][number]> };

const pnlByAgent = recorded('agent:pf_trade_pnl_usdc:sum');
const hourlyChange = recorded('agent:pf_trade_pnl_usdc:delta1h');

const balance = maxBy(['agent_id', 'currency'], gauge('pf_wallet_balance_usdc'));
/** Uses the last rate of the past day if the current one is missing: a coin without a quote is not worthless. */
const fxRate = or(
  maxBy(['currency'], gauge('pf_fx_rate_usdc')),
  maxBy(['currency'], overTime('last', gauge('pf_fx_rate_usdc'), '1d')),
);
const walletValue = mul(balance, fxRate, { on: ['currency'], groupLeft: true });
const walletOfAgent = recorded('agent:pf_wallet_value_usdc:sum');
const flows = counter('pf_wallet_flows_total');
const claims = counter('pf_faucet_claims_total');

/** How long Prometheus may be down before the P&L of silent agents is lost. */
const PNL_MEMORY = '6h';

/** About half of the 2,016 five-minute points of a week; with fewer, mean and deviation are meaningless. */
const ENOUGH_POINTS = 1000;

const expressions: Expressions = {
  // A series that is no longer reported keeps its last value, which the rule reads from its own result: the P&L of an
  // agent that is silent or retired must not drop out of the total.
  'agent_strategy:pf_trade_pnl_usdc:max': or(
    maxBy(['agent_id', 'strategy'], gauge('pf_trade_pnl_usdc_total')),
    maxBy(['agent_id', 'strategy'], overTime('last', recorded('agent_strategy:pf_trade_pnl_usdc:max'), PNL_MEMORY)),
  ),
  'agent:pf_trade_pnl_usdc:sum': sumBy(['agent_id'], recorded('agent_strategy:pf_trade_pnl_usdc:max')),
  'fleet:pf_trade_pnl_usdc:sum': sum(pnlByAgent),
  'agent:pf_trade_pnl_usdc:delta24h': sub(pnlByAgent, offset(pnlByAgent, '24h')),
  'agent:pf_drawdown:max': maxBy(['agent_id'], gauge('pf_drawdown_pct')),
  'agent:pf_drawdown:timestamp': maxBy(['agent_id'], timestamp(gauge('pf_drawdown_pct'))),
  'agent:pf_drawdown:timestamp_max1h': maxBy(
    ['agent_id'],
    overTime('max', recorded('agent:pf_drawdown:timestamp'), '1h'),
  ),
  'fleet:pf_agents:count': count(countBy(['agent_id'], gauge('pf_drawdown_pct'))),
  'fleet:pf_exporter_last_success_timestamp_seconds:max': max(gauge('pf_exporter_last_success_timestamp_seconds')),
  'agent:pf_wallet_value_usdc:sum': sumBy(['agent_id'], walletValue),
  'fleet:pf_wallet_value_usdc:sum': whole(sum(walletOfAgent), walletOfAgent, {}),
  'currency:pf_wallet_value_usdc:sum': whole(sumBy(['currency'], walletValue), walletOfAgent, {}),
  'currency:pf_fx_rate_usdc:timestamp': maxBy(['currency'], timestamp(gauge('pf_fx_rate_usdc'))),
  'agent_currency:pf_wallet_balance:max': balance,
  // A difference, because increase() extrapolates and would turn a deposit of 100 into 114. Windows as long as the
  // group's interval add up without gaps.
  'agent_direction:pf_wallet_flows_usdc:delta2m': sumBy(
    ['agent_id', 'direction'],
    mul(
      greater(
        sub(
          maxBy(['agent_id', 'currency', 'direction'], flows),
          maxBy(['agent_id', 'currency', 'direction'], offset(flows, '2m')),
        ),
        0,
      ),
      fxRate,
      { on: ['currency'], groupLeft: true },
    ),
  ),
  'agent:pf_faucet_claims:delta2m': greater(
    sub(maxBy(['agent_id'], claims), maxBy(['agent_id'], offset(claims, '2m'))),
    0,
  ),
  'agent_le:pf_order_latency_ms_bucket:rate5m': buckets('pf_order_latency_ms', { by: ['agent_id'], window: '5m' }),
  'endpoint_le:pf_order_latency_ms_bucket:rate5m': buckets('pf_order_latency_ms', { by: ['endpoint'], window: '5m' }),
  'agent:pf_order_latency_ms:p99_5m': quantile(
    0.99,
    recordedBuckets('agent_le:pf_order_latency_ms_bucket:rate5m', { by: ['agent_id'] }),
  ),
  'fleet:pf_order_latency_ms:p99_5m': quantile(0.99, recordedBuckets('endpoint_le:pf_order_latency_ms_bucket:rate5m')),
  'fleet:pf_orders:rate5m': ordersWithin('+Inf'),
  'fleet:pf_slow_orders:rate5m': sub(ordersWithin('+Inf'), ordersWithin('500')),
  'endpoint_status:pf_api_requests:rate5m': sumBy(
    ['endpoint', 'status'],
    rate(histogramCount('pf_api_request_duration_seconds'), '5m'),
  ),
  'agent_outcome:pf_trades:increase24h': sumBy(['agent_id', 'outcome'], increase(counter('pf_trades_total'), '24h')),
  'agent:pf_referral_fees_usdc:increase1h': sumBy(['agent_id'], increase(counter('pf_referral_fees_usdc_total'), '1h')),
  'agent:pf_referral_fees_usdc:increase24h': sumBy(
    ['agent_id'],
    increase(counter('pf_referral_fees_usdc_total'), '24h'),
  ),
  'agent:pf_trade_pnl_usdc:delta1h': sub(pnlByAgent, offset(pnlByAgent, '1h')),
  'agent:pf_trade_pnl_usdc:delta1h_mean7d': and(
    overTime('avg', hourlyChange, '7d'),
    greater(overTime('count', hourlyChange, '7d'), ENOUGH_POINTS),
    { on: ['agent_id'] },
  ),
  'agent:pf_trade_pnl_usdc:delta1h_sd7d': overTime('stddev', hourlyChange, '7d'),
};

/** Orders per second that took at most `le` ms, which must be the bound of a bucket. */
function ordersWithin(le: string): Vector<never> {
  return sum(recordedBuckets('endpoint_le:pf_order_latency_ms_bucket:rate5m', { matchers: { le } }));
}

/** Rules of a group run in order, so that a rule can read what an earlier one has just recorded. */
const groups: readonly {
  readonly name: string;
  readonly interval: string;
  readonly records: readonly RecordedName[];
}[] = [
  {
    name: 'pf_wall',
    interval: '15s',
    records: [
      'agent_strategy:pf_trade_pnl_usdc:max',
      'agent:pf_trade_pnl_usdc:sum',
      'fleet:pf_trade_pnl_usdc:sum',
      'agent:pf_trade_pnl_usdc:delta24h',
      'agent:pf_drawdown:max',
      'agent:pf_drawdown:timestamp',
      'agent:pf_drawdown:timestamp_max1h',
      'fleet:pf_agents:count',
      'fleet:pf_exporter_last_success_timestamp_seconds:max',
    ],
  },
  {
    name: 'pf_fleet',
    interval: '30s',
    records: [
      'currency:pf_fx_rate_usdc:timestamp',
      'agent:pf_wallet_value_usdc:sum',
      'fleet:pf_wallet_value_usdc:sum',
      'currency:pf_wallet_value_usdc:sum',
      'agent_le:pf_order_latency_ms_bucket:rate5m',
      'endpoint_le:pf_order_latency_ms_bucket:rate5m',
      'agent:pf_order_latency_ms:p99_5m',
      'fleet:pf_order_latency_ms:p99_5m',
      'fleet:pf_orders:rate5m',
      'fleet:pf_slow_orders:rate5m',
      'endpoint_status:pf_api_requests:rate5m',
    ],
  },
  {
    // A month of an agent's balance is 21,600 points instead of 172,800, which keeps the trend panels under a second.
    name: 'pf_wallets',
    interval: '2m',
    records: [
      'agent_currency:pf_wallet_balance:max',
      'agent_direction:pf_wallet_flows_usdc:delta2m',
      'agent:pf_faucet_claims:delta2m',
    ],
  },
  {
    // Long windows are the most expensive and change the least; a week is 2,016 points instead of 20,160.
    name: 'pf_long_windows',
    interval: '5m',
    records: [
      'agent_outcome:pf_trades:increase24h',
      'agent:pf_referral_fees_usdc:increase1h',
      'agent:pf_referral_fees_usdc:increase24h',
      'agent:pf_trade_pnl_usdc:delta1h',
      'agent:pf_trade_pnl_usdc:delta1h_mean7d',
      'agent:pf_trade_pnl_usdc:delta1h_sd7d',
    ],
  },
];

/**
 * Returns a Prometheus rule file with the recorded series. A configured label selector restricts the series that are
 * read, and its labels are added to the result, so that the same selector finds it again.
 */
export function recordingRuleFile(selector: Readonly<Record<string, string>>): string {
  const labels = Object.keys(selector).length > 0 ? { labels: selector } : {};
  const file = {
    groups: groups.map(({ name, interval, records }) => ({
      name,
      interval,
      rules: records.map((record) => ({ record, expr: addMatchers(expressions[record].promql, selector), ...labels })),
    })),
  };
  return `# Generated by pf-grafana. Load it through rule_files of Prometheus.\n${stringify(file, { lineWidth: 0, version: '1.1' })}`;
}
