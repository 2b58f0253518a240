import type { EnvironmentReader } from '../service/environment.ts';
import { type KafkaConnection, kafkaConnection, topicNames } from './kafka-settings.ts';

/** Settings of every service that reads the topic. */
export interface ConsumerSettings {
  readonly kafka: KafkaConnection;
  readonly topic: string;
  readonly group: string;
  readonly instance: string | undefined;
  readonly sessionTimeoutMs: number;
  readonly lingerMs: number;
  readonly maxBytes: number;
  readonly host: string;
  readonly port: number;
  readonly env: string | undefined;
}

/** Reads the settings from the environment. */
export function consumerSettings(
  env: EnvironmentReader,
  name: 'pf-sink' | 'pf-book',
  defaults: { readonly port: number; readonly lingerMs: number },
): ConsumerSettings {
  return {
    kafka: kafkaConnection(env, name),
    topic: topicNames(env).trades,
    group: env.text('KAFKA_GROUP', name),
    instance: env.optional('KAFKA_INSTANCE_ID'),
    sessionTimeoutMs: env.number('KAFKA_SESSION_TIMEOUT_MS', 10_000, { min: 1000, max: 300_000, whole: true }),
    lingerMs: env.number('PF_LINGER_MS', defaults.lingerMs, { min: 0, max: 60_000, whole: true }),
    maxBytes: env.number('PF_FETCH_BYTES', 1024 * 1024, { min: 1024, max: 64 * 1024 * 1024, whole: true }),
    host: env.text('PF_HOST', '0.0.0.0'),
    port: env.number('PF_PORT', defaults.port, { min: 0, max: 65_535, whole: true }),
    env: env.optional('PF_ENV'),
  };
}

/** Lines about these settings in the help of a command. */
export const CONSUMER_HELP = `  KAFKA_BROKERS               host:port of the brokers, separated by commas (required)
  KAFKA_TOPIC                 topic of the events (agent-trades)
  KAFKA_GROUP                 consumer group; processes of one group share the partitions
  KAFKA_INSTANCE_ID           static name of this process, so that it keeps its partitions across a restart
  KAFKA_SESSION_TIMEOUT_MS    time without heartbeat after which a process loses its partitions (10000)
  KAFKA_USERNAME, KAFKA_PASSWORD, KAFKA_SASL_MECHANISM, KAFKA_TLS=true
  PF_LINGER_MS                milliseconds to wait for more messages
  PF_FETCH_BYTES              most bytes to read from a partition at once (1048576)
  PF_HOST, PF_PORT            where to serve /metrics, /healthz and /readyz`;
