import type { Diagnostic } from '../diagnostics/diagnostics.ts';
import { didYouMean } from '../diagnostics/nearest.ts';
import { withDefaults } from '../define/options.ts';
import type { UsedPack } from '../define/pack.ts';
import { schemaProblems } from './check.ts';
import type { Config, TenantConfig } from './config.ts';
import type { Locate } from './load.ts';
import { merged } from './packs.ts';
import { useSchema } from './pack-schema.ts';

/**
 * Reports tenant settings for packs that the project does not use, or that conflict with the pack; each finding names
 * the tenant.
 */
export function tenantOptionProblems(config: Config, uses: readonly UsedPack[], locate: Locate): Diagnostic[] {
  const names = uses.map(({ content }) => content.name);
  return Object.entries(config.tenants ?? {}).flatMap(([id, tenant]) =>
    Object.entries(tenant.packs ?? {}).flatMap(([pack, own]): readonly Diagnostic[] => {
      const path = ['tenants', id, 'packs', pack];
      const place: Locate = (below) => locate([...path, ...below]);
      const used = uses.find(({ content }) => content.name === pack);
      if (!used) return [unknownPack(path, pack, names, locate)];
      const options = merged(used.use.options ?? {}, own.options ?? {});
      const malformed = schemaProblems(useSchema(used.content), { options }, place, path);
      return malformed.length > 0 ? malformed : conflicts(used, options, tenant, place);
    }),
  );
}

/** The finding for a pack that is named in an environment or tenant but not used by the project. */
export function unknownPack(
  path: readonly string[],
  pack: string,
  known: readonly string[],
  locate: Locate,
): Diagnostic {
  return {
    severity: 'error',
    id: 'pack/unknown',
    message: `${path.join('.')} belongs to a pack that the project does not use, so it would have no effect.`,
    hint: `Packs of the project: ${known.join(', ') || 'none'}.${didYouMean(pack, known)}`,
    at: locate(path),
  };
}

function conflicts(
  { content }: UsedPack,
  options: unknown,
  { receivers = {} }: TenantConfig,
  place: Locate,
): Diagnostic[] {
  // Safe: defaults do not change that it is an object.
  const filled = withDefaults(content.optionSchema, options) as object;
  const types = Object.fromEntries(Object.entries(receivers).map(([name, { type }]) => [name, type]));
  return content
    .check(filled, { hasPolicies: true, receivers: types })
    .map(({ id = 'pack/options', paths, message, hint }) => ({
      severity: 'error',
      id,
      message,
      hint,
      at: place(['options', ...(paths.at(-1) ?? '').split('.')]),
    }));
}
