import { describe, expect, test } from 'vitest';

import {
  absent,
  add,
  and,
  bottomk,
  buckets,
  changes,
  clampMin,
  counter,
  delta,
  deriv,
  div,
  gauge,
  greater,
  histogramCount,
  histogramSum,
  sumDelta,
  increase,
  labelValues,
  less,
  maxBy,
  minBy,
  mul,
  offset,
  or,
  overTime,
  quantile,
  rangeTopk,
  rate,
  ratio,
  recorded,
  recordedBuckets,
  sortDesc,
  sub,
  sum,
  sumBy,
  time,
  topk,
  unless,
  type Vector,
} from '../fleet/queries/promql.ts';
import { agentId, singleAgentId, topN } from '../fleet/queries/variables.ts';

const drawdown = gauge('pf_drawdown_pct');
const trades = counter('pf_trades_total');

describe('a query function writes PromQL', () => {
  const cases: [name: string, query: Vector, text: string][] = [
    ['a gauge', drawdown, 'pf_drawdown_pct'],
    [
      'an equality matcher',
      gauge('pf_wallet_balance_usdc', { currency: 'USDC' }),
      'pf_wallet_balance_usdc{currency="USDC"}',
    ],
    [
      'a regex matcher',
      histogramCount('pf_api_request_duration_seconds', { status: { regex: '4..|5..' } }),
      'pf_api_request_duration_seconds_count{status=~"4..|5.."}',
    ],
    ['negative matchers', counter('pf_trades_total', { outcome: { not: 'push' } }), 'pf_trades_total{outcome!="push"}'],
    [
      'a quote in a value',
      counter('pf_order_rejects_total', { error_code: 'a"b\\c' }),
      'pf_order_rejects_total{error_code="a\\"b\\\\c"}',
    ],
    ['a multi variable', gauge('pf_drawdown_pct', { agent_id: agentId }), 'pf_drawdown_pct{agent_id=~"$agent_id"}'],
    [
      'a single variable',
      gauge('pf_drawdown_pct', { agent_id: singleAgentId }),
      'pf_drawdown_pct{agent_id="$agent_id"}',
    ],
    ['a target label', gauge('up', { job: 'x' }), 'up{job="x"}'],
    ['an offset', offset(drawdown, '24h'), 'pf_drawdown_pct offset 24h'],
    ['a rate', rate(trades, '$__rate_interval'), 'rate(pf_trades_total[$__rate_interval])'],
    ['an increase', increase(trades, '1h'), 'increase(pf_trades_total[1h])'],
    [
      'a delta and a slope of a gauge',
      add(delta(drawdown, '1h'), deriv(drawdown, '6h')),
      'delta(pf_drawdown_pct[1h]) + deriv(pf_drawdown_pct[6h])',
    ],
    [
      'the change of a sum that may be negative',
      sumDelta(histogramSum('pf_order_latency_ms'), histogramCount('pf_order_latency_ms'), '1h'),
      'delta(pf_order_latency_ms_sum[1h]) unless resets(pf_order_latency_ms_count[1h]) > 0',
    ],
    ['changes of a gauge', changes(drawdown, '1h'), 'changes(pf_drawdown_pct[1h])'],
    [
      'an average over time',
      overTime('avg', recorded('agent:pf_trade_pnl_usdc:delta1h'), '7d'),
      'avg_over_time(agent:pf_trade_pnl_usdc:delta1h[7d])',
    ],
    [
      'a quantile of summed buckets',
      quantile(0.99, buckets('pf_order_latency_ms', { by: ['agent_id'], window: '5m' })),
      'histogram_quantile(0.99, sum by (agent_id, le) (rate(pf_order_latency_ms_bucket[5m])))',
    ],
    [
      'a quantile of recorded buckets',
      quantile(0.5, recordedBuckets('agent_le:pf_order_latency_ms_bucket:rate5m', { matchers: { agent_id: agentId } })),
      'histogram_quantile(0.5, sum by (le) (agent_le:pf_order_latency_ms_bucket:rate5m{agent_id=~"$agent_id"}))',
    ],
    [
      'a mean',
      div(sum(rate(histogramSum('pf_order_latency_ms'), '5m')), sum(rate(histogramCount('pf_order_latency_ms'), '5m'))),
      'sum(rate(pf_order_latency_ms_sum[5m])) / sum(rate(pf_order_latency_ms_count[5m]))',
    ],
    ['a ratio without a NaN', ratio(sum(trades), sum(trades)), 'sum(pf_trades_total) / (sum(pf_trades_total) > 0)'],
    [
      'aggregations',
      sub(maxBy(['agent_id'], drawdown), minBy(['agent_id'], drawdown)),
      'max by (agent_id) (pf_drawdown_pct) - min by (agent_id) (pf_drawdown_pct)',
    ],
    [
      'the first and the last few',
      or(topk(topN, drawdown), bottomk(3, drawdown)),
      'topk(${topn:raw}, pf_drawdown_pct) or bottomk(3, pf_drawdown_pct)',
    ],
    ['the top series of a range', rangeTopk(10, drawdown), 'pf_drawdown_pct and topk(10, pf_drawdown_pct @ end())'],
    [
      'differing labels',
      mul(gauge('pf_wallet_balance_usdc'), maxBy(['currency'], gauge('pf_fx_rate_usdc')), {
        on: ['currency'],
        groupLeft: true,
      }),
      'pf_wallet_balance_usdc * on (currency) group_left () max by (currency) (pf_fx_rate_usdc)',
    ],
    [
      'a filter by matching series',
      unless(drawdown, gauge('pf_agent_info'), { on: ['agent_id'] }),
      'pf_drawdown_pct unless on (agent_id) pf_agent_info',
    ],
    [
      'the rest',
      and(sortDesc(clampMin(drawdown, 0)), absent(drawdown)),
      'sort_desc(clamp_min(pf_drawdown_pct, 0)) and absent(pf_drawdown_pct)',
    ],
  ];
  test.each(cases)('%s', (_name, query, text) => expect(query.promql).toBe(text));
});

describe('parentheses keep the meaning', () => {
  const a = gauge('pf_drawdown_pct');
  const cases: [query: Vector, text: string][] = [
    [mul(add(a, a), 2), '(pf_drawdown_pct + pf_drawdown_pct) * 2'],
    [add(mul(a, 2), a), 'pf_drawdown_pct * 2 + pf_drawdown_pct'],
    [sub(a, sub(a, a)), 'pf_drawdown_pct - (pf_drawdown_pct - pf_drawdown_pct)'],
    [div(a, mul(a, a)), 'pf_drawdown_pct / (pf_drawdown_pct * pf_drawdown_pct)'],
    [and(greater(a, 1), less(a, 2)), 'pf_drawdown_pct > 1 and pf_drawdown_pct < 2'],
    [greater(or(a, a), 1), '(pf_drawdown_pct or pf_drawdown_pct) > 1'],
    [or(and(a, a), a), 'pf_drawdown_pct and pf_drawdown_pct or pf_drawdown_pct'],
    [and(a, or(a, a)), 'pf_drawdown_pct and (pf_drawdown_pct or pf_drawdown_pct)'],
    [sub(time(), a), 'time() - pf_drawdown_pct'],
  ];
  test.each(cases)('%o', (query, text) => expect(query.promql).toBe(text));
});

test('the type has the labels of the result', () => {
  expect(sumBy(['agent_id'], trades).labels).toEqual(['agent_id']);
  expect(quantile(0.9, buckets('pf_order_latency_ms', { by: ['endpoint'], window: '5m' })).labels).toEqual([
    'endpoint',
  ]);
  expect(sub(time(), maxBy(['agent_id'], drawdown)).labels).toEqual(['agent_id']);
});

test('a variable lists the values of a label', () => {
  expect(labelValues('pf_trade_pnl_usdc_total', 'strategy', { agent_id: agentId }).labelValues).toBe(
    'label_values(pf_trade_pnl_usdc_total{agent_id=~"$agent_id"}, strategy)',
  );
  expect(labelValues('pf_order_latency_ms', 'endpoint').labelValues).toBe(
    'label_values(pf_order_latency_ms_count, endpoint)',
  );
});

// Never run: the compiler must reject each line; an unused "expect error" is itself an error.
export const refusedByTheCompiler = [
  // @ts-expect-error an unknown metric
  () => gauge('pf_nothing'),
  // @ts-expect-error an unknown label
  () => gauge('pf_drawdown_pct', { strategy: 'x' }),
  // @ts-expect-error a counter is not a gauge
  () => gauge('pf_trades_total'),
  // @ts-expect-error pf_trade_pnl_usdc_total is a gauge despite its name
  () => counter('pf_trade_pnl_usdc_total'),
  // @ts-expect-error the rate of a gauge
  () => rate(gauge('pf_trade_pnl_usdc_total'), '5m'),
  // @ts-expect-error the delta of a counter
  () => delta(counter('pf_trades_total'), '5m'),
  // @ts-expect-error the quantile of a metric that is not a histogram
  () => buckets('pf_trades_total', { window: '5m' }),
  // @ts-expect-error the quantile of rates that were not summed by le
  () => quantile(0.9, rate(counter('pf_trades_total'), '5m')),
  // @ts-expect-error grouping by a label that the vector does not have
  () => sumBy(['strategy'], gauge('pf_drawdown_pct')),
  // @ts-expect-error grouping by a label that the aggregation dropped
  () => sumBy(['agent_id'], sumBy(['outcome'], counter('pf_trades_total'))),
  // @ts-expect-error two sides with different labels, without vector matching
  () => div(sumBy(['agent_id'], counter('pf_trades_total')), sumBy(['outcome'], counter('pf_trades_total'))),
  // @ts-expect-error a window that is not valid
  () => rate(counter('pf_trades_total'), '5 minutes'),
  // @ts-expect-error an unknown macro
  () => rate(counter('pf_trades_total'), '$__nothing'),
  // @ts-expect-error a recorded series that no rule writes
  () => recorded('fleet:nothing:sum'),
  // @ts-expect-error bucket rates are not a gauge
  () => recorded('agent_le:pf_order_latency_ms_bucket:rate5m'),
  // @ts-expect-error a limit from a variable whose options are not numbers
  () => topk(agentId, gauge('pf_drawdown_pct')),
];
