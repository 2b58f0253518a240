import type { Command } from 'commander';

import { isPack, type Pack } from '../define/pack.ts';

// The one place where the tool meets the packs that come with its package: by the package's name, when the program runs.

/** Names of the packs that this package brings, by the package's name that a configuration uses. */
export const ownPacks: Readonly<Record<string, { readonly name: string; readonly load: () => Promise<unknown> }>> = {
  'pf-grafana/fleet': { name: 'fleet', load: async () => (await import('pf-grafana/fleet')).default },
};

/** A pack that this package brings; undefined for any other name. */
export async function loadOwnPack(use: string): Promise<Pack | undefined> {
  const pack = Object.hasOwn(ownPacks, use) ? await ownPacks[use]?.load() : undefined;
  return isPack(pack) ? pack : undefined;
}

/** The commands of the packs that this package brings: one for each pack, with its verbs below. */
export async function ownPackCommands(): Promise<{ readonly pack: string; readonly verbs: readonly Command[] }[]> {
  return Promise.all(
    Object.keys(ownPacks).map(async (use) => {
      const pack = await loadOwnPack(use);
      return { pack: pack?.content.name ?? use, verbs: (await pack?.content.commands?.()) ?? [] };
    }),
  );
}
