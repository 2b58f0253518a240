import type { ConnectionOptions } from 'node:tls';

import type { EnvironmentReader } from '../service/environment.ts';

/** Connection options of the Kafka client. */
export interface KafkaConnection {
  readonly bootstrapBrokers: string[];
  readonly clientId: string;
  readonly tls?: ConnectionOptions;
  readonly sasl?: {
    readonly mechanism: 'PLAIN' | 'SCRAM-SHA-256' | 'SCRAM-SHA-512';
    readonly username: string;
    readonly password: string;
  };
}

/** Topics of the ingest. */
export interface Topics {
  /** Events of the contract, keyed by agent. */
  readonly trades: string;
  /** Events of kinds that are not in the contract. */
  readonly unknown: string;
}

const MECHANISMS = ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'] as const;

/** Reads the connection options from the environment. */
export function kafkaConnection(env: EnvironmentReader, clientId: string): KafkaConnection {
  const brokers = env
    .required('KAFKA_BROKERS', 'the Kafka brokers, such as kafka:9092,kafka-2:9092')
    .split(',')
    .map((broker) => broker.trim())
    .filter((broker) => broker !== '');
  for (const broker of brokers)
    if (!/^[^\s:]+:\d{1,5}$/.test(broker))
      env.refuse('KAFKA_BROKERS', `contains ${JSON.stringify(broker)}, which is not of the form host:port.`);
  const username = env.optional('KAFKA_USERNAME');
  const mechanism = MECHANISMS.find((name) => name === env.text('KAFKA_SASL_MECHANISM', 'SCRAM-SHA-512'));
  if (mechanism === undefined) env.refuse('KAFKA_SASL_MECHANISM', `is not one of ${MECHANISMS.join(', ')}.`);
  return {
    bootstrapBrokers: brokers,
    clientId,
    ...(env.flag('KAFKA_TLS') ? { tls: {} } : {}),
    ...(username !== undefined && mechanism !== undefined
      ? { sasl: { mechanism, username, password: env.required('KAFKA_PASSWORD', 'the password of KAFKA_USERNAME') } }
      : {}),
  };
}

/** Reads the names of the topics. */
export function topicNames(env: EnvironmentReader): Topics {
  return {
    trades: env.text('KAFKA_TOPIC', 'agent-trades'),
    unknown: env.text('KAFKA_UNKNOWN_TOPIC', 'agent-events-unknown'),
  };
}
