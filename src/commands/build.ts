import { Command } from 'commander';

import { findConfig } from '../config/load.ts';
import { changesAnything, type WritePlan } from '../emit/plan.ts';
import { rememberBuild, unchangedBuild } from './build-cache.ts';

interface BuildOptions {
  readonly out: string;
  readonly config?: string;
  readonly check?: true;
  readonly json?: true;
}

/** `pf-grafana build` */
export function buildCommand(): Command {
  return new Command('build')
    .description('Compile the definitions into a Grafana provisioning folder')
    .option('--out <dir>', 'output folder', 'out')
    .option('--config <file>', 'configuration file (default: pf-grafana.config.ts, .js, .mjs, .yaml or .yml here)')
    .option('--check', 'write nothing; exit 1 when the output folder is not up to date')
    .option('--json', 'print the result as JSON')
    .action(runBuild);
}

async function runBuild(options: BuildOptions): Promise<void> {
  const configPath = findConfig(options.config);
  const plan = (await unchangedBuild(options.out, configPath)) ?? (await fullBuild(options, configPath));
  process.stdout.write(options.json ? `${JSON.stringify(result(plan, options))}\n` : pretty(plan, options));
  if (options.check && !isUpToDate(plan)) process.exitCode = 1;
}

async function fullBuild(options: BuildOptions, configPath: string | undefined): Promise<WritePlan> {
  const { loadConfig } = await import('../config/load-file.ts');
  const { resolveSettings } = await import('../config/resolve.ts');
  const { buildFolder } = await import('./build-folder.ts');
  const loaded = await loadConfig(configPath);
  const settings = resolveSettings(loaded.config, loaded.locate);
  const { folder, plan } = await buildFolder({ out: options.out, config: loaded.config, settings, check: options.check ?? false });
  if (!options.check || !changesAnything(plan)) await rememberBuild(options.out, configPath, loaded, folder);
  return plan;
}

/** A file that is no longer made but was edited by hand also keeps a folder from being what the definitions say. */
function isUpToDate(plan: WritePlan): boolean {
  return !changesAnything(plan) && plan.kept.length === 0;
}

function result(plan: WritePlan, options: BuildOptions): object {
  return { out: options.out, upToDate: isUpToDate(plan), ...plan };
}

function pretty(plan: WritePlan, options: BuildOptions): string {
  const would = options.check ? 'would be ' : '';
  const lines = [
    ...plan.created.map((path) => `${would}created  ${path}`),
    ...plan.changed.map((path) => `${would}changed  ${path}`),
    ...plan.removed.map((path) => `${would}removed  ${path}`),
    ...plan.kept.map((path) => `kept     ${path}  (no longer generated, but edited by hand: remove it yourself)`),
  ];
  const counts = `${plan.created.length} created, ${plan.changed.length} changed, ${plan.removed.length} removed, ${plan.unchanged.length} unchanged`;
  const stale = options.check && !isUpToDate(plan);
  return `${[...lines, `${options.out}: ${counts}${stale ? '. Run `pf-grafana build` and commit the result.' : ''}`].join('\n')}\n`;
}
