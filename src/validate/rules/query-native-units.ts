import { promqlOf } from '../../folder/expressions/expression-facts.ts';
import { CHOOSERS } from '../../folder/expressions/promql-facts.ts';
import { childOf, labelNodes, nodesOf, operationOf, selectorOf } from '../../folder/expressions/promql-nodes.ts';
import { seriesLookup } from '../../folder/expressions/promql-series.ts';
import type { Rule } from '../rule.ts';

/** Aggregations whose result is not in the unit of their input. */
const UNITLESS = new Set(['count', 'group', 'count_values', ...CHOOSERS]);

/** Amounts in different currencies are not added up. */
export const queryNativeUnits: Rule = {
  id: 'query/native-units',
  severity: 'warning',
  description:
    'An aggregation of a metric in native units keeps the label currency, multiplies by a rate first, or is limited to one currency, if a catalog names the unit.',
  why: 'The catalog says that the metric is an amount in the currency of its label: a sum of bitcoins and dollars has no meaning.',
  bad: 'sum by (account) (wallet_balance)',
  good: 'sum by (account) (wallet_balance * on (currency) group_left () exchange_rate)',
  expression(expression, report, { catalog }) {
    const promql = promqlOf(expression);
    const series = catalog && seriesLookup(catalog);
    if (!promql || !series) return;
    const { tree, text } = promql;
    for (const node of nodesOf(tree, 'VectorSelector')) {
      const { name, matchers } = selectorOf(node, text);
      const facts = series(name);
      if (
        facts?.unit !== 'native' ||
        !facts.labels?.includes('currency') ||
        matchers.some(({ label, operator }) => label === 'currency' && operator === '=')
      )
        continue;
      for (let outer = node.parent; outer; outer = outer.parent) {
        // A product, such as with an exchange rate, changes the unit.
        if (outer.name === 'BinaryExpr' && childOf(outer, 'Mul')) break;
        if (outer.name === 'FunctionCall' && operationOf(outer, text).startsWith('absent')) break;
        if (outer.name !== 'AggregateExpr') continue;
        if (UNITLESS.has(operationOf(outer, text))) break;
        const modifier = childOf(outer, 'AggregateModifier');
        const isNamed = labelNodes(childOf(modifier, 'GroupingLabels')).some(
          ({ from, to }) => text.slice(from, to) === 'currency',
        );
        if (isNamed !== (childOf(modifier, 'Without') !== null)) continue;
        report({
          from: outer.from,
          to: outer.to,
          message: `${operationOf(outer, text)} mixes amounts of ${name} in different currencies`,
          hint: 'Keep currency in by(), choose one currency, or multiply by its rate first.',
        });
        break;
      }
    }
  },
};
