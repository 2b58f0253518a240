import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';

import { freePort, waitForPort } from './ports.ts';
import { endProcess } from './end-process.ts';

const run = promisify(execFile);
const DEBIAN = '/usr/lib/postgresql';

/** A real PostgreSQL server. */
export interface PostgresServer {
  /** `postgres://postgres@127.0.0.1:40123/postgres` */
  readonly url: string;
  close(): Promise<void>;
}

/** Why this machine cannot run a PostgreSQL server; undefined if it can. */
export async function missingForPostgres(): Promise<string | undefined> {
  return (await programs()) === undefined
    ? 'the server of PostgreSQL (Debian package postgresql) is not installed'
    : undefined;
}

/** Starts a server on an empty folder; every commit is synced to disk, as in production. */
export async function startPostgres(): Promise<PostgresServer> {
  const bin = await programs();
  if (bin === undefined) throw new Error(`No PostgreSQL below ${DEBIAN}.`);
  const folder = await mkdtemp(join(tmpdir(), 'pf-postgres-'));
  const user = await serverUser();
  const data = join(folder, 'data');
  if (user) await chown(folder, user.uid, user.gid);
  await chmod(folder, 0o700);
  const as = user ? { uid: user.uid, gid: user.gid } : {};
  await run(join(bin, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8'], as);
  const port = await freePort();
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'shared_buffers=64MB',
    'max_connections=40',
  ];
  const server = spawn(
    join(bin, 'postgres'),
    ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
    { stdio: 'ignore', ...as },
  );
  await waitForPort(port, server);
  // It listens before it accepts connections.
  while (
    await run(join(bin, 'pg_isready'), ['-h', '127.0.0.1', '-p', String(port)]).then(
      () => false,
      () => true,
    )
  )
    await wait(50);
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    close: async () => {
      await endProcess(server, 'SIGINT');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The folder of the newest server installed by Debian. */
async function programs(): Promise<string | undefined> {
  const versions = existsSync(DEBIAN) ? await readdir(DEBIAN) : [];
  const newest = versions
    .map(Number)
    .filter((version) => existsSync(join(DEBIAN, String(version), 'bin', 'initdb')))
    .toSorted((one, other) => other - one)[0];
  return newest === undefined ? undefined : join(DEBIAN, String(newest), 'bin');
}

/** PostgreSQL refuses to run as root, so root runs it as Debian's user. */
async function serverUser(): Promise<{ readonly uid: number; readonly gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const id = async (flag: string): Promise<number> => Number((await run('id', [flag, 'postgres'])).stdout);
  return { uid: await id('-u'), gid: await id('-g') };
}
