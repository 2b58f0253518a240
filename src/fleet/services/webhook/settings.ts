import { type KafkaConnection, kafkaConnection, type Topics, topicNames } from '../ingest/kafka-settings.ts';
import { type Environment, EnvironmentReader } from '../service/environment.ts';

/** Settings of the receiver. */
export interface ReceiverSettings {
  readonly host: string;
  readonly port: number;
  /** The secret of the registration and, while it is being changed, the previous one. */
  readonly secrets: readonly string[];
  readonly kafka: KafkaConnection;
  readonly topics: Topics;
  readonly maxBodyBytes: number;
  readonly maxWaiting: number;
  readonly timeoutMs: number;
  readonly env: string | undefined;
}

/** Shorter secrets can be guessed. */
const MIN_SECRET = 16;

/** Reads the settings of `fleet webhook` from the environment; throws a `UserError` with every missing or wrong one. */
export function receiverSettings(environment: Environment): ReceiverSettings {
  const env = new EnvironmentReader('webhook', environment);
  const secret = env.required('PF_WEBHOOK_SECRET', 'the secret that the webhook was registered with');
  const previous = env.optional('PF_WEBHOOK_SECRET_PREVIOUS');
  for (const [name, value] of [
    ['PF_WEBHOOK_SECRET', secret],
    ['PF_WEBHOOK_SECRET_PREVIOUS', previous ?? ''],
  ] as const) {
    if (value !== '' && value.length < MIN_SECRET)
      env.refuse(
        name,
        `has ${value.length} characters; a secret of fewer than ${MIN_SECRET} can be guessed.`,
        'Register the webhook with a longer secret.',
      );
  }
  const settings: ReceiverSettings = {
    host: env.text('PF_HOST', '0.0.0.0'),
    port: env.number('PF_PORT', 8080, { min: 0, max: 65_535, whole: true }),
    secrets: previous === undefined ? [secret] : [secret, previous],
    kafka: kafkaConnection(env, 'pf-webhook'),
    topics: topicNames(env),
    maxBodyBytes: env.number('PF_WEBHOOK_MAX_BODY_BYTES', 256 * 1024, { min: 1024, max: 8 * 1024 * 1024, whole: true }),
    maxWaiting: env.number('PF_WEBHOOK_MAX_WAITING', 10_000, { min: 1, max: 1_000_000, whole: true }),
    timeoutMs: env.number('PF_WEBHOOK_TIMEOUT_MS', 10_000, { min: 500, max: 60_000, whole: true }),
    env: env.optional('PF_ENV'),
  };
  env.finish();
  return settings;
}
