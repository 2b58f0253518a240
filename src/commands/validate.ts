import { Command, InvalidArgumentError, Option } from 'commander';

import type { Severity } from '../diagnostics/diagnostics.ts';
import type { Format } from '../report/print.ts';
import { examples } from './examples.ts';
import { collect } from './path-map.ts';
import type { ValidateFlags } from './validate/flags.ts';

/** `pf-grafana validate` */
export function validateCommand(): Command {
  return new Command('validate')
    .description('Check any provisioning folder, without a Grafana')
    .argument('[dir]', 'provisioning folder, or the folder above it', 'out')
    .option('--config <file>', 'configuration file; its key validate is used')
    .option('--no-config', 'do not load a configuration, even if there is one here')
    .option(
      '--untrusted',
      'a folder from a stranger: only read data; no configuration, no definitions, no links, no caches',
    )
    .option(
      '--map <server=here>',
      'local folder of a path on the server, such as /var/lib/grafana/dashboards=./dashboards; may be repeated',
      collect,
      [],
    )
    .option(
      '--server-env <file>',
      'file with the environment variables of the server: all that the folder needs must be in it',
    )
    .option(
      '--catalog <file>',
      'file with the metrics, tables and streams that exist (default: catalog.json beside the provisioning folder)',
    )
    .option(
      '--datasource <uid[=type]>',
      'a data source that exists in Grafana but not in this folder, as uid or uid=type; may be repeated',
      collect,
      [],
    )
    .option(
      '--receiver <name>',
      'a contact point that exists in Grafana but not in this folder; may be repeated',
      collect,
      [],
    )
    .option(
      '--target <release>',
      'Grafana release that will read the folder, such as 11.2 (default: that of the configuration, or the newest known)',
    )
    .addOption(
      new Option('--preset <preset>', 'which rules to run')
        .choices(['recommended', 'style', 'mixin'])
        .default('recommended'),
    )
    .option(
      '--strict',
      'exit 1 for warnings and style notes too; a note about something that could not be checked never fails',
    )
    .addOption(
      new Option('--severity <severity>', 'lowest severity to show')
        .choices(['error', 'warning', 'note'] satisfies Severity[])
        .default('note'),
    )
    .option(
      '--max-findings <count>',
      'how many findings the pretty format prints; 0 prints all (default: about 90 lines)',
      count,
    )
    .option('--quiet', 'with the pretty format, print only findings, and nothing when there are none')
    .option('--baseline <file>', 'file with known findings, which are not shown')
    .option('--update-baseline', 'write the current findings to the baseline')
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
