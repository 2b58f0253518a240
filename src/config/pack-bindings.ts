import type { Diagnostic } from '../diagnostics/diagnostics.ts';
import { didYouMean } from '../diagnostics/nearest.ts';
import type { PackContent } from '../define/pack.ts';
import type { PackUse } from '../define/pack-use.ts';
import type { ConfiguredSource, Settings } from '../define/settings.ts';
import { connectionOf } from '../define/source-connection.ts';
import type { Source } from '../define/sources.ts';
import type { PackHost, PlacedUse } from './packs.ts';

/** The data sources to which the project binds the handles of a pack, with their keys. */
export type Bound = Readonly<Record<string, ConfiguredSource & { readonly described?: Source }>>;

/** Resolves the data sources to which the project binds the handles of a pack; each missing one is a problem. */
export function bindings(
  { name, sources, connections }: PackContent,
  { sources: asked = {} }: PackUse,
  host: PackHost,
  locate: PlacedUse['locate'],
): { readonly bound: Bound; readonly problems: readonly Diagnostic[] } {
  const problems: Diagnostic[] = [];
  const bound: Record<string, Bound[string]> = {};
  const problem = (handle: string, message: string, hint: string) =>
    problems.push({ severity: 'error', id: 'pack/source', message, hint, at: locate(['sources', handle]) });
  const own = Object.entries(host.sources);
  for (const [handle, to] of Object.entries(asked)) {
    if (to === undefined) continue;
    const wanted = Object.hasOwn(sources, handle) ? sources[handle] : undefined;
    const target = typeof to === 'string' ? to : 'handle' in to ? to.handle : (host.handles.get(to) ?? '');
    const source = Object.hasOwn(host.sources, target) ? host.sources[target] : undefined;
    if (!wanted)
      problem(
        handle,
        `packs.${name}.sources binds "${handle}", which is not a handle of the pack "${name}".`,
        `Its handles are: ${Object.keys(sources).join(', ') || 'none'}.${didYouMean(handle, Object.keys(sources))}`,
      );
    else if (!source)
      problem(
        handle,
        typeof to === 'string'
          ? `packs.${name}.sources binds "${handle}" to "${to}", which is not a source under datasources.`
          : `packs.${name}.sources binds "${handle}" to a source that is not one of the project's datasources.`,
        `Add it under datasources, with its type ${wanted.type}.${typeof to === 'string' ? didYouMean(to, Object.keys(host.sources)) : ''}`,
      );
    else if (source.type !== wanted.type)
      problem(
        handle,
        `packs.${name}.sources binds "${handle}" to "${target}", which is of type ${source.type}; the queries of the pack are written for ${wanted.type}.`,
        `Bind a source of type ${wanted.type}: ${list(own.filter(([, { type }]) => type === wanted.type))}.`,
      );
    else {
      const described = host.described[target];
      bound[handle] = { ...source, ...(described ? { described } : {}) };
    }
  }
  for (const [handle, wanted] of Object.entries(sources)) {
    if ('facts' in wanted || Object.hasOwn(connections ?? {}, handle) || asked[handle] !== undefined) continue;
    // A misspelt handle was already reported.
    if (didYouMean(handle, Object.keys(asked)) !== '') continue;
    problem(
      handle,
      `The pack "${name}" needs a source of type ${wanted.type} for its handle "${handle}", and the project does not bind one.`,
      `Add sources: { ${handle}: … } where the pack is used. Sources of this type: ${list(own.filter(([, { type }]) => type === wanted.type))}.`,
    );
  }
  return { bound, problems };
}

function list(entries: readonly (readonly [string, unknown])[]): string {
  return entries.map(([name]) => name).join(', ') || 'none yet under datasources';
}

/** The bound data sources as definitions see them. */
export function refsOf(bound: Bound): Readonly<Record<string, ConfiguredSource>> {
  return Object.fromEntries(
    Object.entries(bound).map(([handle, { type, uid, provision }]) => [handle, { type, uid, provision }]),
  );
}

/**
 * Points bound handles to the data source they are bound to, with its connection settings; it is provisioned by the
 * project or already exists.
 */
export function withBound(datasources: Settings['datasources'], bound: Bound): Settings['datasources'] {
  return Object.fromEntries(
    Object.entries(datasources).map(([handle, usual]) => {
      const { uid, described } = bound[handle] ?? {};
      if (uid === undefined) return [handle, usual];
      const { connection, unsaid } = connectionOf(described ?? NOTHING_SAID, usual);
      return [handle, { ...connection, uid, provision: false, unsaid }];
    }),
  ) as Settings['datasources'];
}
const NOTHING_SAID: Source = { type: '', facts: {} };
