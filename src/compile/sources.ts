import type { Diagnostic } from '../diagnostics/diagnostics.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { queriesOf, type RuleSpec } from '../define/rules.ts';
import { datasourceHandles, UNBOUND } from '../define/handles.ts';
import type { Settings } from '../define/settings.ts';
import type { JsonObject, JsonValue } from './context.ts';
import type { TargetFacts } from './target.ts';

/** A data source as a query names it. */
export interface SourceRef {
  readonly type: string;
  readonly uid: string;
}

/** A reference to a handle that the configuration has not resolved yet, such as `@metrics`; never a uid in Grafana. */
const HANDLE = /^@(.+)$/;
/** The default handle of each query language, by the uid that a panel function writes for it. */
const USUAL_HANDLES: ReadonlyMap<string, string> = new Map(
  Object.entries(datasourceHandles).map(([handle, { uid }]) => [uid, handle]),
);

/** The data source of a handle; undefined if the configuration does not have it. */
export function sourceOf(handle: string, { sources }: Settings, facts: TargetFacts): SourceRef | undefined {
  const source = Object.hasOwn(sources, handle) ? sources[handle] : undefined;
  return source && { type: pluginFor(source.type, facts), uid: source.uid };
}

/** Resolves a reference to a handle to the configured data source, with its plugin id in the target Grafana. */
export function resolveReference(ref: JsonObject, settings: Settings, facts: TargetFacts): JsonObject {
  const handle = handleOf(ref['uid']);
  const source =
    (handle === undefined ? undefined : sourceOf(handle, settings, facts)) ??
    (isUnbound(ref, settings) ? onlyOfType(ref['type'], settings, facts) : undefined);
  return source ? { ...source } : ref;
}

/**
 * Whether a panel function wrote this reference as a default: its language's usual handle, which the project does not
 * have.
 */
export function isUnbound(ref: unknown, { sources }: Settings): boolean {
  const uid = typeof ref === 'object' && ref !== null && 'uid' in ref ? ref.uid : undefined;
  if (uid === UNBOUND) return true;
  const usual = typeof uid === 'string' ? USUAL_HANDLES.get(uid) : undefined;
  return usual !== undefined && !Object.hasOwn(sources, usual);
}

/** The data source of a plugin, if there is exactly one. */
function onlyOfType(type: unknown, { sources }: Settings, facts: TargetFacts): SourceRef | undefined {
  const [only, second] = Object.values(sources).filter((source) => source.type === type);
  return only && !second ? { type: pluginFor(only.type, facts), uid: only.uid } : undefined;
}

/** The plugin id of a type in the target Grafana: PostgreSQL's was renamed when it was moved out of the core. */
export function pluginFor(type: string, facts: TargetFacts): string {
  return type === datasourceHandles.postgres.plugin ? facts.postgresType : type;
}

/** Rule queries with a data source that the configuration does not have. */
export function unknownSources(rules: readonly RuleSpec[], { sources }: Settings): Diagnostic[] {
  const known = Object.keys(sources);
  return rules.flatMap((rule) =>
    Object.values(queriesOf(rule))
      .filter(({ datasource }) => datasource === undefined || !known.includes(datasource))
      .map(({ datasource }): Diagnostic => {
        const what =
          datasource === undefined
            ? 'no data source'
            : `the data source "${datasource}", which the project does not have`;
        return {
          severity: 'error',
          id: 'alert/datasource',
          message: `Rule "${rule.title}" uses ${what}, so it could never be evaluated.`,
          hint: nearHandle(datasource ?? '', known),
        };
      }),
  );
}

/** False when the text of a dashboard shows that `openReferences` would find none, which is quicker to tell. */
export function mayHoldOpenReferences(text: string, { datasources }: Settings): boolean {
  return Object.keys(datasources).length === 0 || text.includes('"@');
}

/**
 * Unresolved references in a compiled dashboard: a handle that the project does not have, or a query without a data
 * source where the project has none or several of its type.
 */
export function openReferences(dashboard: JsonObject, settings: Settings): Diagnostic[] {
  const known = Object.keys(settings.sources);
  const open = referencesIn(dashboard).filter(
    ({ uid, ref }) => HANDLE.test(uid) || (Object.keys(settings.datasources).length === 0 && isUnbound(ref, settings)),
  );
  return [...new Map(open.map((found) => [found.uid, found])).values()].map(({ uid, ref, panel }): Diagnostic => {
    const handle = HANDLE.exec(uid)?.[1];
    const where = `${panel === undefined ? '' : `Panel "${panel}" of `}${panel === undefined ? 'D' : 'd'}ashboard "${String(dashboard['title'])}"`;
    if (handle !== undefined)
      return {
        severity: 'error',
        id: 'dashboard/datasource',
        message: `${where} uses the data source "${handle}", which the project does not have, so it would show an error.`,
        hint: nearHandle(handle, known),
      };
    const type = String(ref['type']);
    const fitting = Object.entries(settings.sources).filter(([, source]) => source.type === type);
    return {
      severity: 'error',
      id: 'dashboard/datasource',
      message: `${where} has a query that names no data source, and the project has ${fitting.length === 0 ? 'none' : 'several'} of the type ${type}.`,
      hint:
        fitting.length === 0
          ? 'Declare one under `datasources` of the project.'
          : `Add .datasource(c.sources.${fitting[0]?.[0] ?? ''}) to the panel, or make the query with promql(project.sources.${fitting[0]?.[0] ?? ''}, catalog). There are: ${fitting.map(([name]) => name).join(', ')}.`,
    };
  });
}

interface FoundReference {
  readonly uid: string;
  readonly ref: JsonObject;
  /** Title of the panel that contains it. */
  readonly panel: string | undefined;
}

/**
 * Collects the references in a value. It appends to one list because every value of every dashboard passes through
 * here.
 */
function referencesIn(value: JsonValue, found: FoundReference[] = [], panel?: string): FoundReference[] {
  if (typeof value !== 'object' || value === null) return found;
  if (Array.isArray(value)) {
    for (const item of value) referencesIn(item, found, panel);
    return found;
  }
  const inside = typeof value['gridPos'] === 'object' && value['type'] !== 'row' ? String(value['title'] ?? '') : panel;
  const { datasource } = value;
  if (
    typeof datasource === 'object' &&
    datasource !== null &&
    !Array.isArray(datasource) &&
    typeof datasource['uid'] === 'string'
  )
    found.push({ uid: datasource['uid'], ref: datasource, panel: inside });
  for (const key of Object.keys(value)) {
    const member = value[key];
    if (typeof member === 'object') referencesIn(member, found, inside);
  }
  return found;
}

function nearHandle(handle: string, known: readonly string[]): string {
  const [near] = nearest(handle, known);
  return near === undefined ? `Use one of: ${known.join(', ') || 'none'}.` : `Did you mean "${near}"?`;
}

function handleOf(uid: unknown): string | undefined {
  if (typeof uid !== 'string') return undefined;
  return HANDLE.exec(uid)?.[1] ?? USUAL_HANDLES.get(uid);
}
