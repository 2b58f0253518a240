import { Argument, Command } from 'commander';

import type { Shell } from './completion/scripts.ts';
import { examples } from './examples.ts';

/** `pf-grafana completion <shell>`: covers the whole program, which is the command's parent when it runs. */
export function completionCommand(): Command {
  return new Command('completion')
    .description('Print a script that completes commands and options in your shell')
    .addArgument(new Argument('<shell>', 'the shell to complete in').choices(['bash', 'zsh', 'fish'] satisfies Shell[]))
    .addHelpText(
      'after',
      examples(
        'source <(pf-grafana completion bash)',
        'pf-grafana completion fish > ~/.config/fish/completions/pf-grafana.fish',
      ),
    )
    .action(runCompletion);
}

async function runCompletion(shell: Shell, _options: object, command: Command): Promise<void> {
  const { completionScript } = await import('./completion/scripts.ts');
  const { wordsOf } = await import('./completion/words.ts');
  // Safe: Commander sets the parent of every command added to a program.
  process.stdout.write(completionScript(shell, wordsOf(command.parent as Command)));
}
