import { Command, CommanderError } from 'commander';

import packageFile from '../package.json' with { type: 'json' };
import { buildCommand } from './commands/build.ts';
import { catalogCommand } from './commands/catalog.ts';
import { completionCommand } from './commands/completion.ts';
import { diffCommand } from './commands/diff.ts';
import { docsCommand } from './commands/docs.ts';
import { doctorCommand } from './commands/doctor.ts';
import { envCommand } from './commands/env.ts';
import { explainCommand } from './commands/explain.ts';
import { examples } from './commands/examples.ts';
import { forgetCommand } from './commands/forget.ts';
import { withHelpLayout } from './commands/help-layout.ts';
import { initCommand } from './commands/init.ts';
import { listCommand } from './commands/list.ts';
import { liveCommand } from './commands/live.ts';
import { queryCommand } from './commands/query.ts';
import { rulesCommand } from './commands/rules.ts';
import { schemaCommand } from './commands/schema.ts';
import { printNote, printToStderr, refused } from './commands/terminal.ts';
import { testCommand } from './commands/test.ts';
import { validateCommand } from './commands/validate.ts';
import { packCommands } from './commands/pack-commands.ts';
import { FindingsError, UserError } from './diagnostics/errors.ts';

const EXIT = { clean: 0, findings: 1, couldNotRun: 2, bug: 3 } as const;

/** The exit codes, for programs that run this one. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Runs one command line. Results go to stdout, everything else to stderr. */
export async function main(argv: readonly string[]): Promise<ExitCode> {
  const program = await programFor(argv);
  try {
    await program.parseAsync(argv, { from: 'user' });
    return EXIT.clean;
  } catch (error) {
    return report(error);
  }
}

/** The program with every command that a command line may need; with `--help` this includes those of packs. */
export async function programFor(argv: readonly string[]): Promise<Command> {
  const program = new Command('pf-grafana')
    .description('Typed TypeScript definitions in, a whole Grafana provisioning folder out')
    .version(packageFile.version)
    .addHelpText(
      'after',
      examples('pf-grafana init my-project', 'pf-grafana validate grafana --datasource prom=prometheus'),
    )
    .showHelpAfterError('Run `pf-grafana --help` for the commands and their options.')
    .exitOverride();
  const own = [
    initCommand(),
    catalogCommand(),
    buildCommand(),
    forgetCommand(),
    listCommand(),
    docsCommand(),
    envCommand(),
    queryCommand(),
    validateCommand(),
    diffCommand(),
    testCommand(),
    liveCommand(),
    rulesCommand(),
    explainCommand(),
    schemaCommand(),
    doctorCommand(),
  ];
  for (const command of [...own, completionCommand(), ...(isOwn(argv, own) ? [] : await packCommands(argv))])
    program.addCommand(
      command.exitOverride().showHelpAfterError(`Run \`pf-grafana ${command.name()} --help\` for its options.`),
    );
  return withHelpLayout(program);
}

/** Whether a command line names one of our own commands; help and completion also list those of packs. */
function isOwn(argv: readonly string[], own: readonly Command[]): boolean {
  return own.some((command) => command.name() === argv[0]) && !argv.includes('--help');
}

function report(thrown: unknown): ExitCode {
  const error = refused(thrown) ?? thrown;
  // Commander has already printed its message; help and version exit with 0, a wrong command line with 1.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.clean : EXIT.couldNotRun;
  if (error instanceof UserError) {
    printToStderr(error.diagnostics);
    return error instanceof FindingsError ? EXIT.findings : EXIT.couldNotRun;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  printNote(`This is a bug in pf-grafana ${packageFile.version}; please report it with this stack:\n${stack}\n`);
  return EXIT.bug;
}
