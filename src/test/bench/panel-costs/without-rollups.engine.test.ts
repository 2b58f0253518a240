import { Session } from 'chdb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { clickhouseSchema } from '../../../fleet/stack/clickhouse-schema.ts';
import { withoutRecordings, withoutRollups } from './without-rollups.ts';

const expressions = new Map([
  ['agent:pf_wallet_value_usdc:sum', 'sum by (agent_id) (a * b)'],
  ['fleet:pf_wallet_value_usdc:sum', 'sum(agent:pf_wallet_value_usdc:sum)'],
  ['agent:pf_trade_pnl_usdc:delta1h', 'p - p offset 1h'],
  ['agent:pf_trade_pnl_usdc:delta1h_mean7d', 'avg_over_time(agent:pf_trade_pnl_usdc:delta1h[7d])'],
  ['agent:pf_trade_pnl_usdc:sum', 'sum by (agent_id) (p) or last_over_time(agent:pf_trade_pnl_usdc:sum[1h])'],
]);

test.each([
  ['rate(pf_trades_total[5m])', 'rate(pf_trades_total[5m])'],
  ['topk(5, agent:pf_wallet_value_usdc:sum{agent_id=~".+"})', 'topk(5, (sum by (agent_id) (a * b)))'],
  ['fleet:pf_wallet_value_usdc:sum', '(sum((sum by (agent_id) (a * b))))'],
  ['agent:pf_trade_pnl_usdc:delta1h_mean7d', '(avg_over_time((p - p offset 1h)[7d:2m]))'],
  // A rule that reads its own recorded series.
  ['agent:pf_trade_pnl_usdc:sum', '(sum by (agent_id) (p) or last_over_time(agent:pf_trade_pnl_usdc:sum[1h]))'],
  [
    'agent:pf_wallet_value_usdc:sum - agent:pf_wallet_value_usdc:sum offset 24h',
    '(sum by (agent_id) (a * b)) - last_over_time((sum by (agent_id) (a * b))[2m:1m] offset 24h)',
  ],
  [
    'topk(3, agent:pf_wallet_value_usdc:sum @ end())',
    'topk(3, last_over_time((sum by (agent_id) (a * b))[2m:1m] @ end()))',
  ],
])('%s without its recorded series', (promql, expected) => {
  expect(withoutRecordings(promql, expressions)).toBe(expected);
});

describe('a query without its rollup', () => {
  const session = new Session();
  beforeAll(() => {
    session.query(clickhouseSchema({ database: 'agent_analytics' }));
    session.query('USE agent_analytics');
    session.query(
      "INSERT INTO agent_trades (agent_id, event, timestamp, market, ticker, notional_usd, pnl_usd) VALUES ('a', 'fill', now(), 'crypto', 'BTC/USDC', 7, NULL), ('a', 'settle', now(), 'crypto', 'BTC/USDC', 0, 5)",
    );
  });
  afterAll(() => session.close());

  test.each([
    'SELECT sum(volume_sum) FROM trade_flow_1m',
    "SELECT sum(pnl_sum), sum(volume_sum) FROM agent_pnl_hourly WHERE market = 'crypto'",
    'SELECT sum(pnl_sum) FROM agent_pnl_daily',
  ])('%s returns the same', (sql) => {
    const raw = withoutRollups(sql);
    expect(raw).toContain('agent_trades');
    expect(session.query(raw, 'TSV')).toBe(session.query(sql, 'TSV'));
  });

  test('a query of the raw events is unchanged', () => {
    expect(withoutRollups('SELECT count() FROM agent_trades')).toBe('SELECT count() FROM agent_trades');
  });
});
