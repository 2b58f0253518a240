import { Help } from 'commander';
import type { Command } from 'commander';

/** A narrower help text is hardly readable, so a smaller COLUMNS is ignored. */
const NARROWEST = 40;
const USUAL = 80;

/** Sets the layout of the help of a command and its subcommands: the width the user wants, and no empty defaults. */
export function withHelpLayout(command: Command): Command {
  command
    .configureOutput({
      getOutHelpWidth: () => helpWidth(process.stdout),
      getErrHelpWidth: () => helpWidth(process.stderr),
    })
    .configureHelp({
      // The default of a repeatable option is an empty list, which means nothing to the reader.
      optionDescription: (option) => new Help().optionDescription(option).replace(/ \(default: \[\]\)$/, ''),
    });
  for (const below of command.commands) withHelpLayout(below);
  return command;
}

/** The width of a help text: COLUMNS, or the width of the terminal, or 80. */
export function helpWidth(
  { columns }: { readonly columns?: number },
  environment: Readonly<Record<string, string | undefined>> = process.env,
): number {
  const given = Number(environment['COLUMNS']);
  return Number.isInteger(given) && given >= NARROWEST ? given : (columns ?? USUAL);
}
