import { Command } from 'commander';

import { UserError } from '../../../diagnostics/errors.ts';
import { MINUTE, simulationOptions } from '../../simulator/options.ts';
import type { MockRun } from '../mock/run.ts';

interface Flags {
  readonly host: string;
  readonly port: number;
  readonly agentsPort: number;
  readonly agents: number;
  readonly days: number;
  readonly seed: number;
  readonly events: number;
  readonly trades: number;
  readonly documentsOnly?: boolean;
  readonly latencyMs: number;
  readonly fault: readonly string[];
  readonly retryAfter?: number;
  readonly redeliver: number;
  readonly webhook?: string;
  readonly logFile?: string;
}

/** Key that the mock accepts when PF_API_KEY is not set. */
const DEMO_KEY = 'pf_live_demo';

/** `pf-grafana fleet mock` */
export function mockCommand(): Command {
  return new Command('mock')
    .description('Serve a simulated platform with a live fleet: its API, signed webhooks, and its agents')
    .option('--host <host>', 'address to listen on', '127.0.0.1')
    .option('--port <port>', 'port of the API', Number, 8090)
    .option('--agents-port <port>', "port of the agents' own metrics", Number, 9464)
    .option('--agents <n>', 'agents, 3 to 300', Number, 12)
    .option('--days <n>', 'days of history before the start', Number, 3)
    .option('--seed <n>', 'the same seed gives the same fleet', Number, 1)
    .option('--events <n>', 'trade events per agent and day', Number, 667)
    .option('--trades <n>', 'trades and bets per agent and day', Number, 20)
    .option('--documents-only', 'answer only with the fields that the two documents show')
    .option('--latency-ms <n>', 'time before each answer', Number, 0)
    .option(
      '--fault <kind=share...>',
      'share of wrong answers by kind: 500, 429, half, types or silence, such as 500=0.05',
      [],
    )
    .option('--retry-after <seconds>', 'value of retry-after in a 429', Number)
    .option('--redeliver <share>', 'share of events to deliver twice', Number, 0)
    .option('--webhook <url>', 'receiver to send events to from the start, signed with PF_WEBHOOK_SECRET')
    .option('--log-file <path>', 'file for the log lines of the agents (default: standard output)')
    .addHelpText(
      'after',
      `\nEnvironment:\n  PF_API_KEY         key that is accepted (${DEMO_KEY})\n  PF_WEBHOOK_SECRET  secret of --webhook\n  PF_ENV             label env of log lines (demo)`,
    )
    .action(runMockCommand);
}

async function runMockCommand(flags: Flags): Promise<void> {
  const run = mockRun(flags);
  const { optionalLibrary } = await import('../service/optional-library.ts');
  const { OpenAPIBackend: backend } = await optionalLibrary('openapi-backend', () => import('openapi-backend'));
  const client = await optionalLibrary('prom-client', () => import('prom-client'));
  const { runMock } = await import('../mock/run.ts');
  const { untilSignal } = await import('../service/until-signal.ts');
  await untilSignal((signal) => runMock({ backend, client }, run, signal));
}

function mockRun({ agents, days, seed, events, trades, latencyMs, retryAfter, ...flags }: Flags): MockRun {
  const end = Math.floor(Date.now() / MINUTE) * MINUTE;
  const env = process.env['PF_ENV'] || 'demo';
  return {
    simulation: simulationOptions({ agents, days, seed, end, eventsPerDay: events, tradesPerDay: trades, env }),
    host: flags.host,
    port: flags.port,
    agentsPort: flags.agentsPort,
    apiKey: process.env['PF_API_KEY'] || DEMO_KEY,
    documentsOnly: flags.documentsOnly ?? false,
    faults: { latencyMs, shares: faultShares(flags.fault), retryAfterSeconds: retryAfter },
    redelivered: flags.redeliver,
    webhook: flags.webhook === undefined ? undefined : { url: flags.webhook, secret: secret() },
    logFile: flags.logFile,
  };
}

function faultShares(texts: readonly string[]): Record<string, number> {
  return Object.fromEntries(
    texts.map((text) => {
      const [, kind = '', share = ''] = /^(500|429|half|types|silence)=(0(?:\.\d+)?|1)$/.exec(text) ?? [];
      if (kind !== '') return [kind, Number(share)];
      throw new UserError({
        severity: 'error',
        id: 'mock/fault',
        message: `--fault ${JSON.stringify(text)} is not a kind of fault with a share from 0 to 1.`,
        hint: 'Write one of 500, 429, half, types and silence with its share, such as 500=0.05.',
      });
    }),
  );
}

function secret(): string {
  const value = process.env['PF_WEBHOOK_SECRET'];
  if (value) return value;
  throw new UserError({
    severity: 'error',
    id: 'mock/secret',
    message: 'PF_WEBHOOK_SECRET is not set, but --webhook needs it to sign events.',
    hint: 'Set it to the secret of the receiver.',
  });
}
