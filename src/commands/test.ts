import { Command, InvalidArgumentError, Option } from 'commander';

import { FindingsError } from '../diagnostics/errors.ts';
import { counted } from '../report/counted.ts';
import { examples } from './examples.ts';
import { hideProgress } from './progress.ts';
import { typedSource } from './source-flag.ts';
import { hasColor, print, printToStderr } from './terminal.ts';
import type { TestReport } from './test/print.ts';

interface TestFlags {
  readonly untrusted?: true;
  readonly dir: string;
  readonly datasource: ReadonlyMap<string, string>;
  readonly format: 'pretty' | 'junit' | 'json';
  readonly coverageThreshold?: number;
  readonly quiet?: true;
}

/** `pf-grafana test` */
export function testCommand(): Command {
  return new Command('test')
    .description('Test alert rules and notification policies without a Grafana')
    .argument('[files...]', 'test files (default: every *.alert.test.yaml and .ts here)')
    .option('--dir <dir>', 'provisioning folder, or the folder above it', 'out')
    .option(
      '--datasource <uid=type>',
      'type of a data source that is not in the folder, such as metrics=prometheus; may be repeated',
      typedSource,
      new Map<string, string>(),
    )
    .option('--coverage-threshold <percent>', 'percentage of rules and routes that the tests must cover', percent)
    .option('--quiet', 'with the pretty format, print only what failed or was skipped, and nothing when all passed')
    .option('--untrusted', 'tests from a stranger: run only those in YAML')
    .addOption(
      new Option('--format <format>', 'how to print the result').choices(['pretty', 'junit', 'json']).default('pretty'),
    )
    .addHelpText(
      'after',
      examples('pf-grafana test', 'pf-grafana test drawdown.alert.test.yaml --dir out --coverage-threshold 80'),
    )
    .action(runTest);
}

async function runTest(files: readonly string[], flags: TestFlags): Promise<void> {
  if (flags.quiet) hideProgress();
  const { readTests } = await import('./test/read-tests.ts');
  const { packTests } = await import('./test/pack-tests.ts');
  const { isBelow, testFolders } = await import('./test/test-folders.ts');
  const { jsonReport, junitReport, prettyReport } = await import('./test/print.ts');
  // Named files are run alone. A configuration is a program, and a stranger's is not run.
  const ofPacks = files.length > 0 || flags.untrusted ? new Map() : await packTests();
  const report = await testFolders(
    { own: await readTests(files, flags.untrusted, ofPacks.size > 0), ofPacks },
    flags.dir,
    flags.coverageThreshold,
    flags.datasource,
  );
  const printed = {
    pretty: (given: TestReport) => prettyReport(given, hasColor(process.stdout), flags.quiet),
    junit: junitReport,
    json: jsonReport,
  }[flags.format](report);
  const isFine = report.outcomes.every(({ status }) => status === 'passed') && !isBelow(report);
  if (!flags.quiet || !isFine || flags.format !== 'pretty') print(printed);
  printToStderr(report.findings);
  const leftOut = report.outcomes.filter(({ status, leftOut: why }) => status === 'skipped' && why === undefined);
  if (leftOut.length > 0) {
    process.stderr.write(
      `${counted(leftOut.length, 'test')} did not run, because promtool is not on the PATH. It comes with the Debian package prometheus: apt-get install prometheus.\n${leftOut.map(({ at, name }) => `  ${at.file}: ${name}\n`).join('')}`,
    );
  }
  // In CI a skipped test does not count as passed.
  const isIncomplete = leftOut.length > 0 && Boolean(process.env['CI']);
  if (report.outcomes.some(({ status }) => status === 'failed') || isBelow(report) || isIncomplete)
    throw new FindingsError();
}

function percent(text: string): number {
  const number = Number(text);
  if (text.trim() === '' || Number.isNaN(number) || number < 0 || number > 100)
    throw new InvalidArgumentError('It must be a number from 0 to 100.');
  return number;
}
