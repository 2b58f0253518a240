import { Command } from 'commander';

import type { RangeFlags } from '../replay/run.ts';

const ENVIRONMENT = `
The sink and the book recognise stored events by their ids, so it is safe to run this again for any time range.

Environment:
  KAFKA_BROKERS               host:port of the brokers, separated by commas (required)
  KAFKA_TOPIC                 topic of the events (agent-trades)
  KAFKA_USERNAME, KAFKA_PASSWORD, KAFKA_SASL_MECHANISM, KAFKA_TLS=true`;

/** `pf-grafana fleet replay` */
export function replayCommand(): Command {
  return new Command('replay')
    .description('Write the messages of a time range to the topic again, for a store that lost them')
    .requiredOption('--from <time>', 'time at which the first of them arrived, such as 2026-03-08T00:00:00Z')
    .option('--to <time>', 'end of the range, not included (default: now)')
    .option(
      '--dead-letters',
      'replay the messages that the sink refused in that time; a newer contract may accept them',
    )
    .addHelpText(
      'after',
      `${ENVIRONMENT}
  CLICKHOUSE_URL, CLICKHOUSE_DATABASE, CLICKHOUSE_USER, CLICKHOUSE_PASSWORD  for --dead-letters

ClickHouse adds every inserted row to its rollups, and never subtracts. If only agent_trades lost rows, first delete the same months
from agent_pnl_hourly, agent_pnl_daily and trade_flow_1m, or these rollups count the replayed rows twice.`,
    )
    .action(async (flags: RangeFlags) => {
      const { runReplay } = await import('../replay/run.ts');
      process.stdout.write(await runReplay(process.env, flags));
    });
}

/** `pf-grafana fleet backfill` */
export function backfillCommand(): Command {
  return new Command('backfill')
    .description(
      'Write the event history of the API for a time range to the topic, for events lost while no receiver ran',
    )
    .requiredOption('--from <time>', 'time of the first event, such as 2026-03-08T00:00:00Z')
    .option('--to <time>', 'end of the range, not included (default: now)')
    .addHelpText(
      'after',
      `${ENVIRONMENT}
  PF_API_KEY, PF_API_URL      the platform's API (required, https://purpleflea.com/api)`,
    )
    .action(async (flags: RangeFlags) => {
      const { runBackfill } = await import('../replay/run.ts');
      process.stdout.write(await runBackfill(process.env, flags));
    });
}
