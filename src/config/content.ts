import type { Command } from 'commander';

import { isPack, type Pack } from '../define/pack.ts';

// The only place where the tool refers to the packs shipped with it; it loads them at run time by package name.

/** The packs shipped with this package, by the specifier that a configuration uses. */
export const ownPacks: Readonly<Record<string, { readonly name: string; readonly load: () => Promise<unknown> }>> = {
  'pf-grafana/fleet': { name: 'fleet', load: async () => (await import('pf-grafana/fleet')).default },
};

/** Loads a pack shipped with this package; undefined for any other name. */
export async function loadOwnPack(use: string): Promise<Pack | undefined> {
  const pack = Object.hasOwn(ownPacks, use) ? await ownPacks[use]?.load() : undefined;
  return isPack(pack) ? pack : undefined;
}

/** The commands of the shipped packs: one for each pack, with its verbs as subcommands. */
export async function ownPackCommands(): Promise<{ readonly pack: string; readonly verbs: readonly Command[] }[]> {
  return Promise.all(
    Object.keys(ownPacks).map(async (use) => {
      const pack = await loadOwnPack(use);
      return { pack: pack?.content.name ?? use, verbs: (await pack?.content.commands?.()) ?? [] };
    }),
  );
}
