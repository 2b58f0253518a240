import { Command } from 'commander';

import { UserError } from '../../../diagnostics/errors.ts';
import { serviceCommands } from '../commands/index.ts';

/** A program with only the services' commands, so that tests can run them without bundling the whole tool. */
try {
  const fleet = new Command('fleet');
  for (const verb of serviceCommands()) fleet.addCommand(verb);
  await fleet.parseAsync();
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  process.stderr.write(`${error.diagnostics.map(({ message, hint }) => `${message} ${hint ?? ''}`).join('\n')}\n`);
  process.exitCode = 2;
}
