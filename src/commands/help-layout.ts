import { Help } from 'commander';
import type { Command } from 'commander';

/** Narrower than this a help text is hardly readable, so a smaller COLUMNS is not used. */
const NARROWEST = 40;
const USUAL = 80;

/** Lays out the help of a command, and of those below it: as wide as the user wants, and without empty defaults. */
export function withHelpLayout(command: Command): Command {
  command
    .configureOutput({
      getOutHelpWidth: () => helpWidth(process.stdout),
      getErrHelpWidth: () => helpWidth(process.stderr),
    })
    .configureHelp({
      // An option that may be repeated begins as an empty list, which tells a reader nothing.
      optionDescription: (option) => new Help().optionDescription(option).replace(/ \(default: \[\]\)$/, ''),
    });
  for (const below of command.commands) withHelpLayout(below);
  return command;
}

/** Columns of a help text: those that COLUMNS gives, else those of the terminal; otherwise 80. */
export function helpWidth(
  { columns }: { readonly columns?: number },
  environment: Readonly<Record<string, string | undefined>> = process.env,
): number {
  const given = Number(environment['COLUMNS']);
  return Number.isInteger(given) && given >= NARROWEST ? given : (columns ?? USUAL);
}
