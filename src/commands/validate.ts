import { Command, InvalidArgumentError, Option } from 'commander';

import type { Severity } from '../diagnostics/diagnostics.ts';
import type { Format } from '../report/print.ts';
import { examples } from './examples.ts';
import { collect } from './path-map.ts';
import type { ValidateFlags } from './validate/flags.ts';

/** `pf-grafana validate` */
export function validateCommand(): Command {
  return new Command('validate')
    .description("Check a provisioning folder, ours or anybody's, without a Grafana")
    .argument('[dir]', 'provisioning folder, or the folder above it', 'out')
    .option('--config <file>', 'configuration file, for what it says under validate')
    .option('--no-config', 'run no configuration, whatever lies here')
    .option('--untrusted', "a stranger's folder: read data only; no configuration, no definitions, no links, no caches")
    .option(
      '--map <server=here>',
      'where a path of the server lies here, as /var/lib/grafana/dashboards=./dashboards; may be repeated',
      collect,
      [],
    )
    .option('--server-env <file>', 'the environment of the server: every variable the folder needs must be in it')
    .option(
      '--catalog <file>',
      'metrics, tables and streams that exist (default: catalog.json beside the provisioning folder)',
    )
    .option(
      '--datasource <uid[=type]>',
      'a data source that exists without this folder, uid or uid=type; may be repeated',
      collect,
      [],
    )
    .option('--receiver <name>', 'a contact point that exists without this folder; may be repeated', collect, [])
    .option(
      '--target <release>',
      'Grafana release that will read the folder, as 11.2 (default: that of the configuration, or the newest known)',
    )
    .addOption(
      new Option('--preset <preset>', 'which rules').choices(['recommended', 'style', 'mixin']).default('recommended'),
    )
    .option('--strict', 'warnings fail too, and notes of style; a note of what could not be checked never fails')
    .addOption(
      new Option('--severity <severity>', 'the mildest findings to show')
        .choices(['error', 'warning', 'note'] satisfies Severity[])
        .default('note'),
    )
    .option(
      '--max-findings <count>',
      'how many findings the pretty format prints, 0 for all (default: about 90 lines)',
      count,
    )
    .option('--quiet', 'the pretty format prints findings only, and nothing where there are none')
    .option('--baseline <file>', 'findings that an old folder is known to have, which are not shown')
    .option('--update-baseline', 'write the baseline anew')
    .addOption(
      new Option('--format <format>', 'how to print findings')
        .choices(['pretty', 'json', 'github', 'sarif', 'junit'] satisfies Format[])
        .default('pretty'),
    )
    .addHelpText(
      'after',
      examples(
        'pf-grafana validate grafana --datasource prom=prometheus',
        'pf-grafana validate --strict --format sarif > findings.sarif',
      ),
    )
    .action(runCommand);
}

async function runCommand(dir: string, flags: ValidateFlags): Promise<void> {
  const { runValidate } = await import('./validate/run.ts');
  await runValidate(dir, flags);
}

function count(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}
