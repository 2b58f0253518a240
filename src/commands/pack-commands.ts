import { Command } from 'commander';

import { ownPackCommands } from '../config/content.ts';
import { findConfig } from '../config/load.ts';
import { UserError } from '../diagnostics/errors.ts';
import { examples } from './examples.ts';

/** Commands that became commands of a pack. */
const MOVED: Readonly<Record<string, string>> = { simulate: 'fleet simulate' };

/**
 * One command for each pack that has commands: the packs of this package, and, unless the command line names one of
 * those, the packs used by the configuration here.
 */
export async function packCommands(argv: readonly string[]): Promise<Command[]> {
  const [name = ''] = argv;
  const moved = Object.hasOwn(MOVED, name) ? MOVED[name] : undefined;
  if (moved !== undefined) return [movedCommand(name, moved)];
  const own = await ownPackCommands();
  const isKnown = own.some(({ pack }) => pack === name);
  const here = isKnown ? [] : await packsHere(own.map(({ pack }) => pack));
  return [...own, ...here].filter(({ verbs }) => verbs.length > 0).map(packCommand);
}

/** The packs of the configuration in the working directory; an unreadable configuration must not prevent help. */
async function packsHere(known: readonly string[]): Promise<{ pack: string; verbs: readonly Command[] }[]> {
  try {
    const config = findConfig();
    if (config === undefined) return [];
    const { loadConfig } = await import('../config/load-file.ts');
    const { packs } = await loadConfig(config);
    const others = packs.filter(({ content }) => !known.includes(content.name));
    return await Promise.all(
      others.map(async ({ content }) => ({ pack: content.name, verbs: (await content.commands?.()) ?? [] })),
    );
  } catch (error) {
    if (error instanceof UserError) return [];
    throw error;
  }
}

function packCommand({ pack, verbs }: { readonly pack: string; readonly verbs: readonly Command[] }): Command {
  const helps = verbs.slice(0, 2).map((verb) => `pf-grafana ${pack} ${verb.name()} --help`);
  const command = new Command(pack)
    .description(`Run a command of the pack "${pack}"`)
    .addHelpText('after', examples(...helps));
  for (const verb of verbs) {
    for (const below of verb.commands) below.exitOverride();
    command.addCommand(
      verb.exitOverride().showHelpAfterError(`Run \`pf-grafana ${pack} ${verb.name()} --help\` for its options.`),
    );
  }
  return command;
}

function movedCommand(name: string, to: string): Command {
  return new Command(name)
    .allowUnknownOption()
    .allowExcessArguments()
    .helpOption(false)
    .action(() => {
      throw new UserError({
        severity: 'error',
        id: 'usage/moved',
        message: `\`pf-grafana ${name}\` is now a command of a pack.`,
        hint: `Run \`pf-grafana ${to}\` with the same options.`,
      });
    });
}
