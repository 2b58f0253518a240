import { inputsOf } from '../expression-inputs.ts';
import type { AlertQuery, AlertRule } from '../folder.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { literalPattern } from '../../grafana/go-pattern.ts';
import { catalogFor } from './catalog-for.ts';
import { factsOf, logqlOf } from './expression-facts.ts';
import { logqlNodes } from './logql-facts.ts';
import { closed, either, type LabelSet, lacks, NO_LABELS, open } from './promql-labels.ts';
import type { ParsedExpression, Queries } from './prepare.ts';

/** Why the alert instances of a rule certainly lack a label; undefined when they may have it. */
export type LackOf = (label: string) => string | undefined;

/** What the labels of a query are worked out from. */
export interface LabelSources {
  readonly queries: Queries | undefined;
  readonly catalog: Catalog | undefined;
}

/** Returns the check for labels that a rule's alert instances lack; it finds nothing when the queries are not known. */
export function lackOf(alert: AlertRule, { queries, catalog }: LabelSources): LackOf {
  if (!queries) return () => undefined;
  const condition = alert.queries.find(({ refId }) => refId === alert.json['condition']);
  if (!condition) return () => undefined;
  if (condition.model['type'] === 'classic_conditions')
    return () => 'a classic condition makes one alert without labels from all series';
  const sources = sourcesOf(condition, alert, new Set());
  const asked = sources.map((source) => queries.ofAlert(source));
  // A query that cannot be parsed might return any label.
  if (asked.length === 0 || asked.some((expression) => !expression || expression.syntax.length > 0))
    return () => undefined;
  const expressions = asked.filter((expression) => expression !== undefined);
  return (label) =>
    expressions.every((expression) => isLacking(expression, label, catalog))
      ? `${expressions.length === 1 ? 'its query does' : 'its queries do'} not return it`
      : undefined;
}

/** The data source queries from which a rule's condition is computed. */
export function sourcesBehind(alert: AlertRule): readonly AlertQuery[] {
  const condition = alert.queries.find(({ refId }) => refId === alert.json['condition']);
  return condition ? sourcesOf(condition, alert, new Set()) : [];
}

/** Whether a Prometheus or Loki query returns a series over time rather than one number, as it does by default. */
export function isOverRange({ isExpression, model, json }: AlertQuery): boolean {
  if (isExpression || typeof model['expr'] !== 'string' || model['expr'] === '') return false;
  return (
    model['range'] === true || (model['instant'] !== true && (model['queryType'] || json['queryType']) !== 'instant')
  );
}

/** The queries and expressions of a rule that its condition uses, directly or indirectly. */
export function chainOf(alert: AlertRule): readonly AlertQuery[] {
  const found = new Set<AlertQuery>();
  const follow = (query: AlertQuery): void => {
    if (found.has(query)) return;
    found.add(query);
    for (const { refId } of inputsOf(query))
      for (const input of alert.queries.filter((other) => other.refId === refId)) follow(input);
  };
  for (const query of alert.queries.filter(({ refId }) => refId === alert.json['condition'])) follow(query);
  return [...found];
}

function sourcesOf(query: AlertQuery, alert: AlertRule, seen: Set<AlertQuery>): AlertQuery[] {
  if (seen.has(query)) return [];
  seen.add(query);
  if (!query.isExpression) return [query];
  return inputsOf(query).flatMap(({ refId }) =>
    alert.queries.filter((other) => other.refId === refId).flatMap((input) => sourcesOf(input, alert, seen)),
  );
}

function isLacking(expression: ParsedExpression, label: string, catalog: Catalog | undefined): boolean {
  if (expression.language === 'promql' || expression.language === 'logql')
    return lacks(either(labelsReturned(expression, catalog), closed([])), label);
  // In SQL a column becomes a label, so a name that does not occur in the text cannot be one.
  return (
    !/\*/.test(expression.mapped.text.replaceAll(/count\(\s*\*\s*\)/gi, '').replaceAll(/\S\s*\*\s*\S/g, '')) &&
    !new RegExp(String.raw`(?<!\w)${literalPattern(label)}(?!\w)`, 'i').test(expression.mapped.text)
  );
}

/** The labels that a PromQL or LogQL query returns; an open set when they are not known. */
function labelsReturned(expression: ParsedExpression, catalog: Catalog | undefined): LabelSet {
  const facts = factsOf(expression, catalogFor(expression, catalog));
  if (facts) return facts.labels ?? NO_LABELS;
  const logql = logqlOf(expression);
  if (!logql) return open();
  const aggregation = logqlNodes(logql.tree, 'VectorAggregationExpr')[0];
  // Only the outermost by() decides.
  if (!aggregation || logqlNodes(logql.tree, 'BinOpExpr').length > 0) return open();
  const grouping = aggregation.getChild('Grouping');
  if (grouping?.getChild('Without')) return open();
  const names = grouping
    ? logqlNodes(grouping, 'Identifier').filter(({ from, to }) => from >= grouping.from && to <= grouping.to)
    : [];
  return closed(names.map(({ from, to }) => logql.text.slice(from, to)));
}
