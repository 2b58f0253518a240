import { Command, Option } from 'commander';

import { findConfig } from '../config/load.ts';
import { changesAnything, type WritePlan } from '../emit/plan.ts';
import { type BuildTarget, type FolderResult, rememberBuild, unchangedBuild } from './build-cache.ts';

interface BuildOptions {
  readonly out: string;
  readonly config?: string;
  readonly env?: string;
  readonly check?: true;
  readonly json?: true;
  readonly watch?: true;
}

/** `pf-grafana build` */
export function buildCommand(): Command {
  return new Command('build')
    .description('Compile the definitions into a Grafana provisioning folder')
    .option('--out <dir>', 'output folder', 'out')
    .option('--config <file>', 'configuration file (default: pf-grafana.config.ts, .js, .mjs, .yaml or .yml here)')
    .option('--env <name>', 'one environment of the configuration, into <out>/<name>/ (default: all of them)')
    .option('--check', 'write nothing; exit 1 when the output folder is not up to date')
    .option('--json', 'print the result as JSON; a list where there are several environments')
    .addOption(new Option('--watch', 'build again whenever a definition or the configuration changes').conflicts('check'))
    .action(runBuild);
}

async function runBuild(options: BuildOptions): Promise<void> {
  if (options.watch) {
    const { watchBuild } = await import('./watch.ts');
    return watchBuild(options.config);
  }
  const target = { out: options.out, config: findConfig(options.config), env: options.env };
  const results = (await unchangedBuild(target)) ?? (await fullBuild(target, options.check ?? false));
  process.stdout.write(options.json ? `${JSON.stringify(asJson(results.map(result)))}\n` : results.map((one) => pretty(one, options)).join(''));
  if (options.check && !results.every(({ plan }) => isUpToDate(plan))) process.exitCode = 1;
}

async function fullBuild(target: BuildTarget, check: boolean): Promise<FolderResult[]> {
  const { loadConfig } = await import('../config/load-file.ts');
  const { buildEnvironments } = await import('./build-environments.ts');
  const loaded = await loadConfig(target.config);
  const built = await buildEnvironments(loaded, target, check);
  if (!check || !built.some(({ plan }) => changesAnything(plan))) await rememberBuild(target, loaded, built);
  return built;
}

/** A file that is no longer made but was edited by hand also keeps a folder from being what the definitions say. */
function isUpToDate(plan: WritePlan): boolean {
  return !changesAnything(plan) && plan.kept.length === 0;
}

function result({ plan, ...folder }: FolderResult): object {
  return { ...folder, upToDate: isUpToDate(plan), ...plan };
}

function asJson(results: readonly object[]): object | undefined {
  return results.length === 1 ? results[0] : results;
}

function pretty({ out, plan }: FolderResult, options: BuildOptions): string {
  const would = options.check ? 'would be ' : '';
  const lines = [
    ...plan.created.map((path) => `${would}created  ${path}`),
    ...plan.changed.map((path) => `${would}changed  ${path}`),
    ...plan.removed.map((path) => `${would}removed  ${path}`),
    ...plan.kept.map((path) => `kept     ${path}  (no longer generated, but edited by hand: remove it yourself)`),
  ];
  const counts = `${plan.created.length} created, ${plan.changed.length} changed, ${plan.removed.length} removed, ${plan.unchanged.length} unchanged`;
  const stale = options.check && !isUpToDate(plan);
  return `${[...lines, `${out}: ${counts}${stale ? '. Run `pf-grafana build` and commit the result.' : ''}`].join('\n')}\n`;
}
