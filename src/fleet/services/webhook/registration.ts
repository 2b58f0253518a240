import { UserError } from '../../../diagnostics/errors.ts';
import { webhookEvents } from '../contracts/webhook-events.ts';
import { askPlatform, type Platform, platformSettings } from '../ingest/platform.ts';
import { type Environment, EnvironmentReader } from '../service/environment.ts';

/** A registered webhook as the API returns it, without its secret. */
export interface RegisteredWebhook {
  readonly id: string;
  readonly url: string;
  readonly events: readonly string[];
  readonly created_at?: string;
}

/** Reads the API's settings and the secret. The secret is no option, because all users can see process arguments. */
export function registrationSettings(
  environment: Environment,
  needsSecret: boolean,
): { readonly platform: Platform; readonly secret: string } {
  const env = new EnvironmentReader('webhook', environment);
  const platform = platformSettings(env);
  const secret = needsSecret
    ? env.required('PF_WEBHOOK_SECRET', 'the secret that the platform signs webhooks with')
    : '';
  if (needsSecret && secret !== '' && secret.length < 16)
    env.refuse('PF_WEBHOOK_SECRET', `has ${secret.length} characters; a secret of fewer than 16 can be guessed.`);
  env.finish();
  return { platform, secret };
}

/** Registers a URL for events; for all kinds of the contract if none are named. */
export async function registerWebhook(
  platform: Platform,
  url: string,
  events: readonly string[],
  secret: string,
): Promise<RegisteredWebhook> {
  if (!URL.canParse(url) || !/^https?:/.test(url))
    throw usage(
      `${JSON.stringify(url)} is not an http or https URL.`,
      'Give the address that the platform can reach, such as https://hooks.example.com/webhooks/purpleflea.',
    );
  const unknown = events.filter((event) => !Object.hasOwn(webhookEvents, event));
  if (unknown.length > 0)
    throw usage(`The contract has no event ${unknown.join(', ')}.`, `It has ${Object.keys(webhookEvents).join(', ')}.`);
  return registered(
    await askPlatform(platform, 'POST', '/webhooks', {
      url,
      events: events.length > 0 ? events : Object.keys(webhookEvents),
      secret,
    }),
  );
}

/** Lists the registered webhooks. */
export async function listWebhooks(platform: Platform): Promise<readonly RegisteredWebhook[]> {
  const answer = (await askPlatform(platform, 'GET', '/webhooks')) as
    | { readonly webhooks?: readonly unknown[] }
    | undefined;
  return (answer?.webhooks ?? []).map(registered);
}

/** Changes the secret of a webhook; the receiver must already accept both secrets. */
export async function rotateSecret(platform: Platform, id: string, secret: string): Promise<RegisteredWebhook> {
  return registered(await askPlatform(platform, 'PATCH', `/webhooks/${encodeURIComponent(id)}`, { secret }));
}

function registered(answer: unknown): RegisteredWebhook {
  const { id, url, events, created_at: at } = (answer ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof id !== 'string' || typeof url !== 'string')
    throw usage('The API sent an answer that is not a webhook of the contract.', 'Check PF_API_URL.');
  return {
    id,
    url,
    events: Array.isArray(events) ? events.map(String) : [],
    ...(typeof at === 'string' ? { created_at: at } : {}),
  };
}

function usage(message: string, hint: string): UserError {
  return new UserError({ severity: 'error', id: 'webhook/registration', message, hint });
}
