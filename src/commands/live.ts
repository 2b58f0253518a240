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
    .description('Say whether a running Grafana has loaded a folder, and whether its sources and rules work')
    .argument('[dir]', 'provisioning folder, or the folder above it', 'out')
    .requiredOption('--url <url>', 'of Grafana; a user and a password may stand in it')
    .option('--token-file <file>', 'file with the token of a service account that may read everything')
    .option('--wait <duration>', 'how long to ask again while something is missing or wrong, as 120s', duration, 0)
    .option('--env-file <file>', "Grafana's environment, to compare what stands in variables too")
    .option(
      '--map <server=here>',
      'where a path of the server lies here, as /var/lib/grafana/dashboards=./dashboards; may be repeated',
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
  if (milliseconds === undefined) throw new InvalidArgumentError('It must be a duration, as 120s or 2m.');
  return milliseconds;
}
