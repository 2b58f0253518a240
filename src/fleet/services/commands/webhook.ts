import { Command } from 'commander';

/** `pf-grafana fleet webhook` */
export function webhookCommand(): Command {
  return new Command('webhook')
    .description('Take webhooks of the platform and write their events to Kafka')
    .addHelpText(
      'after',
      `
Settings come from the environment:
  PF_WEBHOOK_SECRET           secret that the webhook was registered with (required)
  PF_WEBHOOK_SECRET_PREVIOUS  the one before, while it is being changed
  KAFKA_BROKERS               host:port of the brokers, with commas between them (required)
  KAFKA_TOPIC                 topic of the events, agent-trades when not set
  KAFKA_UNKNOWN_TOPIC         topic of events of unknown kinds, agent-events-unknown when not set
  KAFKA_USERNAME, KAFKA_PASSWORD, KAFKA_SASL_MECHANISM, KAFKA_TLS=true
  PF_HOST, PF_PORT            where to listen, 0.0.0.0 and 8080 when not set
  PF_WEBHOOK_MAX_BODY_BYTES, PF_WEBHOOK_MAX_WAITING, PF_WEBHOOK_TIMEOUT_MS
`,
    )
    .action(async () => {
      const { serveWebhooks } = await import('../webhook/serve.ts');
      const { untilSignal } = await import('../service/until-signal.ts');
      await untilSignal((signal) => serveWebhooks(process.env, signal));
    });
}
