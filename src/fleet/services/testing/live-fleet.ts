import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { bundled, startProgram } from '../../../test/stores/bundled.ts';
import { freePort, waitForPort } from '../../../test/stores/ports.ts';
import { settingsOf } from '../../../test/support/settings.ts';
import { recordingRuleFile } from '../../stack/recording-rules.ts';
import { pythonAgentModule } from '../agent/python-module.ts';
import { prometheusFiles } from '../deploy/prometheus.ts';
import type { AgentStats } from '../exporter/api-client.ts';
import type { Override } from '../mock/living-fleet.ts';
import { livePrometheus } from './live-prometheus.ts';
import { API_KEY } from './mock-platform.ts';
import { until } from './until.ts';
import { endProcess } from '../../../test/stores/end-process.ts';

/** An agent in Python, in addition to those of the mock. */
export const PYTHON_AGENT = 'pf_agent_python';
/** An agent that is both polled by a pushing exporter and scraped, to check that no sum doubles. */
const PUSHED_AGENT = 'pf_agent_001';

/** A platform with agents, exporters, a Pushgateway, and a Prometheus that scrapes them every second. */
export interface LiveFleet {
  readonly prometheusUrl: string;
  agentIds(): Promise<string[]>;
  stats(agentId: string): Promise<AgentStats>;
  /** Makes the platform report other values for an agent. */
  override(agentId: string, override: Override): Promise<void>;
  stop(): Promise<void>;
}

/** Starts all processes and waits until the exporter has polled an agent completely. */
export async function startLiveFleet(): Promise<LiveFleet> {
  const closing: (() => unknown)[] = [];
  const run = (child: ChildProcess): ChildProcess => {
    closing.unshift(() => endProcess(child));
    return child;
  };
  const stop = async (): Promise<void> => {
    for (const close of closing.splice(0)) await close();
  };
  try {
    return { ...(await start(run, closing)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(run: (child: ChildProcess) => ChildProcess, closing: (() => unknown)[]) {
  const program = await bundled('src/fleet/services/testing/verbs.ts');
  const [apiPort, agentsPort, exporterPort, gatewayPort, pythonPort] = await Promise.all(
    Array.from({ length: 5 }, freePort),
  );
  const apiUrl = `http://127.0.0.1:${apiPort}`;
  const flags = { host: '127.0.0.1', port: apiPort, 'agents-port': agentsPort, ...FLEET };
  const mock = startProgram(
    program,
    ['mock', ...Object.entries(flags).flatMap(([flag, value]) => [`--${flag}`, String(value)])],
    {
      env: { PF_API_KEY: API_KEY },
    },
  );
  await waitForPort(Number(agentsPort), run(mock));
  const gateway = spawn('prometheus-pushgateway', [`--web.listen-address=127.0.0.1:${gatewayPort}`], {
    stdio: 'ignore',
  });
  await waitForPort(Number(gatewayPort), run(gateway));
  const common = { PF_API_KEY: API_KEY, PF_API_URL: apiUrl, PF_POLL_SECONDS: '1', PF_HOST: '127.0.0.1' };
  const exporter = startProgram(program, ['exporter'], { env: { ...common, PF_PORT: String(exporterPort) } });
  await waitForPort(Number(exporterPort), run(exporter));
  const pushed = { PF_PORT: '0', PF_AGENT_ID: PUSHED_AGENT, PUSHGATEWAY_URL: `http://127.0.0.1:${gatewayPort}` };
  run(startProgram(program, ['exporter'], { env: { ...common, ...pushed } }));
  await startPythonAgent(Number(pythonPort), run, closing);
  const prometheus = await livePrometheus(
    filesOf({
      pf_agent_exporter: [`127.0.0.1:${exporterPort}`],
      pf_agents: [`127.0.0.1:${agentsPort}`, `127.0.0.1:${pythonPort}`],
      pf_services: [],
      pushgateway: [`127.0.0.1:${gatewayPort}`],
    }),
  );
  closing.unshift(prometheus.stop);
  await until(async () => (await fetch(`http://127.0.0.1:${exporterPort}/readyz`)).ok, 120_000);
  const ask = async (path: string): Promise<unknown> =>
    (await fetch(`${apiUrl}${path}`, { headers: { authorization: `Bearer ${API_KEY}` } })).json();
  return {
    prometheusUrl: prometheus.url,
    agentIds: async () => {
      const { agents } = (await ask('/agents?limit=1000')) as { agents: { agent_id: string }[] };
      return agents.map(({ agent_id: id }) => id);
    },
    stats: async (agentId: string) => (await ask(`/agents/${agentId}/stats`)) as AgentStats,
    override: async (agentId: string, override: Override) => {
      await fetch(`${apiUrl}/_mock/agents/${agentId}`, { method: 'POST', body: JSON.stringify(override) });
    },
  };
}

/** A fleet that is busy enough to fill the panels within minutes. */
const FLEET = { agents: 24, days: 1, seed: 99, events: 4000, trades: 300 } as const;

/** Returns the generated configuration, with a scrape per second and targets on this machine. */
function filesOf(targets: Readonly<Record<string, readonly string[]>>): Record<string, string> {
  const settings = settingsOf({ datasources: { prometheus: { scrapeInterval: '1s' } } });
  const files = Object.entries(prometheusFiles(settings)).map(([path, text]) => {
    const [, job] = /targets\/(\w+)\.yaml$/.exec(path) ?? [];
    const content = job === undefined ? text : JSON.stringify([{ targets: targets[job] }]);
    return [path.replace('stack/prometheus/', ''), content] as const;
  });
  // Evaluates every group each second, so that three minutes of data are enough.
  const rules = recordingRuleFile({}).replaceAll(/interval: \d+[sm]$/gm, 'interval: 1s');
  return { ...Object.fromEntries(files), 'recording-rules.yaml': rules };
}

async function startPythonAgent(
  port: number,
  run: (child: ChildProcess) => ChildProcess,
  closing: (() => unknown)[],
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'pf-python-'));
  closing.push(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'pf_agent_metrics.py'), pythonAgentModule());
  const agent = `
import time
from pf_agent_metrics import Agent, log, serve
serve(${port}, "127.0.0.1")
agent = Agent("${PYTHON_AGENT}", endpoints=["/v1/crypto/orders/limit"], error_codes=["rate_limited"])
agent.order("/v1/crypto/orders/limit", 38.2, trace_id="4bf92f3577b34da6a3ce929d0e0e4736")
agent.order("/v1/crypto/orders/limit", 12.0)
agent.order("/v1/crypto/orders/limit", 700.0, error_code="rate_limited")
agent.fill("crypto", 640.0, slippage_bps=1.3)
log("info", "order sent", agent_id="${PYTHON_AGENT}", event="strategy_decision")
time.sleep(3600)
`;
  await waitForPort(port, run(spawn(python(), ['-c', agent], { stdio: 'ignore', cwd: folder })));
}

/** Returns a Python that has the package prometheus_client. */
function python(): string {
  for (const name of ['python3', '/usr/bin/python3']) {
    try {
      execFileSync(name, ['-c', 'import prometheus_client'], { stdio: 'ignore' });
      return name;
    } catch {
      // Try the next one.
    }
  }
  throw new Error('No Python has prometheus_client: install the Debian package python3-prometheus-client.');
}
