// This folder has one file for each command: it reads the flags, calls the library and prints. The work is done in the
// other folders, and only `cli.ts` imports a command. A command reports findings by throwing `FindingsError`; only
// `bin.ts` sets the exit code.

import { setFlagsFromString } from 'node:v8';

import { Command, Option } from 'commander';

import { requiredConfig } from '../config/load.ts';
import type { Diagnostic } from '../diagnostics/diagnostics.ts';
import { FindingsError } from '../diagnostics/errors.ts';
import { type BuildTarget, type FolderResult, rememberBuild, unchangedBuild } from './build/cache.ts';
import { isAsBuilt, isUpToDate, jsonReport, prettyReport } from './build/report.ts';
import { examples } from './examples.ts';
import { hideProgress } from './progress.ts';
import { print, printToStderr } from './terminal.ts';

interface BuildOptions {
  readonly out: string;
  readonly config?: string;
  readonly env?: string;
  readonly check?: true;
  readonly force?: true;
  readonly json?: true;
  readonly watch?: true;
  readonly quiet?: true;
}

/** `pf-grafana build` */
export function buildCommand(): Command {
  return new Command('build')
    .description('Compile the definitions into a Grafana provisioning folder')
    .option('--out <dir>', 'output folder', 'out')
    .option('--config <file>', 'configuration file (default: pf-grafana.config.ts, .js, .mjs, .yaml or .yml here)')
    .option('--env <name>', 'build one environment of the configuration, into <out>/<name>/ (default: all)')
    .addOption(
      new Option('--check', 'write nothing; exit 1 and show a diff when the output folder is out of date').conflicts(
        'force',
      ),
    )
    .option('--force', 'replace or remove generated files that were edited by hand')
    .option('--json', 'print the result as JSON; a list when there are several environments')
    .addOption(new Option('--quiet', 'print nothing unless something is wrong').conflicts('json'))
    .addOption(
      new Option('--watch', 'build again whenever a definition or the configuration changes').conflicts('check'),
    )
    .addHelpText('after', examples('pf-grafana build', 'pf-grafana build --env prod --check'))
    .action(runBuild);
}

async function runBuild(options: BuildOptions): Promise<void> {
  if (options.quiet) hideProgress();
  if (options.watch) {
    const { watchBuild } = await import('./build/watch.ts');
    return watchBuild(options.config);
  }
  const target = { out: options.out, config: requiredConfig(options.config), env: options.env };
  const remembered = unchangedBuild(target);
  const { built: results, left } = remembered ? { built: remembered, left: [] } : await fullBuild(target, options);
  const check = options.check ?? false;
  const isFine =
    results.every(({ plan }) => (check ? isUpToDate(plan) : isAsBuilt(plan))) && !(check && left.length > 0);
  if (!options.quiet || !isFine)
    print(await (options.json ? jsonReport(results, check) : prettyReport(results, check)));
  printToStderr([...results.flatMap(({ warnings }) => warnings), ...left]);
  if (!isFine) throw new FindingsError();
}

async function fullBuild(
  target: BuildTarget,
  { check = false, force = false }: { check?: boolean; force?: boolean },
): Promise<{ readonly built: FolderResult[]; readonly left: readonly Diagnostic[] }> {
  // By default V8 lets garbage double the memory of a build of thousands of files. Collecting it earlier costs little
  // time; collecting it much earlier would cost a tenth of the build.
  setFlagsFromString('--heap-growing-percent=100');
  const { loadConfig } = await import('../config/load-file.ts');
  const { buildEnvironments } = await import('./build/environments.ts');
  const loaded = await loadConfig(target.config);
  const built = await buildEnvironments(loaded, target, { check, force });
  const { leftEnvironments } = await import('./build/left-environments.ts');
  const left = leftEnvironments(target.out, loaded);
  // A folder without files was retired, so the next build has nothing to report for it. The next build has to look for
  // left folders again.
  if (
    left.length === 0 &&
    built.every(({ plan, folder }) => folder.size > 0 && (check ? isUpToDate(plan) : isAsBuilt(plan)))
  )
    rememberBuild(target, loaded, built);
  return { built, left };
}
