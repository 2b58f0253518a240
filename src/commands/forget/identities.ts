import { UserError } from '../../diagnostics/errors.ts';
import type { Before } from '../../emit/before.ts';
import { manifestText } from '../../emit/manifest.ts';
import { MANIFEST } from '../../emit/own-files.ts';
import { writeFolder } from '../../emit/write.ts';
import type { Identities } from '../../grafana/identities.ts';

/** Resolves names to identities among those that are gone; throws a UserError if a name matches none, or several. */
export function chosenIdentities(names: readonly string[], known: Identities, gone: readonly string[]): string[] {
  const found = names.map((name) => ({
    name,
    keys: gone.filter((key) => key === name || key.split('/').slice(2).join('/') === name),
  }));
  const problems = found
    .filter(({ keys }) => keys.length !== 1)
    .map(({ name, keys }) => ({
      severity: 'error' as const,
      id: 'forget/unknown',
      message:
        keys.length > 1
          ? `"${name}" could be any of ${keys.join(', ')}.`
          : known[name]
            ? `${name} is still emitted, so there is nothing to forget.`
            : `Nothing called "${name}" is in a delete list.`,
      hint:
        known[name] && keys.length === 0
          ? 'Remove its definition and build; it is then deleted.'
          : gone.length > 0
            ? `In the delete lists: ${gone.join(', ')}.`
            : 'The delete lists are empty.',
    }));
  if (problems.length > 0) throw new UserError(problems);
  return found.flatMap(({ keys }) => keys);
}

/** Rewrites the manifest with these identities, and changes nothing else. */
export async function writeIdentities(identities: Identities, out: string, before: Before): Promise<void> {
  if (before.journal)
    throw new UserError({
      severity: 'error',
      id: 'output/interrupted',
      message: `A build of ${out} was interrupted, so its manifest is not complete.`,
      hint: 'Run `pf-grafana build` first.',
    });
  const plan = {
    created: [],
    changed: [MANIFEST],
    removed: [],
    edited: [],
    kept: [],
    foreign: [],
    unchanged: [],
    interrupted: false,
  };
  await writeFolder(
    {
      plan,
      folder: new Map([[MANIFEST, manifestText(before.manifest.files, identities, before.project)]]),
      hashes: {},
      identities,
    },
    out,
    before,
  );
}
