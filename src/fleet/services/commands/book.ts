import { Command } from 'commander';

import { CONSUMER_HELP } from '../ingest/consumer-settings.ts';

/** `pf-grafana fleet book` */
export function bookCommand(): Command {
  return new Command('book')
    .description('Store the events of the topic in the book of record (PostgreSQL), each once, and run its jobs')
    .addHelpText(
      'after',
      `
Environment:
${CONSUMER_HELP} (0.0.0.0, 8082)
  PF_POSTGRES_URL             postgres://user:password@host:5432/database; or PGHOST, PGUSER, PGPASSWORD, PGDATABASE
  PF_API_KEY, PF_API_URL      the platform's API, for rates, unrealized P&L and the reconciliation
  PF_SNAPSHOT_SECONDS         how often agent_performance_daily is written (300)
  PF_RATES_SECONDS            how often fx_rates is written (300)
  PF_RECONCILIATION_SECONDS   how often wallets are compared with the ledger (3600)
  PF_EVENT_ID_DAYS            how long ids of events are kept to recognise redelivered events (90)
  PF_ENV                      label env of log lines`,
    )
    .action(async () => {
      const { serveBook } = await import('../book/serve.ts');
      const { untilSignal } = await import('../service/until-signal.ts');
      await untilSignal((signal) => serveBook(process.env, signal));
    });
}
