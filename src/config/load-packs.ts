import { UserError } from '../diagnostics/errors.ts';
import type { Diagnostic } from '../diagnostics/diagnostics.ts';
import { didYouMean } from '../diagnostics/nearest.ts';
import { isPack, isUsedPack, type UsedPack } from '../define/pack.ts';
import type { NamedPack } from './config.ts';
import { loadOwnPack, ownPacks } from './content.ts';
import type { Locate } from './load.ts';

/** Loads a package or a file by its path, in the same way as the configuration itself. */
export type LoadModule = (specifier: string) => Promise<Origin & { readonly value: unknown }>;

/** The files a module was made from, as in `LoadedConfig`. */
interface Origin {
  readonly dependencies: readonly string[];
  readonly lookedFor: readonly string[];
  readonly pure: boolean;
}

/** Loads the entries of `packs` and collects their files; throws one UserError with every problem. */
export async function loadPacks(
  entries: readonly unknown[],
  load: LoadModule,
  locate: Locate,
): Promise<Origin & { readonly packs: readonly UsedPack[] }> {
  const packs: UsedPack[] = [];
  const origins: Origin[] = [];
  const problems: Diagnostic[] = [];
  for (const [index, entry] of entries.entries()) {
    const path = ['packs', String(index)];
    if (isUsedPack(entry)) packs.push(entry);
    else if (isPack(entry)) problems.push(unused(entry.content.name, path, locate));
    else if (isNamed(entry)) {
      const { use, ...said } = entry;
      const loaded = await loadNamed(use, load).catch((error: unknown) => {
        if (!(error instanceof UserError)) throw error;
        problems.push(unloadable(use, error, [...path, 'use'], locate));
        return undefined;
      });
      if (loaded === undefined) continue;
      origins.push(loaded);
      if (isPack(loaded.value)) packs.push({ kind: 'pack', content: loaded.value.content, use: said });
      else problems.push(notAPack(use, [...path, 'use'], locate));
    } else
      problems.push(
        typeof entry === 'string' ? named(entry, path, locate) : notAPack(`entry ${index + 1} of packs`, path, locate),
      );
  }
  if (problems.length > 0) throw new UserError(problems);
  return {
    packs,
    dependencies: origins.flatMap(({ dependencies }) => dependencies),
    lookedFor: origins.flatMap(({ lookedFor }) => lookedFor),
    pure: origins.every(({ pure }) => pure),
  };
}

async function loadNamed(use: string, load: LoadModule): ReturnType<LoadModule> {
  const own = await loadOwnPack(use);
  return own ? { value: own, dependencies: [], lookedFor: [], pure: true } : load(use);
}

function isNamed(entry: unknown): entry is NamedPack {
  return typeof entry === 'object' && entry !== null && 'use' in entry && typeof entry.use === 'string';
}

function unused(name: string, path: readonly string[], locate: Locate): Diagnostic {
  return {
    severity: 'error',
    id: 'pack/call',
    message: `packs lists the pack "${name}" itself instead of a call of it.`,
    hint: 'Call it: packs: [pack()], or packs: [pack({ options: … })].',
    at: locate(path),
  };
}

function named(entry: string, path: readonly string[], locate: Locate): Diagnostic {
  return {
    severity: 'error',
    id: 'pack/load',
    message: `entry ${Number(path.at(-1)) + 1} of packs is the string ${JSON.stringify(entry)}, which does not load a pack.`,
    hint: `Write { use: ${JSON.stringify(entry)} }; in TypeScript, import the pack and call it.`,
    at: locate(path),
  };
}

function notAPack(what: string, path: readonly string[], locate: Locate): Diagnostic {
  return {
    severity: 'error',
    id: 'pack/load',
    message: `${what} is not a pack.`,
    hint: 'A pack is the default export of its module, made with definePack.',
    at: locate(path),
  };
}

/** Suggests `pf-grafana/fleet` for `fleet`. */
function shortName(use: string): string {
  const own = Object.keys(ownPacks).find((name) => name.endsWith(`/${use}`));
  return own === undefined ? '' : ` Did you mean "${own}"?`;
}

function unloadable(use: string, error: UserError, path: readonly string[], locate: Locate): Diagnostic {
  return {
    severity: 'error',
    id: 'pack/load',
    message: `The pack ${use} cannot be loaded: ${error.diagnostics[0]?.message ?? error.message}`,
    hint: `Install its package beside the configuration, or give a path such as ./pack.ts.${didYouMean(use, Object.keys(ownPacks)) || shortName(use)}`,
    at: locate(path),
  };
}
