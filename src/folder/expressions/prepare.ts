import type { SyntaxNode } from '@lezer/common';

import type { Language } from '../../grafana/query-expansion/language.ts';
import type { AlertQuery, ProvisioningFolder, Query } from '../folder.ts';
import type { Approvals } from './approvals.ts';
import type { Expression, SyntaxProblem } from './expression.ts';
import { dashboardOf, expressionsOf, sourceUid } from './expressions.ts';
import { getOrInsert } from '../get-or-insert.ts';
import { hasMetricsql, isBalanced } from './metricsql.ts';
import { uniqueDashboards } from '../open-folder.ts';
import type { Source } from '../source/source.ts';
import type { SqlNames } from './sql-names.ts';
import type { JsonObject } from '../json.ts';

/** A parsed expression. */
export interface ParsedExpression extends Expression {
  readonly syntax: readonly SyntaxProblem[];
  /** MetricsQL that is not valid PromQL; it was not parsed. */
  readonly isOtherDialect?: true;
  /**
   * Not valid PromQL, but other queries of the same file and source are MetricsQL, so the parser's error may be wrong.
   */
  readonly mayBeOtherDialect?: true;
  /** For PromQL and LogQL. */
  readonly tree?: SyntaxNode;
  /** For SQL. */
  readonly names?: SqlNames;
  /** ClickHouse statements as polyglot's tree. */
  readonly statements?: readonly JsonObject[];
}

/** The queries of a folder, and the parsers that they need. */
export interface Queries {
  /** Whether the verdict on a file is already known, so that its expressions are not needed. */
  isJudged(source: Source): boolean;
  expressions(query: Query): readonly Expression[];
  parse(expression: Expression): ParsedExpression;
  /** Expressions approved before, which need no second check. */
  readonly approvals: Approvals | undefined;
  /** The parsed expression of an alert query; undefined when the query has no text. */
  ofAlert(query: AlertQuery): ParsedExpression | undefined;
}

type Parse = (text: string) => Omit<ParsedExpression, keyof Expression>;

/**
 * Expands the queries of a folder and loads the parsers that they need. Files for which `isJudged` is true have no
 * expressions.
 */
export async function prepareQueries(
  folder: ProvisioningFolder,
  approvals?: Approvals | undefined,
  isJudged: (source: Source) => boolean = () => false,
): Promise<Queries> {
  const owners = new WeakMap<Expression, Query>();
  const expressions = latestFile((query) => {
    const own = expressionsOf(query, folder.findSource);
    for (const expression of own) owners.set(expression, query);
    return own;
  });
  const dashboards = uniqueDashboards(folder.dashboards).filter(({ source }) => !isJudged(source));
  const ofAlertRules = folder.alertQueries.filter(({ source }) => !isJudged(source));
  const isAsked = (query: Query) => expressions(query).some((expression) => isNeeded(expression, approvals));
  const languages = (Object.keys(loaders) as Language[]).filter((language) => {
    const isOne = (query: Query) => query.language === language && isAsked(query);
    return (
      dashboards.some((dashboard) => dashboard.counts.queries.has(language) && dashboard.queries.some(isOne)) ||
      ofAlertRules.some(isOne)
    );
  });
  const parsers = new Map<Language, Parse>(
    await Promise.all(languages.map(async (language) => [language, await loaders[language]()] as const)),
  );
  const ofAlerts = new Map(
    folder.alertQueries.flatMap((query) => (query.owner.kind === 'alert' ? [[query.owner.query, query] as const] : [])),
  );
  const read = ({ language, mapped }: Expression): ReturnType<Parse> =>
    parsers.get(language)?.(mapped.text) ?? { syntax: [] };
  const isBesideOther = (expression: Expression): boolean => {
    const query = owners.get(expression);
    return siblings(query, folder.alertQueries).some((sibling) =>
      expressionsOf(sibling, folder.findSource).some((one) => isOtherDialect(one, read(one).syntax)),
    );
  };
  const parseOnce = (expression: Expression): ParsedExpression => {
    const parsed = read(expression);
    // Written in another dialect than the parser's, so its errors are not faults of the text.
    if (isOtherDialect(expression, parsed.syntax)) return { ...expression, syntax: [], isOtherDialect: true };
    const mayBeOther = parsed.syntax.length > 0 && isBalanced(expression.mapped.text) && isBesideOther(expression);
    return { ...expression, ...parsed, ...(mayBeOther ? { mayBeOtherDialect: true } : {}) };
  };
  // A dozen rules need the parsed alert expressions, and each goes through those of all files in turn.
  const parsedAlerts = new WeakMap<Expression, ParsedExpression>();
  const parse = (expression: Expression): ParsedExpression =>
    expression.role === 'alert'
      ? getOrInsert(parsedAlerts, expression, () => parseOnce(expression))
      : parseOnce(expression);
  return {
    isJudged,
    expressions: (query) => (isJudged(query.source) ? [] : expressions(query)),
    parse,
    approvals,
    ofAlert: (alertQuery) => {
      const query = ofAlerts.get(alertQuery);
      const [expression] = query ? expressions(query) : [];
      return expression && parse(expression);
    },
  };
}

/**
 * Caches the answers for alerts, and for the queries of one dashboard: queries are checked file by file, and caching
 * those of hundreds of dashboards would fill the memory.
 */
function latestFile<Answer>(ask: (query: Query) => Answer): (query: Query) => Answer {
  let source: Query['source'] | undefined;
  const known = new Map<Query, Answer>();
  const ofAlerts = new Map<Query, Answer>();
  return (query) => {
    if (query.owner.kind === 'alert') return getOrInsert(ofAlerts, query, () => ask(query));
    if (query.source !== source) known.clear();
    source = query.source;
    const answer = known.get(query) ?? ask(query);
    known.set(query, answer);
    return answer;
  };
}

/** The other queries in the same file, to the same source, that look like MetricsQL. */
function siblings(query: Query | undefined, ofAlerts: readonly Query[]): readonly Query[] {
  return query?.language === 'promql'
    ? (dashboardOf(query)?.queries ?? ofAlerts).filter(
        (other) =>
          other !== query &&
          other.source === query.source &&
          other.language === 'promql' &&
          sourceUid(other) === sourceUid(query) &&
          hasMetricsql(other.text),
      )
    : [];
}

/** Whether a query that is not valid PromQL may be MetricsQL, judging by its data source or its syntax. */
function isOtherDialect(
  { language, flavour, mapped: { text } }: Expression,
  syntax: readonly SyntaxProblem[],
): boolean {
  if (language !== 'promql' || syntax.length === 0 || !isBalanced(text)) return false;
  return flavour === 'VictoriaMetrics' || hasMetricsql(text);
}

/**
 * Whether an expression needs its parser. Rules about whole queries, alerts and dashboards also read the trees of
 * approved PromQL and LogQL; of approved SQL the text is enough, and its parsers take seconds to load.
 */
function isNeeded(expression: Expression, approvals: Approvals | undefined): boolean {
  const { language } = expression;
  return language === 'promql' || language === 'logql' || !isApproved(expression, approvals);
}

/**
 * Whether an earlier check found nothing in an expression. Macro problems depend on more than the text, so an
 * expression that has one is always checked.
 */
export function isApproved(expression: Expression, approvals: Approvals | undefined): boolean {
  return expression.macroProblems.length === 0 && approvals?.has(expression) === true;
}

/** A parser is heavy, so a folder without its language does not load it. */
const loaders: Readonly<Record<Language, () => Promise<Parse>>> = {
  promql: async () => (await import('./promql-parser.ts')).parsePromql,
  logql: async () => (await import('./logql-parser.ts')).parseLogql,
  postgres: async () => (await import('./postgres-parser.ts')).loadPostgresParser(),
  clickhouse: async () => (await import('./clickhouse-parser.ts')).parseClickhouse,
};
