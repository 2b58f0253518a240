import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import * as client from 'prom-client';

import { createExporter } from '../../fleet/services/exporter/exporter.ts';
import { exporterSettings } from '../../fleet/services/exporter/settings.ts';

const AGENTS = 300;
const LATENCY = 50;
const CYCLE_LIMIT = 2.5;
/** Few agents, so that a thousand cycles take a minute; leaks per call or per cycle show with few agents too. */
const FEW = 20;
const CYCLES = 1000;
const GROWTH_LIMIT = 20;

/** Prints the duration of an exporter cycle with an API of ordinary latency, and whether its memory grows. */
export async function reportExporter(): Promise<void> {
  const api = await startApi();
  const exporterOf = (agents: number) => {
    const ids = Array.from({ length: agents }, (_, index) => `pf_agent_${index}`).join(',');
    const settings = exporterSettings(
      { PF_API_KEY: 'pf_live_bench', PF_API_URL: api.url, PF_AGENT_ID: ids },
      { push: false },
    );
    return createExporter({ client, settings, log: () => undefined });
  };
  api.latency = LATENCY;
  const many = exporterOf(AGENTS);
  await many.cycle({ budgetMs: 15_000 });
  const started = performance.now();
  const { complete } = await many.cycle({ budgetMs: 15_000 });
  await many.metrics();
  const seconds = (performance.now() - started) / 1000;
  const late = seconds > CYCLE_LIMIT || complete < AGENTS ? '  OVER THE LIMIT' : '';
  process.stdout.write(
    `exporter, ${AGENTS} agents at ${LATENCY} ms: a cycle of ${seconds.toFixed(2)} s, ${complete} complete (limit ${CYCLE_LIMIT} s)${late}\n`,
  );

  api.latency = 0;
  const few = exporterOf(FEW);
  let before = 0;
  for (let cycle = 0; cycle < CYCLES; cycle += 1) {
    await few.cycle({ budgetMs: 15_000 });
    await few.metrics();
    if (cycle === CYCLES / 5) before = heap();
  }
  const growth = heap() - before;
  process.stdout.write(
    `exporter, ${CYCLES} cycles: heap grew by ${growth.toFixed(1)} MiB (limit ${GROWTH_LIMIT} MiB)${growth > GROWTH_LIMIT ? '  OVER THE LIMIT' : ''}\n`,
  );
  api.stop();
}

function heap(): number {
  // Needs --expose-gc; without it, garbage is counted too.
  (globalThis as { gc?: () => void }).gc?.();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

/** An API that returns the same for every agent, because only the exporter is measured. */
async function startApi() {
  const answers: readonly (readonly [RegExp, string])[] = [
    [/balances$/, JSON.stringify({ balances: { USDC: 100, BTC: 0.1, ETH: 1, XMR: 2 } })],
    [
      /stats$/,
      JSON.stringify({
        strategy: 'momentum',
        pnl_usdc: 12.5,
        drawdown_pct: 0.02,
        trades: { win: 3, loss: 2, push: 1 },
      }),
    ],
    [/^\/escrow/, JSON.stringify({ count: 1, total_locked_usdc: 25, contracts: [] })],
    [/^\/rates/, JSON.stringify({ rates: { USDC: 1, BTC: 64_000 } })],
  ];
  const api = { latency: 0, url: '', stop: (): void => void server.close().closeAllConnections() };
  const server = createServer((request, response) => {
    const [, text = '{}'] = answers.find(([pattern]) => pattern.test(request.url ?? '')) ?? [];
    setTimeout(() => response.writeHead(200, { 'content-type': 'application/json' }).end(text), api.latency);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  api.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return api;
}
