import { loadOwnPack, ownPacks } from '../../config/content.ts';
import { resolveEnvironments } from '../../config/environments.ts';
import type { LoadedConfig } from '../../config/load.ts';
import { loadConfig } from '../../config/load-file.ts';
import type { ResolvedConfig } from '../../config/resolved.ts';
import type { UsedPack } from '../../define/pack.ts';
import { UserError } from '../../diagnostics/errors.ts';
import { didYouMean } from '../../diagnostics/nearest.ts';

/**
 * The project to document: the first environment of the configuration, or only a pack, with the defaults of its
 * options.
 */
export async function documentedProject(
  config: string | undefined,
  pack: string | undefined,
  environment: string | undefined,
): Promise<ResolvedConfig> {
  const loaded = config === undefined ? undefined : await loadConfig(config);
  const chosen = pack === undefined ? loaded : packAlone(await usedPack(pack, loaded));
  const [first] = chosen ? resolveEnvironments(chosen, pack === undefined ? environment : undefined) : [];
  if (!first) throw new Error('There is nothing to document.');
  return first;
}

/** Finds a pack by name, first in the configuration, then in this package. */
async function usedPack(name: string, loaded: LoadedConfig | undefined): Promise<UsedPack> {
  const here = loaded?.packs ?? [];
  const found = here.find(({ content }) => content.name === name);
  if (found) return { ...found, use: neededOptions(found) };
  const own = Object.entries(ownPacks).find(([use, facts]) => use === name || facts.name === name);
  const pack = own && (await loadOwnPack(own[0]));
  if (pack) return pack();
  const known = [...here.map(({ content }) => content.name), ...Object.values(ownPacks).map((facts) => facts.name)];
  throw new UserError({
    severity: 'error',
    id: 'usage/pack',
    message: `Unknown pack "${name}".`,
    hint: `Use one of: ${[...new Set(known)].join(', ')}.${didYouMean(name, known)}`,
  });
}

/** A pack is documented with its defaults; the project's values are used only for required options. */
function neededOptions({ content, use }: UsedPack): UsedPack['use'] {
  const needed = (content.optionSchema['required'] ?? []) as readonly string[];
  return needed.length > 0 && use.options ? { options: use.options } : {};
}

/** A project with only the pack; each handle that the pack does not provide is bound to a source of its type. */
function packAlone(used: UsedPack): LoadedConfig {
  const { name, title, sources, connections } = used.content;
  const needed = Object.entries(sources).filter(
    ([handle, source]) => !('facts' in source) && !Object.hasOwn(connections ?? {}, handle),
  );
  return {
    config: {
      name,
      title,
      datasources: Object.fromEntries(
        needed.map(([handle, { type }]) => [handle, { type, provision: false, uid: handle }]),
      ),
    },
    packs: [{ ...used, use: { ...used.use, sources: Object.fromEntries(needed.map(([handle]) => [handle, handle])) } }],
    locate: () => ({ file: 'the defaults' }),
    dependencies: [],
    pure: true,
  };
}
