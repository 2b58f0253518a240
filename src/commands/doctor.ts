import { Command } from 'commander';

import { examples } from './examples.ts';
import { print } from './terminal.ts';

/** `pf-grafana doctor` */
export function doctorCommand(): Command {
  return new Command('doctor')
    .description(
      'Show which versions and engines are installed, what does not work without the others, and how to get them',
    )
    .option('--json', 'print as JSON')
    .addHelpText(
      'after',
      examples('pf-grafana doctor', "pf-grafana doctor --json | jq '.engines[] | select(.found | not).name'"),
    )
    .action(runDoctor);
}

async function runDoctor(options: { readonly json?: true }): Promise<void> {
  const { examine } = await import('./doctor/examine.ts');
  const { prettyExamination } = await import('./doctor/print.ts');
  const examination = await examine();
  print(options.json ? `${JSON.stringify(examination, null, 2)}\n` : prettyExamination(examination));
}
