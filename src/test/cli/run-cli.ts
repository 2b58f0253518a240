import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';

export const BIN = resolve('dist/bin.js');
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

/** Runs the program in a folder, with more variables where they are given. */
export function pfGrafana(
  where: string | { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
  ...argv: readonly string[]
): Run {
  const { cwd, env } = typeof where === 'string' ? { cwd: where, env: {} } : where;
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...argv], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', ...env },
  });
  return { code: status, stdout, stderr };
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
/** A configuration of the fleet under these names. */
export const FLEET = `${NAMES}packs: [{use: pf-grafana/fleet}]\n`;

/** A folder whose configuration is the fleet's, with no more said. */
export function fleetProject(): string {
  return project({ 'pf-grafana.config.yaml': FLEET });
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
