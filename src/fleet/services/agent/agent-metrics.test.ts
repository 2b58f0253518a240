import * as client from 'prom-client';
import { expect, it, test } from 'vitest';

import { metricEmitters } from '../contracts/emitters.ts';
import { agentMetricNames, agentMetrics } from './agent-metrics.ts';
import { openTelemetryNames, prometheusNameOf } from './open-telemetry.ts';
import { pythonAgentModule } from './python-module.ts';

const ROUTE = '/v1/crypto/orders/limit';

it('has exactly the metrics that the emitter table assigns to agents', () => {
  const given = Object.entries(metricEmitters).flatMap(([name, { by }]) => (by === 'agent' ? [name] : []));
  expect([...agentMetricNames].toSorted()).toEqual(given.toSorted());
});

it('starts at 0, counts orders and fills, and removes the series of an agent that stops', async () => {
  const { registry, agent, forget } = agentMetrics(client, { endpoints: [ROUTE], errorCodes: ['rate_limited'] });
  const reporter = agent('pf_agent_042');
  const lines = async (part: string): Promise<string[]> =>
    (await registry.metrics()).split('\n').filter((line) => !line.startsWith('#') && line.includes(part));
  expect(await lines('pf_order_rejects_total')).toEqual([
    'pf_order_rejects_total{agent_id="pf_agent_042",error_code="rate_limited"} 0',
  ]);
  expect(await lines('pf_order_latency_ms_count')).toEqual([
    `pf_order_latency_ms_count{agent_id="pf_agent_042",endpoint="${ROUTE}"} 0`,
  ]);
  reporter.order({ endpoint: ROUTE, latencyMs: 38, traceId: 'abc' });
  reporter.order({ endpoint: ROUTE, latencyMs: 7000, errorCode: 'rate_limited' });
  reporter.filled({ market: 'crypto', notionalUsdc: 1000, slippageBps: 25 });
  reporter.filled({ market: 'crypto', notionalUsdc: 500 });
  expect(await lines('pf_orders_total')).toEqual([`pf_orders_total{agent_id="pf_agent_042",endpoint="${ROUTE}"} 2`]);
  expect(await lines('le="50"')).toEqual([
    expect.stringMatching(
      /^pf_order_latency_ms_bucket\{le="50",agent_id="pf_agent_042",endpoint="[^"]+"\} 1 # \{trace_id="abc"\} 38 /,
    ),
    expect.stringMatching(/^pf_slippage_cost_usdc_bucket\{le="50",market="crypto"\} 1$/),
  ]);
  expect(await lines('pf_slippage_cost_usdc_sum')).toEqual(['pf_slippage_cost_usdc_sum{market="crypto"} 2.5']);
  expect(await lines('pf_fill_notional_usdc_total')).toEqual(['pf_fill_notional_usdc_total{market="crypto"} 1500']);
  forget('pf_agent_042');
  expect(await lines('pf_agent_042')).toEqual([]);
});

test.each(openTelemetryNames())('Prometheus stores the OpenTelemetry instrument $name as $prometheus', (entry) => {
  expect(prometheusNameOf(entry)).toBe(entry.prometheus);
});

it('defines every metric in the Python module', () => {
  const text = pythonAgentModule();
  for (const name of agentMetricNames) expect(text).toContain(`\n${name} = `);
  expect(text).not.toContain('undefined');
});
