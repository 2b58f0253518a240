import { existsSync } from 'node:fs';

import { findConfig } from '../../config/load.ts';
import { UserError } from '../../diagnostics/errors.ts';
import type { ObjectDiff } from '../../diff/change.ts';
import type { NamedDiff } from '../../diff/print/words.ts';
import type { CompiledPack } from '../../compile/compile.ts';

/** Adds the definition lines of changed objects, if the working directory contains the project that defines them. */
export async function withDefinitionLines(diffs: readonly NamedDiff[]): Promise<readonly NamedDiff[]> {
  const isOurs = ({ kind, change }: ObjectDiff) => (kind === 'rule' || kind === 'dashboard') && change !== 'removed';
  if (!diffs.some(({ objects }) => objects.some(isOurs))) return diffs;
  const compiled = await compiledHere();
  if (!compiled) return diffs;
  const { definitionOf } = await import('../validate/definitions.ts');
  return diffs.map(({ name, objects }) => ({
    name,
    objects: objects.map((object) => {
      if (!isOurs(object)) return object;
      const definedAt = definitionOf(object.kind === 'rule' ? 'rule' : 'dashboard', object.identity, compiled);
      return definedAt ? { ...object, definedAt } : object;
    }),
  }));
}

/** The compiled configuration of the working directory; compile errors are left to the build. */
async function compiledHere(): Promise<CompiledPack | undefined> {
  try {
    const config = findConfig(undefined);
    if (config === undefined || !existsSync(config)) return undefined;
    const { loadConfig } = await import('../../config/load-file.ts');
    const { resolveEnvironments } = await import('../../config/environments.ts');
    const { compileProject } = await import('../project.ts');
    const [first] = resolveEnvironments(await loadConfig(config), undefined);
    return first && (await compileProject(first)).compiled;
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
