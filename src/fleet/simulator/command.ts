import { once } from 'node:events';

import { Command, Option } from 'commander';

import { UserError } from '../../diagnostics/errors.ts';
import { defaultOptions, HOUR, simulationOptions, type SimulationOptions, type Store, stores } from './options.ts';

interface Flags {
  readonly out: string;
  readonly agents: number;
  readonly days: number;
  readonly seed: number;
  readonly end?: string;
  readonly trades: number;
  readonly events: number;
  readonly serve?: number;
  readonly stores: readonly Store[];
}

/** `pf-grafana fleet simulate` */
export function simulateCommand(): Command {
  return new Command('simulate')
    .description(
      'Write the history of a simulated fleet for all four stores, and the totals that its dashboards must show',
    )
    .option('--out <dir>', 'folder to write to', 'simulated')
    .option('--agents <n>', 'agents, 3 to 300', Number, defaultOptions.agents)
    .option('--days <n>', 'days of history', Number, defaultOptions.days)
    .option('--seed <n>', 'the same seed gives the same files', Number, defaultOptions.seed)
    .option('--end <time>', 'end of the history, ISO 8601 (default: the current hour)')
    .option(
      '--trades <n>',
      'trades and bets per agent and day, rows of PostgreSQL',
      Number,
      defaultOptions.tradesPerDay,
    )
    .option('--events <n>', 'trade events per agent and day, rows of ClickHouse', Number, defaultOptions.eventsPerDay)
    .addOption(new Option('--stores <names...>', 'stores to write').choices(stores).default([...stores]))
    .option('--serve <port>', 'write nothing; serve /metrics of the fleet, which continues in real time', Number)
    .action(runSimulate);
}

async function runSimulate(options: Flags): Promise<void> {
  const { simulate } = await import('./simulate.ts');
  const { filesIn } = await import('./writers/files.ts');
  const { out, agents, days, seed, trades, events } = options;
  const simulation = simulationOptions({
    agents,
    days,
    seed,
    end: endTime(options.end),
    tradesPerDay: trades,
    eventsPerDay: events,
  });
  if (options.serve !== undefined) return serve(simulation, options.serve);
  const files = filesIn(out);
  const truth = simulate(simulation, files, { stores: options.stores, onProgress: progress() });
  files.closeAll();
  process.stderr.write(`${agents} agents from ${truth.start} to ${truth.end}, seed ${seed}: ${out}\n`);
  const { fills, orders, settled } = truth.windows.all.fleet;
  process.stdout.write(
    `${settled.count} settled trades and bets, ${orders.sent} orders, ${fills.count} fills, ${truth.windows.all.escrow.created.count} escrow contracts\n`,
  );
}

async function serve(simulation: SimulationOptions, port: number): Promise<void> {
  const { liveExporter } = await import('./live.ts');
  const server = liveExporter(simulation, Date.now);
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (error) {
    throw new UserError({
      severity: 'error',
      id: 'simulate/port',
      message: `Port ${port} cannot be used: ${error instanceof Error ? error.message : String(error)}.`,
      hint: 'Choose another with --serve.',
    });
  }
  process.stderr.write(`Scrape http://localhost:${port}/metrics. Ctrl-C ends it.\n`);
}

function endTime(text: string | undefined): number {
  if (text === undefined) return Math.floor(Date.now() / HOUR) * HOUR;
  const time = Date.parse(text);
  if (Number.isNaN(time))
    throw new UserError({
      severity: 'error',
      id: 'simulate/end',
      message: `--end ${text} is not a valid time.`,
      hint: 'Write it as 2026-03-08T00:00:00Z.',
    });
  return time;
}

/** Prints the progress in percent on a terminal, and nothing elsewhere. */
function progress(): (done: number) => void {
  let shown = -1;
  return (done) => {
    const percent = Math.floor(done * 100);
    if (process.stderr.isTTY !== true || percent === shown) return;
    shown = percent;
    process.stderr.write(`\r${percent} %${percent === 100 ? '\n' : ''}`);
  };
}
