import type { Diagnostic, Position } from '../diagnostics/diagnostics.ts';
import { withDefaults } from '../define/options.ts';
import type { PackContent, UsedPack } from '../define/pack.ts';
import type { PackUse } from '../define/pack-use.ts';
import type { ConfiguredSource, ConfiguredSources, Settings } from '../define/settings.ts';
import type { Source } from '../define/sources.ts';
import { schemaProblems } from './check.ts';
import { type Bound, bindings, refsOf, withBound } from './pack-bindings.ts';
import { useSchema } from './pack-schema.ts';
import { overrideWords, wordProblems } from './pack-words.ts';

/** What a project provides to the packs it uses. */
export interface PackHost {
  readonly name: string;
  /** Its own data sources by handle. */
  readonly sources: Readonly<Record<string, ConfiguredSource>>;
  /** Their keys, by handle. */
  readonly described: Readonly<Record<string, Source>>;
  /** Handles of data sources made in TypeScript, by object identity. */
  readonly handles: ReadonlyMap<unknown, string>;
  /** Types of its receivers by name. */
  readonly receivers: Readonly<Record<string, string>>;
  /** Whether it provisions notification policies. */
  readonly hasPolicies: boolean;
  /** The only severities and teams that rules may have, if the project declares them. */
  readonly severities?: readonly string[];
  readonly teams?: readonly string[];
}

/** A pack as one environment of a project uses it. */
export interface ResolvedPack {
  readonly content: PackContent;
  readonly use: PackUse;
  /** Data sources that the pack brings itself, because their handles are not bound to others. */
  readonly ownSources: readonly { readonly handle: string; readonly source: Source; readonly uid: string }[];
  /** The project's settings as its definitions see them. */
  readonly settings: (project: Settings) => Settings;
  readonly locate: PlacedUse['locate'];
}

/** A used pack, and a function for the position of its keys in the configuration. */
export interface PlacedUse {
  readonly used: UsedPack;
  readonly locate: (path: readonly string[]) => Position;
}

/** Resolves the packs of a project, and reports every problem in how it uses them. */
export function resolvePacks(
  uses: readonly PlacedUse[],
  host: PackHost,
): { readonly packs: readonly ResolvedPack[]; readonly problems: readonly Diagnostic[] } {
  const packs: ResolvedPack[] = [];
  const problems: Diagnostic[] = [];
  for (const { used, locate } of uses) {
    const { content, use } = used;
    // Data sources are TypeScript values, which a schema cannot check.
    const { sources: _, ...data } = use;
    const malformed = schemaProblems(useSchema(content), data, locate, ['packs', content.name]);
    const sources = bindings(content, use, host, locate);
    problems.push(...malformed, ...sources.problems);
    // The next checks need valid keys.
    if (malformed.length > 0) continue;
    problems.push(...wordProblems(content, use, host, locate), ...conflicts(content, use, host, locate));
    packs.push({ ...resolvedPack(content, use, sources.bound, host), locate });
  }
  return { packs, problems: [...twice(uses), ...problems, ...overrideWords(uses, host)] };
}

/**
 * The settings reduced to the data sources that packs bring. A handle that every pack binds is left out, because a data
 * source of the project replaces it and is checked as such.
 */
export function withBrought<S extends Pick<Settings, 'datasources'>>(settings: S, packs: readonly ResolvedPack[]): S {
  const isBound = (handle: string) =>
    packs.some(({ use }) => use.sources?.[handle] !== undefined) &&
    packs.every(
      ({ content, use }) => !Object.hasOwn(content.connections ?? {}, handle) || use.sources?.[handle] !== undefined,
    );
  const brought = Object.entries(settings.datasources).filter(([handle]) => !isBound(handle));
  return { ...settings, datasources: Object.fromEntries(brought) as Settings['datasources'] };
}

/** Reports a pack that is used twice with the same uids, which would create each of its parts twice. */
function twice(uses: readonly PlacedUse[]): Diagnostic[] {
  return uses.flatMap(({ used: { content, use }, locate }, index): Diagnostic[] => {
    const first = uses.findIndex(
      ({ used }) => used.content.name === content.name && used.use.uidPrefix === use.uidPrefix,
    );
    if (first === index) return [];
    return [
      {
        severity: 'error',
        id: 'pack/twice',
        message: `The pack "${content.name}" is used twice under the same uids (packs.${first} and packs.${index}), so Grafana would keep only one copy of each part.`,
        hint: 'Remove one of them, or give it its own `uidPrefix` and `folder`.',
        at: locate([]),
      },
    ];
  });
}

function conflicts(
  content: PackContent,
  { options = {} }: PackUse,
  { receivers, hasPolicies }: PackHost,
  locate: PlacedUse['locate'],
): Diagnostic[] {
  const filled = withDefaults(content.optionSchema, options) as object;
  return content.check(filled, { receivers, hasPolicies }).map(({ id = 'pack/options', paths, message, hint }) => ({
    severity: 'error',
    id,
    message,
    hint,
    at: locate(['options', ...(paths.at(-1) ?? '').split('.')]),
  }));
}

function resolvedPack(content: PackContent, use: PackUse, bound: Bound, host: PackHost): Omit<ResolvedPack, 'locate'> {
  const ownSources = Object.entries(content.sources).flatMap(([handle, source]) =>
    'facts' in source && !Object.hasOwn(bound, handle) && !Object.hasOwn(content.connections ?? {}, handle)
      ? [{ handle, source, uid: source.facts.uid ?? `${host.name.slice(0, 15)}-${content.name}-${handle}` }]
      : [],
  );
  const brought = Object.fromEntries(
    ownSources.map(({ handle, source: { type, facts }, uid }) => [
      handle,
      { type, uid, provision: facts.provision !== false },
    ]),
  );
  return {
    content,
    use,
    ownSources,
    settings: (project) => {
      const options = merged(use.options ?? {}, project.tenantOptions?.[content.name] ?? {});
      const datasources = withBound(project.datasources, bound);
      return {
        ...project,
        uidPrefix: use.uidPrefix ?? project.uidPrefix,
        folder: use.folder ?? project.folder,
        // Safe: defaults do not change that it is an object.
        options: withDefaults(content.optionSchema, options) as Settings['options'],
        datasources,
        sources: { ...connected(content, datasources), ...brought, ...refsOf(bound) },
        alerting: inWordsOf(use, project.alerting),
      };
    },
  };
}

/** The project's routes under the pack's names for severities and teams. */
function inWordsOf({ severities = {}, teams = {} }: PackUse, alerting: Settings['alerting']): Settings['alerting'] {
  const renamed = <T>(map: Readonly<Record<string, T>>, words: Readonly<Record<string, string | undefined>>) => ({
    ...map,
    ...Object.fromEntries(
      Object.entries(words).flatMap(([word, mapped]) => {
        const value = mapped === undefined ? undefined : map[mapped];
        return value === undefined ? [] : [[word, value] as const];
      }),
    ),
  });
  const routes = (own: Settings['alerting']['routes']) => renamed(own, severities);
  return {
    ...alerting,
    routes: routes(alerting.routes),
    teams: renamed(Object.fromEntries(Object.entries(alerting.teams).map(([team, own]) => [team, routes(own)])), teams),
  };
}

/** The handles of a pack whose data sources are described under `datasources` of the configuration. */
function connected({ connections, sources }: PackContent, datasources: Settings['datasources']): Bound {
  return Object.fromEntries(
    Object.entries(sources).flatMap(([handle, { type }]) => {
      const source = Object.hasOwn(connections ?? {}, handle)
        ? datasources[handle as keyof ConfiguredSources]
        : undefined;
      return source ? [[handle, { type, uid: source.uid, provision: source.provision }]] : [];
    }),
  );
}

/** Merges the second value into the first: maps key by key, everything else replaced. */
export function merged(base: unknown, own: unknown): unknown {
  if (!isMap(base) || !isMap(own)) return own;
  return {
    ...base,
    ...Object.fromEntries(
      Object.entries(own).map(([key, value]) => [key, key in base ? merged(base[key], value) : value]),
    ),
  };
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
