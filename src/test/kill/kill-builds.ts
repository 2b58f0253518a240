import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';

import { build } from 'esbuild';
import { parse } from 'yaml';

import { compileValidators, VALIDATORS } from '../../bundle/validators.ts';
import { isUpToDate } from '../../commands/build/report.ts';
import { JOURNAL } from '../../emit/own-files.ts';
import type { RenderedFolder } from '../../emit/render.ts';
import { PACKAGE } from '../stores/package-root.ts';
import { buildPack, type Generation } from './pack.ts';

/** The result of killing builds. */
export interface Kills {
  /** The number of kills between the first and the last step of a build. */
  readonly atWork: number;
  /** Each violated guarantee, with the step of the kill. */
  readonly failures: readonly string[];
}

/** The number of folders built and killed in parallel, one per core. */
const LANES = 2;
/** In memory if possible: a kill does not lose the page cache anyway, and hundreds of syncs would take minutes. */
const ROOT = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/**
 * Kills this number of builds at steps spread over all disk operations, each replacing the other generation's folder,
 * and lets the next build repair it.
 */
export async function killBuilds(count: number): Promise<Kills> {
  const root = mkdtempSync(join(ROOT, 'pf-kill-'));
  try {
    const child = await bundleChild(root);
    const kills = Array.from({ length: count }, (_, kill) => kill);
    const lanes = await Promise.all(
      Array.from({ length: LANES }, (_, lane) =>
        killInTurn(
          child,
          join(root, `out-${lane}`),
          kills.filter((kill) => kill % LANES === lane).map((kill) => kill / count),
        ),
      ),
    );
    return {
      atWork: lanes.reduce((total, lane) => total + lane.atWork, 0),
      failures: lanes.flatMap(({ failures }) => failures),
    };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** Kills one build after the other in a folder, each at its share of the steps. */
async function killInTurn(child: string, out: string, shares: readonly number[]): Promise<Kills> {
  const texts = {
    even: (await buildPack(out, 'even')).folder,
    odd: (await buildPack(out, 'odd', { check: true })).folder,
  };
  const steps = await stepsOfBuild(child, out);
  const failures: string[] = [];
  let atWork = 0;
  let generation: Generation = 'even';
  for (const share of shares) {
    const step = 1 + Math.floor(share * steps);
    await runChild(child, [out, generation, String(step)], true);
    if (existsSync(join(out, JOURNAL))) atWork += 1;
    const found = [...brokenFiles(out, texts), ...(await unhealed(out, generation))];
    failures.push(...found.map((failure) => `killed at step ${step} of ${steps}: ${failure}`));
    generation = generation === 'even' ? 'odd' : 'even';
  }
  return { atWork, failures };
}

async function bundleChild(folder: string): Promise<string> {
  const outfile = join(folder, 'child.mjs');
  const banner = {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  };
  // Stays where it is, because it reads a file next to it.
  const validators = pathToFileURL((await compileValidators(PACKAGE)).path).href;
  await build({
    entryPoints: ['src/test/kill/child.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    banner,
    logLevel: 'warning',
    external: ['esbuild'],
    plugins: [
      {
        name: 'validators',
        setup: ({ onResolve }) =>
          onResolve({ filter: new RegExp(`^${VALIDATORS}$`) }, () => ({ path: validators, external: true })),
      },
    ],
  });
  return outfile;
}

/** The number of steps of a build from `even` to `odd` without a kill. */
async function stepsOfBuild(child: string, out: string): Promise<number> {
  return Number.parseInt(await runChild(child, [out, 'odd', '1000000'], false), 10);
}

/** Runs one build and kills it as soon as it reports; returns its output after it has ended. */
function runChild(child: string, argv: readonly string[], isKilled: boolean): Promise<string> {
  return new Promise((done, failed) => {
    const running = spawn(process.execPath, [child, ...argv], { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    running.stdout.on('data', (data: Buffer) => {
      output += data.toString();
      if (isKilled) running.kill('SIGKILL');
    });
    running
      .on('error', failed)
      .on('close', (code, signal) =>
        code === 0 || (isKilled && signal === 'SIGKILL')
          ? done(output)
          : failed(new Error(`the build ended with ${code ?? signal}`)),
      );
  });
}

function brokenFiles(out: string, texts: Readonly<Record<Generation, RenderedFolder>>): string[] {
  return files(out)
    .filter((path) => !path.includes('.pf-grafana'))
    .flatMap((path) => {
      const text = readFileSync(join(out, path), 'utf8');
      if (text !== texts.even.get(path) && text !== texts.odd.get(path))
        return [`${path} is neither the old nor the new file`];
      return isParsed(path, text) ? [] : [`${path} cannot be parsed`];
    });
}

function isParsed(path: string, text: string): boolean {
  try {
    if (path.endsWith('.json')) JSON.parse(text);
    else if (path.endsWith('.yaml')) parse(text);
    return true;
  } catch {
    return false;
  }
}

async function unhealed(out: string, generation: Generation): Promise<string[]> {
  const { plan, folder } = await buildPack(out, generation);
  const check = await buildPack(out, generation, { check: true });
  const present = files(out);
  return [
    ...[...plan.edited, ...plan.kept].map((path) => `${path} was taken for an edit`),
    ...(isUpToDate(check.plan) ? [] : ['the next build left the folder stale']),
    ...present.filter((path) => !folder.has(path)).map((path) => `${path} is left`),
  ];
}

function files(out: string): string[] {
  return readdirSync(out, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(out, join(entry.parentPath, entry.name)));
}
