import type { Command, Option } from 'commander';

/** The words that may follow a command. */
export interface CommandWords {
  /** Command names from the top, without the program's: `fleet exporter`; empty for the program. */
  readonly path: readonly string[];
  readonly commands: readonly Word[];
  readonly options: readonly OptionWords[];
  /** The allowed values of the first argument; empty if anything is allowed. */
  readonly argument: readonly string[];
}
export interface Word {
  readonly name: string;
  readonly description: string;
}
export interface OptionWords extends Word {
  /** Whether the option takes a value. */
  readonly takesValue: boolean;
  /** The allowed values; empty if anything is allowed, such as a file. */
  readonly choices: readonly string[];
}

/** Returns the words of a program and of every command below it. */
export function wordsOf(command: Command, path: readonly string[] = []): CommandWords[] {
  const help: OptionWords = { name: '--help', description: 'display help', takesValue: false, choices: [] };
  const own: CommandWords = {
    path,
    commands: command.commands.map((one) => ({ name: one.name(), description: one.description() })),
    options: [...command.options.flatMap(optionWords), help],
    argument: command.registeredArguments[0]?.argChoices ?? [],
  };
  return [own, ...command.commands.flatMap((one) => wordsOf(one, [...path, one.name()]))];
}

function optionWords({ long, description, required, optional, argChoices = [] }: Option): OptionWords[] {
  return long ? [{ name: long, description, takesValue: required || optional, choices: argChoices }] : [];
}
