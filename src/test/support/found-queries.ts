import { expandQuery } from '../../interpolation/query/expand-query.ts';
import { type Language, languageOf } from '../../interpolation/query/language.ts';
import { type ChosenVariable, variablesIn } from '../../interpolation/query/query-variables.ts';
import { alertingOf, type Dashboard, dashboardsOf, datasourcesOf, type Folder, panelsOf, type Target, type Variable } from './out-folder.ts';
import { PERIOD } from './period.ts';

/** A query of the pack and where it stands. */
export interface FoundQuery {
  /** `pf-agent-fleet-v1: Metrics age A`. */
  readonly where: string;
  readonly place: 'panel' | 'annotation' | 'variable' | 'rule';
  readonly language: Language;
  readonly text: string;
  readonly target: Target;
  /** Type of the panel, where it stands in one. */
  readonly panelType?: string;
  /** The dashboard's variables; nothing in a rule, which has none. */
  readonly variables?: readonly Variable[];
}

/** A query as an engine would get it, with the choice of variables that made it so. */
export interface ExpandedQuery {
  readonly name: string;
  readonly query: FoundQuery;
  readonly text: string;
}

/** Sources that ask no engine: expressions, Grafana itself, another panel. */
const WITHOUT_QUERY = new Set(['__expr__', 'grafana', 'datasource']);

/** A quote, a dot and an ordinary name: what breaks a value that is put in without quoting or escaping. */
const SAMPLES = ["o'neil.1", 'pf_agent_002', 'third'];

/** Every query of a folder: panels, annotations, variables, alert rules. */
export function queriesOf(folder: Folder): FoundQuery[] {
  const types = new Map(datasourcesOf(folder).map(({ uid, type }) => [uid, type]));
  const ofRules = alertingOf(folder).groups.flatMap(({ rules }) => rules).flatMap((rule) =>
    (rule.data ?? []).filter(({ datasourceUid }) => datasourceUid !== '__expr__').flatMap(({ refId, datasourceUid, model }) =>
      found({ where: `rule ${rule.uid}: ${refId}`, place: 'rule' }, { ...model, datasource: { ...model.datasource, type: types.get(datasourceUid) ?? model.datasource?.type ?? '' } })));
  return [...dashboardsOf(folder).flatMap(({ json }) => queriesOfDashboard(json)), ...ofRules];
}

/** The query with every choice of its variables that makes another text of it; once when it names none. */
export function expansionsOf(query: FoundQuery): ExpandedQuery[] {
  return expansions(query).filter(({ problem }) => problem === undefined);
}

/** Why the query could not be sent, for every choice of its variables in which it could not. */
export function expansionProblems(query: FoundQuery): string[] {
  return expansions(query).flatMap(({ name, problem }) => (problem === undefined ? [] : [`${name}: ${problem}`]));
}

function expansions(query: FoundQuery): (ExpandedQuery & { readonly problem?: string })[] {
  const mentioned = variablesIn(query.text);
  const used = (query.variables ?? []).filter(({ name }) => mentioned.includes(name));
  const choices = used.length === 0 ? (['one'] as const) : (['one', 'many', 'all', 'none'] as const);
  const expanded = choices.map((choice) => {
    const name = used.length === 0 ? query.where : `${query.where}, ${choice} chosen`;
    try {
      return { name, query, text: expandQuery(query.language, query.text, PERIOD, query.variables && used.map((variable) => chosen(variable, choice))) };
    } catch (error) {
      return { name, query, text: name, problem: error instanceof Error ? error.message : String(error) };
    }
  });
  return expanded.filter(({ text }, index) => expanded.findIndex((other) => other.text === text) === index);
}

function queriesOfDashboard(dashboard: Dashboard): FoundQuery[] {
  const variables = dashboard.templating?.list ?? [];
  const at = (place: FoundQuery['place'], name: string): Origin => ({ where: `${dashboard.uid}: ${name}`, place, variables });
  return [
    ...panelsOf(dashboard).flatMap(({ type, title, targets = [] }) => targets.flatMap((target) => found({ ...at('panel', `${title} ${target.refId}`), ...(type ? { panelType: type } : {}) }, target))),
    ...(dashboard.annotations?.list ?? []).flatMap(({ name, datasource, expr, target }) => [
      ...(target ? found(at('annotation', `annotation ${name}`), { ...target, ...(target.datasource ? {} : { datasource: datasource ?? {} }) }) : []),
      ...(expr === undefined ? [] : found(at('annotation', `annotation ${name}`), { datasource: datasource ?? {}, expr })),
    ]),
    ...variables.filter(({ datasource }) => datasource).flatMap(({ name, datasource, query }) => {
      const text = variableText(query);
      return text === '' ? [] : found(at('variable', `variable ${name}`), { datasource: datasource ?? {}, expr: text, rawSql: text });
    }),
  ];
}

type Origin = Pick<FoundQuery, 'where' | 'place' | 'variables' | 'panelType'>;

function found(origin: Origin, target: Target): FoundQuery[] {
  const type = target.datasource?.type ?? '';
  if (WITHOUT_QUERY.has(type)) return [];
  const language = languageOf(type);
  if (!language) throw new Error(`${origin.where}: no language is known for a data source of type ${JSON.stringify(type)}`);
  const text = language === 'promql' || language === 'logql' ? target.expr : target.rawSql;
  if (text === undefined || text.trim() === '') throw new Error(`${origin.where}: there is no query text`);
  return [{ ...origin, language, text, target }];
}

/** A text, or an object in the form of the data source's own editor. */
function variableText(query: unknown): string {
  if (typeof query === 'string') return query;
  const { query: text, rawSql, label, stream } = (query ?? {}) as Readonly<Record<string, string | undefined>>;
  return text ?? rawSql ?? (label === undefined ? '' : `label_values(${stream ? `${stream}, ` : ''}${label})`);
}

function chosen(variable: Variable, choice: 'one' | 'many' | 'all' | 'none'): ChosenVariable {
  const { name, multi = false, includeAll = false, allValue } = variable;
  const options = optionsOf(variable);
  const [first = '', second = first] = options;
  const everything = allValue ? { raw: allValue } : options;
  const several = { one: [first], many: [first, second], all: includeAll ? everything : options, none: [] };
  const alone = { one: first, many: second, all: includeAll ? everything : second, none: variable.type === 'query' || variable.type === 'textbox' ? '' : second };
  return { name, multi, includeAll, isAll: includeAll && choice === 'all', value: (multi ? several : alone)[choice] };
}

/** A list of fixed options is taken as it stands; what a query would find is unknown here, so it is the nastiest there may be. */
function optionsOf({ type, options = [], query }: Variable): readonly string[] {
  if (type !== 'custom' && type !== 'interval' && type !== 'constant') return SAMPLES;
  const listed = options.flatMap(({ value }) => (value === undefined || value === '$__all' ? [] : [value]));
  return listed.length > 0 ? listed : String(query ?? '').split(',').map((option) => option.trim());
}
