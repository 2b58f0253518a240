import { Command } from 'commander';

import { UserError } from '../../../diagnostics/errors.ts';
import { bookCommand } from '../commands/book.ts';
import { sinkCommand } from '../commands/sink.ts';
import { webhookCommand } from '../commands/webhook.ts';

/** A program: the verbs of the services by themselves, so that a test can start and kill them without bundling the whole tool. */
const program = new Command('fleet').addCommand(webhookCommand()).addCommand(sinkCommand()).addCommand(bookCommand());
try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  process.stderr.write(`${error.diagnostics.map(({ message, hint }) => `${message} ${hint ?? ''}`).join('\n')}\n`);
  process.exitCode = 2;
}
