import { type PackParts, partNames } from '../compile/pack-parts.ts';
import { resolvePacks } from '../config/packs.ts';
import { resolveSettings } from '../config/resolve.ts';
import type { PackContent } from '../define/pack.ts';
import type { Settings } from '../define/settings.ts';

const nowhere = () => ({ file: 'the defaults' });

/** Names of all parts of a pack; undefined if it cannot be built without required settings. */
export async function packParts(content: PackContent): Promise<readonly string[] | undefined> {
  const settings = settingsAlone(content);
  return settings && partNames(await builtParts(content, settings));
}

/** Builds the definitions of a pack with the settings it gets. */
export async function builtParts(content: PackContent, settings: Settings): Promise<PackParts> {
  const { dashboards, ruleGroups } = await content.definitions();
  return {
    dashboards: dashboards.map((definition) => ({ spec: definition.build(settings), definition, settings })),
    groups: ruleGroups.map((definition) => ({ spec: definition.build(settings), definition, settings })),
  };
}

/** The settings of a project with only the pack, every handle bound to a source of its type. */
export function settingsAlone(content: PackContent): Settings | undefined {
  const handles = Object.entries(content.sources).filter(([, source]) => !('facts' in source));
  const needed = handles.filter(([handle]) => !Object.hasOwn(content.connections ?? {}, handle));
  const use = { sources: Object.fromEntries(needed.map(([handle]) => [handle, handle])) };
  const { packs } = resolvePacks([{ used: { kind: 'pack', content, use }, locate: nowhere }], {
    name: content.name,
    sources: Object.fromEntries(needed.map(([handle, { type }]) => [handle, { type, uid: handle, provision: false }])),
    described: {},
    handles: new Map(),
    receivers: {},
    hasPolicies: false,
  });
  const [pack] = packs;
  if (!pack) return undefined;
  const { settings } = resolveSettings({ name: content.name }, [], nowhere);
  const { tempo: _, ...datasources } = content.connections ?? { tempo: undefined };
  return pack.settings({ ...settings, datasources });
}
