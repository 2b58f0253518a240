import { Command } from 'commander';

import { CONSUMER_HELP } from '../ingest/consumer-settings.ts';

/** `pf-grafana fleet sink` */
export function sinkCommand(): Command {
  return new Command('sink')
    .description('Store the events of the topic in ClickHouse, each once')
    .addHelpText(
      'after',
      `
Environment:
${CONSUMER_HELP} (0.0.0.0, 8081)
  CLICKHOUSE_URL              http or https address of ClickHouse (http://localhost:8123)
  CLICKHOUSE_DATABASE, CLICKHOUSE_USER, CLICKHOUSE_PASSWORD  (agent_analytics, default)
  CLICKHOUSE_QUORUM=true      on a cluster: a batch counts once a majority of replicas has it
  PF_SINK_MAX_ROWS            messages of one batch (5000)
  PF_ENV                      label env of log lines`,
    )
    .action(async () => {
      const { serveSink } = await import('../sink/serve.ts');
      const { untilSignal } = await import('../service/until-signal.ts');
      await untilSignal((signal) => serveSink(process.env, signal));
    });
}
