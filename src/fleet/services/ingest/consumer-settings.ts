import type { EnvironmentReader } from '../service/environment.ts';
import { type KafkaConnection, kafkaConnection, topicNames } from './kafka-settings.ts';

/** What every service that reads the topic needs to know. */
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

/** Reads it from the environment. */
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

/** Lines of a command's help on these settings. */
export const CONSUMER_HELP = `  KAFKA_BROKERS               host:port of the brokers, with commas between them (required)
  KAFKA_TOPIC                 topic of the events (agent-trades)
  KAFKA_GROUP                 consumer group; processes of one group share the partitions
  KAFKA_INSTANCE_ID           name of this process over its restarts, so that its partitions wait for it
  KAFKA_SESSION_TIMEOUT_MS    after this long a silent process loses its partitions (10000)
  KAFKA_USERNAME, KAFKA_PASSWORD, KAFKA_SASL_MECHANISM, KAFKA_TLS=true
  PF_LINGER_MS                milliseconds that messages are collected for
  PF_FETCH_BYTES              bytes of a partition that are read at once (1048576)
  PF_HOST, PF_PORT            where /metrics, /healthz and /readyz are`;
