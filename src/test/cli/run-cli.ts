import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';

import { onTestFinished } from 'vitest';

export const BIN = resolve('dist/bin.js');
const PROGRAM = pathToFileURL(resolve('dist/cli.js')).href;
const THREAD = resolve('src/test/cli/program.mjs');
const SOURCES = [
  'src',
  'dashboards',
  'alerting',
  'datasources',
  'out',
  'package.json',
  'package-lock.json',
  'pf-grafana.config.ts',
];

/** The result of a command line. */
export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where a command line is run: a folder, optionally with additional environment variables. */
type Where = string | { readonly cwd: string; readonly env: Readonly<Record<string, string>> };

/** A command that takes longer is considered hanging. */
const LONGEST_MS = 300_000;

/** One long-lived thread per test process, because loading the program takes half a second. */
const shared = globalThis as { pfGrafanaThread?: Worker };

/**
 * Runs a command line in a folder. The program is loaded once per test process and runs there; tests of process
 * behaviour (signals, pipes, start options of Node) use `pfGrafanaProcess`.
 */
export function pfGrafana(where: Where, ...argv: readonly string[]): Run {
  const { answers, done, leave } = inThread(where, argv);
  try {
    if (Atomics.wait(done, 0, 0, LONGEST_MS) === 'timed-out')
      throw new Error(`pf-grafana ${argv.join(' ')} did not end in ${LONGEST_MS / 1000} s.`);
    // Safe: `program.mjs` posts this.
    return (receiveMessageOnPort(answers) as { readonly message: Run }).message;
  } finally {
    leave();
  }
}

/** The same without blocking, for a program that queries a server in the test's own process. */
export async function pfGrafanaBeside(where: Where, ...argv: readonly string[]): Promise<Run> {
  const { answers, leave } = inThread(where, argv);
  try {
    return await new Promise<Run>((end) => answers.once('message', end));
  } finally {
    leave();
  }
}

/** Starts a command line in the thread. The test process stays in its working directory until `leave` is called. */
function inThread(where: Where, argv: readonly string[]) {
  const { cwd, env } = placeOf(where);
  const { port1: answers, port2 } = new MessageChannel();
  const done = new Int32Array(new SharedArrayBuffer(4));
  const before = process.cwd();
  // The threads of a process share one working directory.
  process.chdir(cwd);
  thread().postMessage({ argv, env, answers: port2, done }, [port2]);
  const leave = (): void => {
    process.chdir(before);
    answers.close();
  };
  return { answers, done, leave };
}

/** The same in a separate process. */
export function pfGrafanaProcess(where: Where, ...argv: readonly string[]): Run {
  const { cwd, env } = placeOf(where);
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...argv], { cwd, encoding: 'utf8', env });
  return { code: status, stdout, stderr };
}

function placeOf(where: Where): { readonly cwd: string; readonly env: NodeJS.ProcessEnv } {
  const { cwd, env } = typeof where === 'string' ? { cwd: where, env: {} } : where;
  return { cwd, env: { ...process.env, NO_COLOR: '1', ...env } };
}

function thread(): Worker {
  if (!shared.pfGrafanaThread) {
    shared.pfGrafanaThread = new Worker(THREAD, { workerData: { program: PROGRAM }, execArgv: [] });
    shared.pfGrafanaThread.unref();
  }
  return shared.pfGrafanaThread;
}

/** A folder with the given files, removed when the test ends. */
export function project(files: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'pf-cli-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

/** The names of this repository's project, as in its own configuration. */
export const NAMES = 'name: purpleflea\ntitle: Purple Flea\nuidPrefix: pf-\n';
/** A small project with these names and one data source: its build takes a tenth of the fleet's time. */
export const SMALL = `${NAMES}datasources: {postgres: {type: postgres, url: 'postgres:5432', database: book, user: reader, password: {env: PG_PASSWORD_OF_TESTS}}}\n`;
/** A configuration of the fleet with these names. */
export const FLEET = `${NAMES}packs: [{use: pf-grafana/fleet}]\n`;

/** A folder with only the configuration of the fleet. */
export function fleetProject(): string {
  return project({ 'pf-grafana.config.yaml': FLEET });
}

/** A folder with only the small configuration. */
export function smallProject(): string {
  return project({ 'pf-grafana.config.yaml': SMALL });
}

/** A copy of this checkout whose sources a test may edit, with its own bundle. */
export function checkout(): string {
  const folder = project();
  for (const source of SOURCES) cpSync(source, join(folder, source), { recursive: true });
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  mkdirSync(join(folder, 'dist'));
  cpSync('dist/bin.js', join(folder, 'dist/bin.js'));
  return folder;
}
