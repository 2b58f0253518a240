import { existsSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

import { type FSWatcher, watch } from 'chokidar';

import { bundle } from '../../bundle/bundle.ts';
import { bundledSources, bundleHash, isBundleFresh, PACKAGE } from '../../bundle/freshness.ts';
import { findConfig } from '../../config/load.ts';
import { configFiles } from '../../config/load-file.ts';

/** File types of definitions, configurations and what they import. */
const SOURCE = /\.(?:[cm]?[jt]sx?|json|ya?ml)$/;

/** Editors write a file in several steps, and "save all" writes several files. */
const SETTLE_MS = 20;

/**
 * Runs this command line's build now and after every change of a definition, the configuration or its imports. Resolves
 * at the first SIGINT or SIGTERM; during a build the signal ends the process. A failed build reports its errors and
 * leaves the last good output.
 */
export async function watchBuild(config: string | undefined): Promise<void> {
  findConfig(config);
  const ending = new AbortController();
  const watchers = new Map<string, FSWatcher>();
  let hasChanged = true;
  /** Ends the wait for a change; undefined while a build is running. */
  let wake: (() => void) | undefined;
  const end = (signal: NodeJS.Signals) => {
    ending.abort();
    // The bundler's own process has received the signal too, so the build could only fail or hang. The process ends
    // like any killed build.
    if (wake) wake();
    else process.kill(process.pid, signal);
  };
  let folders: readonly string[] = [];
  const onChange = (event: string, path: string) => {
    // For a missing folder, its nearest existing parent is watched.
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
      // Before the build reads the files, so that no change in between is lost.
      folders = await foldersToWatch(config);
      for (const folder of folders.map(nearestFolder)) {
        if (!watchers.has(folder)) watchers.set(folder, await watchFolder(folder, onChange));
      }
      // Exit code 1 means that everything was written except for files edited by hand.
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
 * Watches a folder without its subfolders. Folders are watched instead of files because an editor may replace a file,
 * and a missing import may be created.
 */
async function watchFolder(folder: string, onChange: (event: string, path: string) => void): Promise<FSWatcher> {
  const watcher = watch(folder, { ignoreInitial: true, depth: 0 }).on('all', (event, path) => onChange(event, path));
  await new Promise<void>((done) => watcher.once('ready', () => done()));
  return watcher;
}

/** Runs this command line without `--watch` in the program built from the current sources; returns its exit code. */
async function buildOnce(): Promise<number> {
  // Loaded modules are reused, so a build is much faster than in a new process; the query string makes Node load a
  // changed program.
  const { main } = (await import(`${pathToFileURL(join(PACKAGE, 'dist', 'cli.js')).href}?${bundleHash()}`)) as {
    main(argv: readonly string[]): Promise<number>;
  };
  return main(process.argv.slice(2).filter((argument) => argument !== '--watch'));
}

/** Rebuilds the program if its sources have changed; false if that fails, in which case the reason has been printed. */
async function canBundle(): Promise<boolean> {
  try {
    if (!isBundleFresh()) await bundle();
    return true;
  } catch (error) {
    // The bundler prints errors in the sources itself, but not that it was stopped or that the disk is full.
    if (error instanceof Error && !('errors' in error)) process.stderr.write(`${error.message}\n`);
    return false;
  }
}

/** The folder itself, or its nearest existing parent. */
function nearestFolder(folder: string): string {
  const above = dirname(folder);
  return existsSync(folder) || above === folder ? folder : nearestFolder(above);
}

/**
 * The folders of everything that a build depends on, and the working directory, where a configuration may be created.
 */
async function foldersToWatch(config: string | undefined): Promise<string[]> {
  const path = config === undefined ? findConfig() : resolve(config);
  // A file that cannot be parsed is in a folder that is already watched, or beside the configuration.
  const files = path === undefined ? [] : await configFiles(path).catch(() => [path]);
  const own = [...files, ...bundledSources()].filter((file) => !file.includes('/node_modules/'));
  return [...new Set([process.cwd(), ...own.map((file) => dirname(file))])];
}
