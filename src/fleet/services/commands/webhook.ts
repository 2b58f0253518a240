import { Command } from 'commander';

/** `pf-grafana fleet webhook` */
export function webhookCommand(): Command {
  return new Command('webhook')
    .description('Receive webhooks of the platform and write their events to Kafka')
    .addHelpText(
      'after',
      `
Settings come from the environment:
  PF_WEBHOOK_SECRET           secret that the webhook was registered with (required)
  PF_WEBHOOK_SECRET_PREVIOUS  the previous secret, accepted while the secret is being changed
  KAFKA_BROKERS               host:port of the brokers, separated by commas (required)
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
    })
    .addCommand(registerCommand())
    .addCommand(listCommand())
    .addCommand(rotateCommand());
}

const API_HELP = `
Environment:
  PF_API_KEY, PF_API_URL  the platform's API (required, https://purpleflea.com/api)`;

function registerCommand(): Command {
  return new Command('register')
    .description('Register a URL with the platform, with the secret in PF_WEBHOOK_SECRET')
    .argument('<url>', 'address that the platform can reach, which ends in /webhooks/purpleflea')
    .option('--events <names...>', 'kinds of events (default: every kind of the contract)')
    .addHelpText(
      'after',
      `${API_HELP}
  PF_WEBHOOK_SECRET       secret that the platform will sign with (required)`,
    )
    .action(async (url: string, { events = [] }: { readonly events?: readonly string[] }) => {
      const { registerWebhook, registrationSettings } = await import('../webhook/registration.ts');
      const { platform, secret } = registrationSettings(process.env, true);
      const webhook = await registerWebhook(platform, url, events, secret);
      process.stdout.write(`Registered ${webhook.id} for ${webhook.events.length} kinds of events: ${webhook.url}\n`);
    });
}

function listCommand(): Command {
  return new Command('list')
    .description('List the webhooks that are registered with the platform')
    .option('--json', 'print JSON')
    .addHelpText('after', API_HELP)
    .action(async ({ json = false }: { readonly json?: boolean }) => {
      const { listWebhooks, registrationSettings } = await import('../webhook/registration.ts');
      const webhooks = await listWebhooks(registrationSettings(process.env, false).platform);
      const lines = webhooks.map(
        ({ id, url, events, created_at: at }) => `${id}  ${url}  ${at ?? ''}  ${events.join(', ')}\n`,
      );
      process.stdout.write(
        json ? `${JSON.stringify(webhooks, null, 2)}\n` : lines.join('') || 'No webhook is registered.\n',
      );
    });
}

function rotateCommand(): Command {
  return new Command('rotate')
    .description('Change the secret of a webhook to PF_WEBHOOK_SECRET')
    .argument('<id>', 'id of the webhook, as printed by list')
    .addHelpText(
      'after',
      `${API_HELP}
  PF_WEBHOOK_SECRET       the new secret (required)

First restart the receiver with the new secret in PF_WEBHOOK_SECRET and the old one in PF_WEBHOOK_SECRET_PREVIOUS, then run this. When no
more events arrive with the old secret, restart the receiver without it.`,
    )
    .action(async (id: string) => {
      const { registrationSettings, rotateSecret } = await import('../webhook/registration.ts');
      const { platform, secret } = registrationSettings(process.env, true);
      const webhook = await rotateSecret(platform, id, secret);
      process.stdout.write(`${webhook.id} is signed with the new secret from now on: ${webhook.url}\n`);
    });
}
