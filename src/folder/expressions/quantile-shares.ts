import type { SyntaxNode } from '@lezer/common';

import { promqlRange } from '../value-ranges/promql-range.ts';
import { isPoint } from '../value-ranges/range.ts';
import { logqlOf, promqlOf } from './expression-facts.ts';
import { logqlNodes } from './logql-facts.ts';
import type { ParsedExpression } from './prepare.ts';
import { argumentsOf, nodesOf, operationOf } from './promql-nodes.ts';

const OF_SERIES = new Set(['histogram_quantile', 'quantile_over_time', 'quantile']);
/** A level written as a number: `percentile_cont(0.9)` or `quantile(0.9)(x)`. */
const IN_SQL = /\b(?:percentile_(?:cont|disc)\s*\(\s*|(?:quantiles?\w*|median\w*)\s*\(\s*)(-?\d+(?:\.\d+)?)\s*\)/gi;

/** A quantile level that a query gives as a number. */
export interface Share {
  readonly value: number;
  readonly from: number;
  readonly to: number;
  /** Whether the database rejects a level out of range. */
  readonly isRefused: boolean;
}

/** Every quantile of a query whose level is known. */
export function sharesIn(expression: ParsedExpression): Share[] {
  const promql = promqlOf(expression);
  if (promql)
    return [...nodesOf(promql.tree, 'FunctionCall'), ...nodesOf(promql.tree, 'AggregateExpr')].flatMap((call) => {
      const [share] = OF_SERIES.has(operationOf(call, promql.text)) ? argumentsOf(call) : [];
      const range = share && promqlRange(share, promql.text);
      return share && range && isPoint(range) ? [shareAt(share, range.low)] : [];
    });
  const logql = logqlOf(expression);
  if (logql)
    return logqlNodes(logql.tree, 'RangeAggregationExpr').flatMap((call) => {
      const number = call.getChild('RangeOp')?.getChild('QuantileOverTime') ? call.getChild('Number') : null;
      return number ? [shareAt(number, Number(logql.text.slice(number.from, number.to)))] : [];
    });
  if (expression.language !== 'postgres' && expression.language !== 'clickhouse') return [];
  const { text } = expression.mapped;
  return [...text.matchAll(IN_SQL)].flatMap(({ 0: whole, 1: share = '', index }) => {
    // In ClickHouse, quantile(x) has a column in the parentheses; a level is followed by a second pair.
    const isLevel = /^percentile/i.test(whole) || /^\s*\(/.test(text.slice(index + whole.length));
    const from = index + whole.lastIndexOf(share);
    return isLevel ? [{ value: Number(share), from, to: from + share.length, isRefused: true }] : [];
  });
}

function shareAt({ from, to }: SyntaxNode, value: number): Share {
  return { value, from, to, isRefused: false };
}
