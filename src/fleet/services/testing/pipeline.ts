import type { ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';

import pg from 'pg';

import { bundled, startProgram } from '../../../test/stores/bundled.ts';
import { type ClickhouseServer, startClickhouse } from '../../../test/stores/clickhouse-server.ts';
import { type KafkaBroker, startKafka } from '../../../test/stores/kafka-broker.ts';
import { freePort, waitForPort } from '../../../test/stores/ports.ts';
import { type PostgresServer, startPostgres } from '../../../test/stores/postgres-server.ts';
import { createTopics } from '../../../test/stores/topics.ts';
import { clickhouseSchema } from '../../stack/clickhouse-schema.ts';
import { postgresSchema } from '../../stack/postgres-schema.ts';
import { bookSchema } from '../book/schema.ts';
import { endProcess } from '../../../test/stores/end-process.ts';

/** Secret with which webhooks are signed in tests. */
export const SECRET = 'the-secret-of-the-pipeline';
const services = ['webhook', 'sink', 'book'] as const;
/** A service that a test can kill. */
export type ServiceName = (typeof services)[number];

/** Resource usage of a service. */
export interface Usage {
  readonly cpuSeconds: number;
  /** Largest resident memory so far, MiB. */
  readonly peakMiB: number;
}

/** The whole ingest on one machine: receiver, Kafka, sink and ClickHouse, book and PostgreSQL. */
export interface Pipeline {
  readonly url: string;
  readonly broker: KafkaBroker;
  readonly clickhouse: ClickhouseServer;
  readonly book: pg.Pool;
  /** Kills a service with SIGKILL and restarts it after a moment. */
  killService(name: ServiceName): Promise<void>;
  stopService(name: ServiceName): Promise<void>;
  usage(name: ServiceName): Promise<Usage>;
  /** Returns the output of all services. */
  said(): string;
  metrics(name: ServiceName): Promise<string>;
  /** Runs a query in ClickHouse and returns its rows. */
  askClickhouse(sql: string): Promise<unknown[]>;
  close(): Promise<void>;
}

/** Starts all servers and services, with empty stores. */
export async function startPipeline({
  partitions = 4,
  env = {},
}: { readonly partitions?: number; readonly env?: NodeJS.ProcessEnv } = {}): Promise<Pipeline> {
  const [broker, clickhouse, postgres, program] = await Promise.all([
    startKafka(),
    startClickhouse(),
    startPostgres(),
    bundled('src/fleet/services/testing/verbs.ts'),
  ]);
  await createTopics(broker.address, ['agent-trades', 'agent-events-unknown'], partitions);
  await clickhouse.run(clickhouseSchema({ database: 'agent_analytics' }));
  const book = new pg.Pool({ connectionString: postgres.url, max: 4 });
  book.on('error', () => undefined);
  await book.query(postgresSchema());
  await book.query(bookSchema());
  const ports = Object.fromEntries(
    await Promise.all(services.map(async (name) => [name, await freePort()] as const)),
  ) as Record<ServiceName, number>;
  const running = new Map<ServiceName, ChildProcess>();
  let heard = '';

  const start = async (name: ServiceName): Promise<void> => {
    const child = startProgram(program, [name], {
      env: { ...environment(name, broker, clickhouse, postgres), PF_PORT: String(ports[name]), ...env },
      hear: (text) => (heard += text),
    });
    running.set(name, child);
    await waitForPort(ports[name], child);
  };
  const end = async (name: ServiceName, signal: NodeJS.Signals): Promise<void> => {
    const child = running.get(name);
    if (child) await endProcess(child, signal);
  };
  await Promise.all(services.map(start));
  return {
    url: `http://127.0.0.1:${ports.webhook}`,
    broker,
    clickhouse,
    book,
    killService: async (name) => {
      await end(name, 'SIGKILL');
      await start(name);
    },
    stopService: (name) => end(name, 'SIGTERM'),
    usage: (name) => usageOf(running.get(name)?.pid ?? 0),
    said: () => heard,
    metrics: async (name) => (await fetch(`http://127.0.0.1:${ports[name]}/metrics`)).text(),
    askClickhouse: async (sql) =>
      (await clickhouse.run(`${sql} FORMAT JSONCompactEachRow SETTINGS output_format_json_quote_64bit_integers = 0`))
        .trim()
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as unknown),
    close: async () => {
      await Promise.all(services.map((name) => end(name, 'SIGKILL')));
      await book.end();
      await Promise.all([broker.close(), clickhouse.close(), postgres.close()]);
    },
  };
}

function environment(
  name: ServiceName,
  broker: KafkaBroker,
  clickhouse: ClickhouseServer,
  postgres: PostgresServer,
): NodeJS.ProcessEnv {
  return {
    KAFKA_BROKERS: broker.address,
    // With a static name, a killed member gets its partitions back without waiting for the session timeout.
    KAFKA_INSTANCE_ID: `${name}-1`,
    KAFKA_SESSION_TIMEOUT_MS: '6000',
    CLICKHOUSE_URL: clickhouse.url,
    PF_POSTGRES_URL: postgres.url,
    PF_WEBHOOK_SECRET: SECRET,
    PF_WEBHOOK_TIMEOUT_MS: '3000',
    PF_HOST: '127.0.0.1',
    PF_SNAPSHOT_SECONDS: '3600',
  };
}

async function usageOf(pid: number): Promise<Usage> {
  // After the name in parentheses, fields 12 and 13 are user and system time in hundredths of a second.
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return {
    cpuSeconds: (Number(fields[11]) + Number(fields[12])) / 100,
    peakMiB: Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1]) / 1024,
  };
}
