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

/** What a command line ended with. */
export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where a command line is run: a folder, with more variables where they are given. */
type Where = string | { readonly cwd: string; readonly env: Readonly<Record<string, string>> };

/** A command that takes longer hangs. */
const LONGEST_MS = 300_000;

/** Threads of the test process that stay up, one for all tests of a process: to load the program takes half a second. */
const shared = globalThis as { pfGrafanaThread?: Worker };

/**
 * Runs a command line in a folder. The program is loaded once in each test process and runs there; what is about a
 * process of its own (signals, pipes, what Node is told on start) uses `pfGrafanaProcess`.
 */
export function pfGrafana(where: Where, ...argv: readonly string[]): Run {
  const { answers, done, leave } = inThread(where, argv);
  try {
    if (Atomics.wait(done, 0, 0, LONGEST_MS) === 'timed-out')
      throw new Error(`pf-grafana ${argv.join(' ')} did not end in ${LONGEST_MS / 1000} s.`);
    // What `program.mjs` posts.
    return (receiveMessageOnPort(answers) as { readonly message: Run }).message;
  } finally {
    leave();
  }
}

/** The same without blocking: for a program that asks a server which lives in the test's own process. */
export async function pfGrafanaBeside(where: Where, ...argv: readonly string[]): Promise<Run> {
  const { answers, leave } = inThread(where, argv);
  try {
    return await new Promise<Run>((end) => answers.once('message', end));
  } finally {
    leave();
  }
}

/** Starts a command line in the thread, in whose working directory the test's process is until it leaves. */
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

/** The same in a process of its own. */
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

/** A folder with the given files, gone when the test ends. */
export function project(files: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'pf-cli-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

/** The names of this repository's project, as its own configuration has them. */
export const NAMES = 'name: purpleflea\ntitle: Purple Flea\nuidPrefix: pf-\n';
/** A small project under these names, with one data source: a build of it takes a tenth of the fleet's time. */
export const SMALL = `${NAMES}datasources: {postgres: {type: postgres, url: 'postgres:5432', database: book, user: reader, password: {env: PG_PASSWORD_OF_TESTS}}}\n`;
/** A configuration of the fleet under these names. */
export const FLEET = `${NAMES}packs: [{use: pf-grafana/fleet}]\n`;

/** A folder whose configuration is the fleet's, with no more said. */
export function fleetProject(): string {
  return project({ 'pf-grafana.config.yaml': FLEET });
}

/** A folder whose configuration is the small one. */
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
