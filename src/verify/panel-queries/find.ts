import { type Language, languageOf } from '../../grafana/query-expansion/language.ts';
import { askedSource, datasourceRef } from '../../folder/entities/dashboards.ts';
import { uidOfName } from '../../folder/entities/datasources.ts';
import { isObject } from '../../folder/json.ts';
import {
  type Dashboard,
  dashboardsOf,
  datasourcesOf,
  type FilesByPath,
  type Panel,
  panelsOf,
  rulesOf,
  type Target,
  type Variable,
} from './grafana-files.ts';

/** A query of a folder and where it is. */
export interface FoundQuery {
  /** `pf-agent-fleet-v1: Metrics age A`. */
  readonly where: string;
  readonly place: 'panel' | 'annotation' | 'variable' | 'rule';
  /** Uid of the dashboard or the rule. */
  readonly owner: string;
  /** Name of the panel, annotation, variable or rule. */
  readonly title: string;
  readonly language: Language;
  readonly text: string;
  readonly target: Target;
  readonly panel?: Panel;
  /** The dashboard's variables; undefined for a rule, which has none. */
  readonly variables?: readonly Variable[];
  /** Range of a rule's query, in seconds before the evaluation. */
  readonly relativeTimeRange?: { readonly from: number; readonly to: number };
  /** `timeInterval` of the data source. */
  readonly datasourceInterval?: string;
}

type Origin = Omit<FoundQuery, 'language' | 'text' | 'target' | 'datasourceInterval'>;
type Sources = ReadonlyMap<string, { readonly type: string; readonly interval?: string }>;

/** Sources that query no engine: expressions, Grafana itself, another panel. */
const WITHOUT_QUERY = new Set(['__expr__', 'grafana', 'datasource', 'alertmanager']);

/** A query of a panel that cannot be sent, and why. */
export interface UnreadQuery {
  readonly refId: string;
  /** Type of its data source, if it is known. */
  readonly type: string;
  readonly problem: string;
}

/**
 * Returns every query of a folder: panels, annotations, variables, alert rules. Throws for a query whose data source
 * type is not supported.
 */
export function findQueries(files: FilesByPath): FoundQuery[] {
  const sources = sourcesOf(files);
  return [
    ...dashboardsOf(files).flatMap((dashboard) => ofDashboard(dashboard, sources)),
    ...rulesOf(files).flatMap((rule) =>
      (rule.data ?? [])
        .filter(({ datasourceUid }) => datasourceUid !== '__expr__')
        .flatMap(({ refId, datasourceUid, model, relativeTimeRange }) => {
          const origin: Origin = {
            where: `rule ${rule.uid}: ${refId}`,
            place: 'rule',
            owner: rule.uid,
            title: rule.title ?? rule.uid,
            ...(relativeTimeRange ? { relativeTimeRange } : {}),
          };
          return found(origin, { ...model, refId, datasource: { ...model.datasource, uid: datasourceUid } }, sources);
        }),
    ),
  ];
}

/**
 * Returns the queries of one panel in order or, for a query that no engine here can run, the reason. `known` has the
 * types, by uid, of sources that no file provisions.
 */
export function queriesOfPanel(
  files: FilesByPath,
  dashboard: Dashboard,
  panel: Panel,
  known: ReadonlyMap<string, string> = new Map(),
): (FoundQuery | UnreadQuery)[] {
  const sources = new Map([...[...known].map(([uid, type]) => [uid, { type }] as const), ...sourcesOf(files)]);
  const variables = dashboard.templating?.list ?? [];
  return (panel.targets ?? []).filter(isObject).flatMap((target): (FoundQuery | UnreadQuery)[] => {
    const asked = askedBy(target, panel);
    const posed = question(asked, sources, variables);
    if (!posed) return [];
    return [
      posed.problem === undefined
        ? {
            where: `${dashboard.uid}: ${panel.title} ${target.refId}`,
            place: 'panel',
            owner: dashboard.uid,
            title: panel.title ?? '',
            variables,
            panel,
            ...posed,
            target: asked,
          }
        : posed,
    ];
  });
}

function sourcesOf(files: FilesByPath): Sources {
  return new Map(
    datasourcesOf(files).flatMap(({ uid, name, type, jsonData }) => {
      const source = { type, ...(jsonData?.timeInterval ? { interval: jsonData.timeInterval } : {}) };
      return [
        ...(name === undefined ? [] : [[name, source] as const]),
        [uid || uidOfName(name ?? ''), source] as const,
      ];
    }),
  );
}

function ofDashboard(dashboard: Dashboard, sources: Sources): FoundQuery[] {
  const variables = dashboard.templating?.list ?? [];
  const at = (place: Origin['place'], title: string, name: string): Origin => ({
    where: `${dashboard.uid}: ${name}`,
    place,
    owner: dashboard.uid,
    title,
    variables,
  });
  return [
    ...panelsOf(dashboard).flatMap((panel) =>
      (panel.targets ?? []).flatMap((target) => {
        const origin = { ...at('panel', panel.title ?? '', `${panel.title} ${target.refId}`), panel };
        return found(origin, askedBy(target, panel), sources);
      }),
    ),
    ...(dashboard.annotations?.list ?? []).flatMap(({ name = '', datasource, expr, target }) => {
      const origin = at('annotation', name, `annotation ${name}`);
      const own = target?.datasource ?? datasource ?? {};
      // Grafana 10.1 reads the PromQL of an annotation beside the target, newer releases inside it.
      return [
        ...(target ? found(origin, { ...target, datasource: own }, sources) : []),
        ...(expr === undefined ? [] : found(origin, { datasource: own, expr }, sources)),
      ];
    }),
    ...variables
      .filter(({ datasource }) => datasource)
      .flatMap(({ name, datasource, query }) => {
        const text = variableText(query);
        return text === ''
          ? []
          : found(
              at('variable', name, `variable ${name}`),
              { datasource: datasource ?? {}, expr: text, rawSql: text },
              sources,
            );
      }),
  ];
}

/** The query with the data source that Grafana actually uses. */
function askedBy(target: Target, panel: Panel): Target {
  const datasource = askedSource(datasourceRef(target.datasource), datasourceRef(panel.datasource));
  return datasource ? { ...target, datasource } : target;
}

function found(origin: Origin, target: Target, sources: Sources): FoundQuery[] {
  const asked = question(target, sources, origin.variables ?? []);
  if (asked?.problem !== undefined) throw new Error(`${origin.where}: ${asked.problem}`);
  return asked ? [{ ...origin, ...asked, target }] : [];
}

/** The language and text of a query, or why they are not known; undefined for one that queries no engine. */
function question(
  target: Target,
  sources: Sources,
  variables: readonly Variable[],
):
  | (Pick<FoundQuery, 'language' | 'text' | 'datasourceInterval'> & { readonly problem?: undefined })
  | UnreadQuery
  | undefined {
  const type = typeOf(target, sources, variables);
  if (WITHOUT_QUERY.has(type)) return undefined;
  const unread = (problem: string): UnreadQuery => ({ refId: target.refId ?? '', type, problem });
  const language = languageOf(type);
  if (!language) return unread(unknownLanguage(type, datasourceRef(target.datasource)?.uid ?? ''));
  const text = language === 'promql' || language === 'logql' ? target.expr : target.rawSql;
  if (text === undefined || text.trim() === '') return unread('there is no query text');
  const interval = sources.get(datasourceRef(target.datasource)?.uid ?? '')?.interval;
  return { language, text, ...(interval ? { datasourceInterval: interval } : {}) };
}

function unknownLanguage(type: string, uid: string): string {
  return type === '' && uid !== ''
    ? `the type of the data source ${JSON.stringify(uid)} is not known: give it, for example with --datasource ${JSON.stringify(uid)}=prometheus`
    : `no language is known for a data source of type ${JSON.stringify(type)}`;
}

/** The type of a query's data source: from the folder, from the reference, or from the variable that offers it. */
function typeOf({ datasource }: Target, sources: Sources, variables: readonly Variable[]): string {
  const ref = datasourceRef(datasource);
  const [, name] = /^\$\{?(\w+)/.exec(ref?.uid ?? '') ?? [];
  const offered = variables.find((variable) => variable.name === name && variable.type === 'datasource')?.query;
  return sources.get(ref?.uid ?? '')?.type ?? ref?.type ?? (typeof offered === 'string' ? offered : '');
}

/** The text of a variable's query: a string, or an object as the data source's own editor saves it. */
function variableText(query: unknown): string {
  if (typeof query === 'string') return query;
  const { query: text, rawSql, label, stream } = (query ?? {}) as Readonly<Record<string, string | undefined>>;
  return text ?? rawSql ?? (label === undefined ? '' : `label_values(${stream ? `${stream}, ` : ''}${label})`);
}
