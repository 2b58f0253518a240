import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';

import { mavenJars } from './maven-jars.ts';
import { freePort, waitForPort } from './ports.ts';
import { endProcess } from './end-process.ts';

const run = promisify(execFile);

/** A real ZooKeeper server. */
export interface ZookeeperServer {
  readonly port: number;
  /** All paths below the given one. */
  paths(below: string): Promise<string[]>;
  close(): Promise<void>;
}

/** Starts a server on an empty folder. */
export async function startZookeeper(): Promise<ZookeeperServer> {
  const classpath = join(await mavenJars('zookeeper'), '*');
  const folder = await mkdtemp(join(tmpdir(), 'pf-zookeeper-'));
  const port = await freePort();
  const settings = { tickTime: 500, dataDir: folder, clientPort: port, clientPortAddress: '127.0.0.1' };
  const config = join(folder, 'zoo.cfg');
  const lines = Object.entries({ ...settings, 'admin.enableServer': false }).map(([key, value]) => `${key}=${value}`);
  await writeFile(config, lines.join('\n'));
  const server = spawn(
    'java',
    ['-Xmx128m', '-cp', classpath, 'org.apache.zookeeper.server.quorum.QuorumPeerMain', config],
    { stdio: 'ignore' },
  );
  await waitForPort(port, server);
  // It listens before it is ready.
  for (let attempt = 0; attempt < 300 && !(await said(port)).includes('Mode:'); attempt += 1) await wait(100);
  return {
    port,
    paths: async (below) => {
      const shell = ['-cp', classpath, 'org.apache.zookeeper.ZooKeeperMain', '-server', `127.0.0.1:${port}`];
      const { stdout } = await run('java', [...shell, 'ls', '-R', below], { maxBuffer: 64 * 1024 * 1024 });
      return stdout.split('\n').filter((line) => line.startsWith(below));
    },
    close: async () => {
      await endProcess(server);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Its status; empty while it is not ready, when it may keep a connection open forever. */
async function said(port: number): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.setTimeout(1000, () => socket.destroy());
  socket.write('srvr');
  return text(socket).catch(() => '');
}
