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
    .description('Take objects out of the delete lists, once Grafana has deleted them; without an argument, list them')
    .argument('[identity...]', 'such as rule/1/pf-drawdown, or its last part where that is enough')
    .option('--out <dir>', 'output folder', 'out')
    .option('--all', 'everything that is in a delete list')
    .addHelpText('after', examples('pf-grafana forget', 'pf-grafana forget rule/1/pf-margin-high'))
    .action(runForget);
}

async function runForget(names: readonly string[], options: ForgetOptions): Promise<void> {
  const { readBefore } = await import('../emit/before.ts');
  const before = readBefore(options.out, false);
  const gone = Object.keys(before.manifest.identities).filter((key) => before.manifest.identities[key]?.gone);
  if (names.length === 0 && !options.all) {
    if (gone.length === 0) printNote('Nothing is in a delete list.\n');
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
        ? 'Run `pf-grafana build` to take them out of the delete lists.\n'
        : 'Nothing is in a delete list.\n',
    ].join(''),
  );
}
