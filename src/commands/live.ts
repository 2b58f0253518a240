import { Command, InvalidArgumentError, Option } from 'commander';

import { FindingsError } from '../diagnostics/errors.ts';
import { prometheusDurationMs } from '../grafana/durations.ts';
import { examples } from './examples.ts';
import { collect, pathMap } from './path-map.ts';
import { hasColor, print } from './terminal.ts';

interface LiveFlags {
  readonly url: string;
  readonly tokenFile?: string;
  readonly wait: number;
  readonly envFile?: string;
  readonly map: readonly string[];
  readonly format: 'pretty' | 'json' | 'junit';
}

/** `pf-grafana live` */
export function liveCommand(): Command {
  return new Command('live')
    .description('Check whether a running Grafana has loaded a folder, and whether its data sources and rules work')
    .argument('[dir]', 'provisioning folder, or the folder above it', 'out')
    .requiredOption('--url <url>', 'address of Grafana; it may contain a user and a password')
    .option('--token-file <file>', 'file with the token of a service account that can read everything')
    .option('--wait <duration>', 'how long to retry while something is missing or wrong, such as 120s', duration, 0)
    .option('--env-file <file>', "file with Grafana's environment variables, to compare values that come from them too")
    .option(
      '--map <server=here>',
      'local folder of a path on the server, such as /var/lib/grafana/dashboards=./dashboards; may be repeated',
      collect,
      [],
    )
    .addOption(
      new Option('--format <format>', 'how to print the result').choices(['pretty', 'json', 'junit']).default('pretty'),
    )
    .addHelpText(
      'after',
      examples(
        'pf-grafana live --url https://grafana.example.com --token-file token --wait 120s',
        'pf-grafana live out/prod --url http://localhost:3000 --token-file token --format junit > live.xml',
      ),
    )
    .action(runLive);
}

async function runLive(dir: string, flags: LiveFlags): Promise<void> {
  const { liveFolder, untilWell } = await import('./live/check.ts');
  const { jsonReport, junitReport, prettyReport } = await import('./live/print.ts');
  const folder = liveFolder(dir, new Map(flags.map.map(pathMap)), flags.envFile);
  const report = await untilWell(folder, flags.url, flags.tokenFile, flags.wait);
  const printers = {
    pretty: () => prettyReport(report, hasColor(process.stdout)),
    json: () => jsonReport(report),
    junit: () => junitReport(report),
  };
  print(printers[flags.format]());
  if (report.checked.some(({ findings }) => findings.length > 0)) throw new FindingsError();
}

function duration(text: string): number {
  const milliseconds = prometheusDurationMs(text);
  if (milliseconds === undefined) throw new InvalidArgumentError('It must be a duration, such as 120s or 2m.');
  return milliseconds;
}
