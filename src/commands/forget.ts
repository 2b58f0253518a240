import { Command } from 'commander';

import type { Identities } from '../grafana/identities.ts';
import { inline } from '../report/quote.ts';
import { examples } from './examples.ts';
import { print, printNote } from './terminal.ts';

interface ForgetOptions {
  readonly out: string;
  readonly all?: true;
}

/** `pf-grafana forget` */
export function forgetCommand(): Command {
  return new Command('forget')
    .description(
      'Remove objects from the delete lists once Grafana has deleted them; without an argument, show the lists',
    )
    .argument('[identity...]', 'such as rule/1/pf-drawdown; the last part is enough if it is unique')
    .option('--out <dir>', 'output folder', 'out')
    .option('--all', 'everything in the delete lists')
    .addHelpText('after', examples('pf-grafana forget', 'pf-grafana forget rule/1/pf-margin-high'))
    .action(runForget);
}

async function runForget(names: readonly string[], options: ForgetOptions): Promise<void> {
  const { readBefore } = await import('../emit/before.ts');
  const before = readBefore(options.out, false);
  const gone = Object.keys(before.manifest.identities).filter((key) => before.manifest.identities[key]?.gone);
  if (names.length === 0 && !options.all) {
    if (gone.length === 0) printNote('The delete lists are empty.\n');
    print(gone.map((key) => `${inline(key)}\n`).join(''));
    return;
  }
  const { chosenIdentities, writeIdentities } = await import('./forget/identities.ts');
  const chosen = options.all ? gone : chosenIdentities(names, before.manifest.identities, gone);
  const left: Identities = Object.fromEntries(
    Object.entries(before.manifest.identities).filter(([key]) => !chosen.includes(key)),
  );
  if (chosen.length > 0) await writeIdentities(left, options.out, before);
  print(
    [
      ...chosen.map((key) => `forgot   ${inline(key)}\n`),
      chosen.length > 0
        ? 'Run `pf-grafana build` to remove them from the delete lists.\n'
        : 'The delete lists are empty.\n',
    ].join(''),
  );
}
