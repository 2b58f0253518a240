import { existsSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

import { type FSWatcher, watch } from 'chokidar';

import { bundle } from '../../bundle/bundle.ts';
import { bundledSources, bundleHash, isBundleFresh, PACKAGE } from '../../bundle/freshness.ts';
import { findConfig } from '../../config/load.ts';
import { configFiles } from '../../config/load-file.ts';

/** What a definition, a configuration or something they import is written in. */
const SOURCE = /\.(?:[cm]?[jt]sx?|json|ya?ml)$/;

/** An editor writes a file in several steps, and "save all" several files. */
const SETTLE_MS = 20;

/**
 * Builds as this command line says, and again after every change of a definition, the configuration or what it imports;
 * resolves at
 * the first SIGINT or SIGTERM, or is ended by it during a build. A build that fails says where and leaves the last good
 * output.
 */
export async function watchBuild(config: string | undefined): Promise<void> {
  findConfig(config);
  const ending = new AbortController();
  const watchers = new Map<string, FSWatcher>();
  let hasChanged = true;
  /** Ends the wait for a change; undefined during a build. */
  let wake: (() => void) | undefined;
  const end = (signal: NodeJS.Signals) => {
    ending.abort();
    // The bundler's own process has got the signal too, so a build could only fail or hang: it ends as any killed build
    // does.
    if (wake) wake();
    else process.kill(process.pid, signal);
  };
  let folders: readonly string[] = [];
  const onChange = (event: string, path: string) => {
    // A folder that was missing is waited for above it.
    const isMissed = event === 'addDir' && folders.some((folder) => `${folder}${sep}`.startsWith(`${path}${sep}`));
    if (!isMissed && !SOURCE.test(path)) return;
    hasChanged = true;
    wake?.();
  };
  process.once('SIGINT', end).once('SIGTERM', end);
  while (!ending.signal.aborted) {
    if (hasChanged) {
      hasChanged = false;
      const isBundled = await canBundle();
      // Before the build reads the files, so that no change is lost between reading and watching.
      folders = await foldersToWatch(config);
      for (const folder of folders.map(nearestFolder)) {
        if (!watchers.has(folder)) watchers.set(folder, await watchFolder(folder, onChange));
      }
      // 1 is of a build that wrote all but what somebody edited.
      const isBuilt = isBundled && (await buildOnce()) <= 1;
      if (!isBuilt) process.stderr.write('The last good output stays.\n');
    } else {
      const change = new Promise<void>((done) => (wake = done));
      process.stderr.write('Waiting for the next change.\n');
      await change;
      await wait(SETTLE_MS);
      wake = undefined;
    }
  }
  await Promise.all([...watchers.values()].map((watcher) => watcher.close()));
}

/**
 * Watches a folder without its subfolders: folders, not files, because an editor may replace a file, and a missing
 * import may appear.
 */
async function watchFolder(folder: string, onChange: (event: string, path: string) => void): Promise<FSWatcher> {
  const watcher = watch(folder, { ignoreInitial: true, depth: 0 }).on('all', (event, path) => onChange(event, path));
  await new Promise<void>((done) => watcher.once('ready', () => done()));
  return watcher;
}

/** Runs this command line without `--watch`, in the program that the sources make now; tells its exit code. */
async function buildOnce(): Promise<number> {
  // Modules stay loaded, so a build takes a fraction of a new process's time; the query makes Node read a changed
  // program.
  const { main } = (await import(`${pathToFileURL(join(PACKAGE, 'dist', 'cli.js')).href}?${bundleHash()}`)) as {
    main(argv: readonly string[]): Promise<number>;
  };
  return main(process.argv.slice(2).filter((argument) => argument !== '--watch'));
}

/**
 * Makes the program again when its sources have changed; false when that fails, and then the reason has been printed.
 */
async function canBundle(): Promise<boolean> {
  try {
    if (!isBundleFresh()) await bundle();
    return true;
  } catch (error) {
    // The bundler has printed what it found in the sources, but not that it was stopped or found no room.
    if (error instanceof Error && !('errors' in error)) process.stderr.write(`${error.message}\n`);
    return false;
  }
}

/** The folder itself, or the nearest one above it that is there. */
function nearestFolder(folder: string): string {
  const above = dirname(folder);
  return existsSync(folder) || above === folder ? folder : nearestFolder(above);
}

/** Folders of everything that a build depends on, and the working directory, where a configuration may appear. */
async function foldersToWatch(config: string | undefined): Promise<string[]> {
  const path = config === undefined ? findConfig() : resolve(config);
  // What cannot be parsed is in a folder that is watched already, or beside the configuration.
  const files = path === undefined ? [] : await configFiles(path).catch(() => [path]);
  const own = [...files, ...bundledSources()].filter((file) => !file.includes('/node_modules/'));
  return [...new Set([process.cwd(), ...own.map((file) => dirname(file))])];
}
