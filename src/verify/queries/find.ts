import { type Language, languageOf } from '../../interpolation/query/language.ts';
import { type Dashboard, dashboardsOf, datasourcesOf, type FilesByPath, type Panel, panelsOf, rulesOf, type Target, type Variable } from './grafana-files.ts';

/** A query of a folder and where it stands. */
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
  /** The dashboard's variables; nothing in a rule, which has none. */
  readonly variables?: readonly Variable[];
  /** Seconds before the time of evaluation, for a rule. */
  readonly relativeTimeRange?: { readonly from: number; readonly to: number };
  /** `timeInterval` of the data source. */
  readonly datasourceInterval?: string;
}

type Origin = Omit<FoundQuery, 'language' | 'text' | 'target' | 'datasourceInterval'>;
type Sources = ReadonlyMap<string, { readonly type: string; readonly interval?: string }>;

/** Sources that ask no engine: expressions, Grafana itself, another panel. */
const WITHOUT_QUERY = new Set(['__expr__', 'grafana', 'datasource', 'alertmanager']);

/** Returns every query of a folder: panels, annotations, variables, alert rules. Throws for a query of an unknown kind of source. */
export function findQueries(files: FilesByPath): FoundQuery[] {
  const sources: Sources = new Map(datasourcesOf(files).map(({ uid, type, jsonData }) => [uid, { type, ...(jsonData?.timeInterval ? { interval: jsonData.timeInterval } : {}) }]));
  return [...dashboardsOf(files).flatMap((dashboard) => ofDashboard(dashboard, sources)), ...rulesOf(files).flatMap((rule) =>
    (rule.data ?? []).filter(({ datasourceUid }) => datasourceUid !== '__expr__').flatMap(({ refId, datasourceUid, model, relativeTimeRange }) => {
      const origin: Origin = { where: `rule ${rule.uid}: ${refId}`, place: 'rule', owner: rule.uid, title: rule.title ?? rule.uid, ...(relativeTimeRange ? { relativeTimeRange } : {}) };
      return found(origin, { ...model, refId, datasource: { ...model.datasource, uid: datasourceUid } }, sources);
    }))];
}

function ofDashboard(dashboard: Dashboard, sources: Sources): FoundQuery[] {
  const variables = dashboard.templating?.list ?? [];
  const at = (place: Origin['place'], title: string, name: string): Origin => ({ where: `${dashboard.uid}: ${name}`, place, owner: dashboard.uid, title, variables });
  return [
    ...panelsOf(dashboard).flatMap((panel) => (panel.targets ?? []).flatMap((target) => {
      const origin = { ...at('panel', panel.title ?? '', `${panel.title} ${target.refId}`), panel };
      return found(origin, target.datasource ? target : { ...target, ...(panel.datasource ? { datasource: panel.datasource } : {}) }, sources);
    })),
    ...(dashboard.annotations?.list ?? []).flatMap(({ name = '', datasource, expr, target }) => {
      const origin = at('annotation', name, `annotation ${name}`);
      const own = target?.datasource ?? datasource ?? {};
      // Grafana 10.1 reads the PromQL of an annotation beside the target, newer ones inside it.
      return [...(target ? found(origin, { ...target, datasource: own }, sources) : []), ...(expr === undefined ? [] : found(origin, { datasource: own, expr }, sources))];
    }),
    ...variables.filter(({ datasource }) => datasource).flatMap(({ name, datasource, query }) => {
      const text = variableText(query);
      return text === '' ? [] : found(at('variable', name, `variable ${name}`), { datasource: datasource ?? {}, expr: text, rawSql: text }, sources);
    }),
  ];
}

function found(origin: Origin, target: Target, sources: Sources): FoundQuery[] {
  const source = sources.get(target.datasource?.uid ?? '');
  const type = source?.type ?? target.datasource?.type ?? '';
  if (WITHOUT_QUERY.has(type)) return [];
  const language = languageOf(type);
  if (!language) throw new Error(`${origin.where}: no language is known for a data source of type ${JSON.stringify(type)}`);
  const text = language === 'promql' || language === 'logql' ? target.expr : target.rawSql;
  if (text === undefined || text.trim() === '') throw new Error(`${origin.where}: there is no query text`);
  return [{ ...origin, language, text, target, ...(source?.interval ? { datasourceInterval: source.interval } : {}) }];
}

/** A text, or an object in the form of the data source's own editor. */
function variableText(query: unknown): string {
  if (typeof query === 'string') return query;
  const { query: text, rawSql, label, stream } = (query ?? {}) as Readonly<Record<string, string | undefined>>;
  return text ?? rawSql ?? (label === undefined ? '' : `label_values(${stream ? `${stream}, ` : ''}${label})`);
}
