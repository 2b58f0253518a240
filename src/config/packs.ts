import type { Diagnostic, Position } from '../diagnostics/diagnostics.ts';
import { didYouMean } from '../diagnostics/nearest.ts';
import { withDefaults } from '../define/options.ts';
import type { PackContent, UsedPack } from '../define/pack.ts';
import type { PackUse } from '../define/pack-use.ts';
import type { ConfiguredSource, ConfiguredSources, Settings } from '../define/settings.ts';
import { connectionOf } from '../define/source-connection.ts';
import type { Source } from '../define/sources.ts';
import { schemaProblems } from './check.ts';
import { useSchema } from './pack-schema.ts';

/** What a project offers the packs that it uses. */
export interface PackHost {
  readonly name: string;
  /** Its own sources by handle. */
  readonly sources: Readonly<Record<string, ConfiguredSource>>;
  /** What it says of them, by handle. */
  readonly described: Readonly<Record<string, Source>>;
  /** Handles of sources that stand in TypeScript, by their value. */
  readonly handles: ReadonlyMap<unknown, string>;
  /** Types of its receivers by name. */
  readonly receivers: Readonly<Record<string, string>>;
  /** Whether it provisions notification policies. */
  readonly hasPolicies: boolean;
  /** The only words that rules may have, where it declares them. */
  readonly severities?: readonly string[];
  readonly teams?: readonly string[];
}

/** A pack as one environment of a project has it. */
export interface ResolvedPack {
  readonly content: PackContent;
  readonly use: PackUse;
  /** Sources that it brings and that nothing else is bound in the place of. */
  readonly ownSources: readonly { readonly handle: string; readonly source: Source; readonly uid: string }[];
  /** The project's settings as its definitions see them. */
  readonly settings: (project: Settings) => Settings;
  readonly locate: PlacedUse['locate'];
}

/** A pack in use, and where a path of what is said of it stands. */
export interface PlacedUse {
  readonly used: UsedPack;
  readonly locate: (path: readonly string[]) => Position;
}

/** The packs of a project, with all that is wrong in how it uses them. */
export function resolvePacks(
  uses: readonly PlacedUse[],
  host: PackHost,
): { readonly packs: readonly ResolvedPack[]; readonly problems: readonly Diagnostic[] } {
  const packs: ResolvedPack[] = [];
  const problems: Diagnostic[] = [];
  for (const { used, locate } of uses) {
    const { content, use } = used;
    // Sources are values of TypeScript, which a schema does not look into.
    const { sources: _, ...data } = use;
    const malformed = schemaProblems(useSchema(content), data, locate, ['packs', content.name]);
    const sources = bindings(content, use, host, locate);
    problems.push(...malformed, ...sources.problems);
    // What is checked next stands on these.
    if (malformed.length > 0) continue;
    problems.push(...wordProblems(content, use, host, locate), ...conflicts(content, use, host, locate));
    packs.push({ ...resolvedPack(content, use, sources.bound, host), locate });
  }
  return { packs, problems };
}

/** The words that the rules of packs have in the project, where every pack says its own; undefined means any. */
export function severityWords(uses: readonly UsedPack[]): ReadonlySet<string> | undefined {
  if (uses.length === 0 || uses.some(({ content }) => content.severities.length === 0)) return undefined;
  return new Set(uses.flatMap(({ content, use }) => content.severities.map((word) => use.severities?.[word] ?? word)));
}

type Bound = Readonly<Record<string, ConfiguredSource & { readonly described?: Source }>>;

/** Where the handles of a pack lead that the project binds; a problem for each that leads nowhere. */
function bindings(
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
        `packs.${name}.sources binds "${handle}" to "${target}", which is of type ${source.type}; the pack asks it in the language of ${wanted.type}.`,
        `Bind a source of type ${wanted.type}: ${list(own.filter(([, { type }]) => type === wanted.type))}.`,
      );
    else {
      const described = host.described[target];
      bound[handle] = { ...source, ...(described ? { described } : {}) };
    }
  }
  for (const [handle, wanted] of Object.entries(sources)) {
    if ('facts' in wanted || Object.hasOwn(connections ?? {}, handle) || asked[handle] !== undefined) continue;
    // A misspelt handle was told of.
    if (didYouMean(handle, Object.keys(asked)) !== '') continue;
    problem(
      handle,
      `The pack "${name}" needs a source of type ${wanted.type} for its handle "${handle}", and the project binds none.`,
      `Add sources: { ${handle}: … } to its use. Sources of this type: ${list(own.filter(([, { type }]) => type === wanted.type))}.`,
    );
  }
  return { bound, problems };
}

function list(entries: readonly (readonly [string, unknown])[]): string {
  return entries.map(([name]) => name).join(', ') || 'none yet under datasources';
}

/** Words of the pack that the project does not declare under any name. */
function wordProblems(
  { name, severities, teams }: PackContent,
  use: PackUse,
  host: PackHost,
  locate: PlacedUse['locate'],
): Diagnostic[] {
  const undeclared = (
    key: 'severities' | 'teams',
    what: string,
    words: readonly string[],
    known: readonly string[] | undefined,
  ) =>
    words.flatMap((word): Diagnostic[] => {
      const mapped = use[key]?.[word] ?? word;
      if (known === undefined || known.includes(mapped)) return [];
      return [
        {
          severity: 'error',
          id: `pack/${what}`,
          message: `The pack "${name}" has the ${what} "${word}"${mapped === word ? '' : `, mapped to "${mapped}"`}, which the project does not declare, so no route would match its rules.`,
          hint: `Map it to one of ${known.join(', ')}: ${key}: { ${word}: ${known[0] ?? '…'} }.${didYouMean(mapped, known)}`,
          at: locate([key, word]),
        },
      ];
    });
  return [
    ...undeclared('severities', 'severity', severities, host.severities),
    ...undeclared('teams', 'team', teams, host.teams),
  ];
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
        // An object stays an object.
        options: withDefaults(content.optionSchema, options) as Settings['options'],
        datasources,
        sources: { ...connected(content, datasources), ...brought, ...refsOf(bound) },
        alerting: inWordsOf(use, project.alerting),
      };
    },
  };
}

/** The project's receivers by the pack's words. */
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

function refsOf(bound: Bound): Readonly<Record<string, ConfiguredSource>> {
  return Object.fromEntries(
    Object.entries(bound).map(([handle, { type, uid, provision }]) => [handle, { type, uid, provision }]),
  );
}

/** Bound handles lead to a source that the project provisions, or its team, and are reached as that one is. */
function withBound(datasources: Settings['datasources'], bound: Bound): Settings['datasources'] {
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

/** Handles whose sources the configuration's `datasources` describes. */
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

/** The second value over the first: maps key by key, everything else replaced. */
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
