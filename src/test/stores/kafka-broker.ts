import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { freePort, waitForPort } from './ports.ts';
import { kafkaJars } from './kafka-jars.ts';
import { endProcess } from './end-process.ts';

const run = promisify(execFile);

/** A real Kafka broker, the only one in its cluster (KRaft). */
export interface KafkaBroker {
  /** `127.0.0.1:40123`; unchanged after a restart. */
  readonly address: string;
  /** Kills the broker as in a power cut. */
  kill(): Promise<void>;
  /** Starts it again with its previous data. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a broker on an empty folder; it does not create topics automatically. */
export async function startKafka(): Promise<KafkaBroker> {
  const jars = await kafkaJars();
  const folder = await mkdtemp(join(tmpdir(), 'pf-kafka-'));
  const [port, controllerPort] = [await freePort(), await freePort()];
  const properties = join(folder, 'server.properties');
  await writeFile(properties, serverProperties(folder, port, controllerPort));
  const classpath = join(jars, '*');
  await run('java', [
    '-cp',
    classpath,
    'kafka.tools.StorageTool',
    'format',
    '-t',
    'MkU3OEVBNTcwNTJENDM2Qg',
    '-c',
    properties,
  ]);
  const log = join(folder, 'broker.log');
  const start = async (): Promise<ChildProcess> => {
    const broker = spawn(
      'java',
      ['-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-cp', classpath, 'kafka.Kafka', properties],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    broker.stdout.pipe(createWriteStream(log, { flags: 'a' }));
    broker.stderr.pipe(createWriteStream(log, { flags: 'a' }));
    await waitForPort(port, broker).catch(async (cause: unknown) => {
      throw new Error(`The Kafka broker did not start.\n${(await readFile(log, 'utf8')).slice(-2000)}`, { cause });
    });
    return broker;
  };
  let broker = await start();
  const kill = async (): Promise<void> => {
    await endProcess(broker);
  };
  return {
    address: `127.0.0.1:${port}`,
    kill,
    restart: async () => {
      await kill();
      broker = await start();
    },
    close: async () => {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function serverProperties(folder: string, port: number, controllerPort: number): string {
  return `process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:${controllerPort}
listeners=PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}
advertised.listeners=PLAINTEXT://127.0.0.1:${port}
controller.listener.names=CONTROLLER
inter.broker.listener.name=PLAINTEXT
log.dirs=${join(folder, 'data')}
offsets.topic.replication.factor=1
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
group.initial.rebalance.delay.ms=0
group.min.session.timeout.ms=1000
auto.create.topics.enable=false
`;
}
