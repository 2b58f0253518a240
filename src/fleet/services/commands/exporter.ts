import { Command } from 'commander';

/** `pf-grafana fleet exporter` */
export function exporterCommand(): Command {
  return new Command('exporter')
    .description('Poll the Purple Flea API and serve the metrics of the fleet for Prometheus, on port 8000')
    .option('--push', 'push to PUSHGATEWAY_URL instead of being scraped, for short-lived agents')
    .addHelpText('after', ENVIRONMENT)
    .action(runExporterCommand);
}

const ENVIRONMENT = `
Environment:
  PF_API_KEY              key of the API, required
  PF_AGENT_ID             agents to poll, separated by commas; all agents of the key when left out
  PF_API_URL              base URL of the API (https://purpleflea.com/api)
  PF_POLL_SECONDS         time from one cycle to the next (15)
  PF_TIMEOUT_SECONDS      time limit of one call (10)
  PF_CONCURRENCY          most calls at the same time (32)
  PF_REQUESTS_PER_SECOND  most calls per second (no limit)
  PF_SHARD                2/3 polls the second third of the agents (1/1); ordinal/3 takes the number from the end of
                          HOSTNAME, for pods of a StatefulSet
  PF_STATE_FILE           file that keeps P&L by strategy and totals across restarts
  PF_HOST, PF_PORT        where to serve /metrics, /healthz and /readyz (0.0.0.0, 8000)
  PF_ENV, PF_LOG_FILE     label env of log lines, and a file they are also written to
  PUSHGATEWAY_URL         if set, push to it and serve no metrics (http://pushgateway:9091 with --push)`;

async function runExporterCommand({ push = false }: { readonly push?: boolean }): Promise<void> {
  const { exporterSettings } = await import('../exporter/settings.ts');
  const settings = exporterSettings(process.env, { push });
  const { optionalLibrary } = await import('../service/optional-library.ts');
  const client = await optionalLibrary('prom-client', () => import('prom-client'));
  const { runExporter } = await import('../exporter/run.ts');
  const { untilSignal } = await import('../service/until-signal.ts');
  await untilSignal((signal) => runExporter(client, settings, signal));
}
