import type { SyntaxNode } from '@lezer/common';

import type { Catalog } from '../../catalog/catalog.ts';
import { type LogqlProblem, logqlProblems } from './logql-facts.ts';
import { isAsWritten } from './mapped-text.ts';
import { type PromqlFacts, promqlFacts } from './promql-facts.ts';
import { seriesLookup } from './promql-series.ts';
import type { ParsedExpression } from './prepare.ts';

/** The facts of the latest expression only: all rules check one expression before the next. */
let last:
  | { readonly expression: ParsedExpression; readonly catalog: Catalog | undefined; readonly facts: PromqlFacts }
  | undefined;

/** The tree and text of PromQL that parses; undefined for anything else. */
export function promqlOf({
  language,
  syntax,
  tree,
  mapped,
}: ParsedExpression): { tree: SyntaxNode; text: string } | undefined {
  return language === 'promql' && syntax.length === 0 && tree ? { tree, text: mapped.text } : undefined;
}

/** The tree and text of LogQL that parses; undefined for anything else. */
export function logqlOf({
  language,
  syntax,
  tree,
  mapped,
}: ParsedExpression): { tree: SyntaxNode; text: string } | undefined {
  return language === 'logql' && syntax.length === 0 && tree ? { tree, text: mapped.text } : undefined;
}

/** Labels and problems of a PromQL expression, computed once for all rules. */
export function factsOf(expression: ParsedExpression, catalog: Catalog | undefined): PromqlFacts | undefined {
  const promql = promqlOf(expression);
  if (!promql) return undefined;
  if (last?.expression !== expression || last.catalog !== catalog) {
    last = {
      expression,
      catalog,
      facts: promqlFacts(promql.tree, promql.text, {
        series: catalog && seriesLookup(catalog),
        isWritten: (from, to) => isAsWritten(expression.mapped, from, to),
      }),
    };
  }
  return last.facts;
}

/** What is wrong with the names and selectors of a LogQL expression. */
export function logqlProblemsOf(expression: ParsedExpression, catalog: Catalog | undefined): readonly LogqlProblem[] {
  const logql = logqlOf(expression);
  if (!logql) return [];
  const loki = catalog?.loki;
  return logqlProblems(
    logql.tree,
    logql.text,
    loki && { streamLabels: Object.keys(loki.streamLabels), fields: Object.keys(loki.structuredMetadata) },
  );
}
