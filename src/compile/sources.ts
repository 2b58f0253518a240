import type { Diagnostic } from '../diagnostics/diagnostics.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { queriesOf, type RuleSpec } from '../define/rules.ts';
import { datasourceHandles } from '../define/handles.ts';
import type { Settings } from '../define/settings.ts';
import type { JsonObject } from './context.ts';
import type { TargetFacts } from './target.ts';

/** A data source as a query names it. */
export interface SourceRef {
  readonly type: string;
  readonly uid: string;
}

/** A reference to a handle, before the configuration says where it leads: `@metrics`, which is no uid of Grafana's. */
const HANDLE = /^@(.+)$/;

/** The data source of a handle; undefined where the configuration has none. */
export function sourceOf(handle: string, { sources }: Settings, facts: TargetFacts): SourceRef | undefined {
  const source = Object.hasOwn(sources, handle) ? sources[handle] : undefined;
  return source && { type: pluginFor(source.type, facts), uid: source.uid };
}

/** Sends a reference to a handle where the configuration points it, with the plugin id of the target Grafana. */
export function resolveReference(ref: JsonObject, settings: Settings, facts: TargetFacts): JsonObject {
  const handle = handleOf(ref['uid']);
  const source =
    (handle === undefined ? undefined : sourceOf(handle, settings, facts)) ??
    (isUnbound(ref, settings) ? onlyOfType(ref['type'], settings, facts) : undefined);
  return source ? { ...source } : ref;
}

/**
 * Whether a reference is one that a panel function wrote for want of a better: its language's usual handle, which the
 * project does not have.
 */
export function isUnbound(ref: unknown, { sources }: Settings): boolean {
  const uid = typeof ref === 'object' && ref !== null && 'uid' in ref ? ref.uid : undefined;
  const usual = Object.entries(datasourceHandles).find(([, facts]) => facts.uid === uid)?.[0];
  return usual !== undefined && !Object.hasOwn(sources, usual);
}

/** The one source of a plugin, where there is one. */
function onlyOfType(type: unknown, { sources }: Settings, facts: TargetFacts): SourceRef | undefined {
  const [only, second] = Object.values(sources).filter((source) => source.type === type);
  return only && !second ? { type: pluginFor(only.type, facts), uid: only.uid } : undefined;
}

/** The plugin id of a type in the target Grafana: PostgreSQL's was renamed when it was moved out of the core. */
export function pluginFor(type: string, facts: TargetFacts): string {
  return type === datasourceHandles.postgres.plugin ? facts.postgresType : type;
}

/** Queries of rules that ask a handle which the configuration lacks. */
export function unknownSources(rules: readonly RuleSpec[], { sources }: Settings): Diagnostic[] {
  const known = Object.keys(sources);
  return rules.flatMap((rule) =>
    Object.values(queriesOf(rule))
      .filter(({ datasource }) => !known.includes(datasource))
      .map(({ datasource }): Diagnostic => {
        const [near] = nearest(datasource, known);
        return {
          severity: 'error',
          id: 'alert/datasource',
          message: `Rule "${rule.title}" asks the data source "${datasource}", which the project does not have, so it could never be evaluated.`,
          hint: near === undefined ? `Name one of: ${known.join(', ') || 'none'}.` : `Did you mean "${near}"?`,
        };
      }),
  );
}

function handleOf(uid: unknown): string | undefined {
  if (typeof uid !== 'string') return undefined;
  return HANDLE.exec(uid)?.[1] ?? Object.entries(datasourceHandles).find(([, facts]) => facts.uid === uid)?.[0];
}
