import { factsOf, promqlOf } from '../../folder/expressions/expression-facts.ts';
import { lacks } from '../../folder/expressions/promql-labels.ts';
import { promqlFacts } from '../../folder/expressions/promql-facts.ts';
import { childOf, expressionsIn, labelNodes, nodesOf, selectorsBelow } from '../../folder/expressions/promql-nodes.ts';
import type { Rule } from '../rule.ts';

/** A ratio does not divide a series by itself. */
export const querySelfRatio: Rule = {
  id: 'query/self-ratio',
  severity: 'warning',
  description:
    'A ratio of a part to the whole drops the label that selects the part, so that no series is divided by itself.',
  why: 'Prometheus divides series with equal labels. If both sides keep the status label, the partner of an error series is that same error series: the ratio is 1 whenever there is an error, and NaN otherwise.',
  bad: 'rate(api_calls_count{status=~"5.."}[5m]) / rate(api_calls_count[5m])',
  good: 'sum by (endpoint) (rate(api_calls_count{status=~"5.."}[5m])) / sum by (endpoint) (rate(api_calls_count[5m]))',
  expression(expression, report, { catalog }) {
    const promql = promqlOf(expression);
    if (!promql || !factsOf(expression, catalog)) return;
    const { tree, text } = promql;
    for (const node of nodesOf(tree, 'BinaryExpr').filter((operation) => childOf(operation, 'Div'))) {
      // The grammar parses `a / b offset 1d` as an offset of the whole ratio.
      if (node.parent?.name === 'OffsetExpr' || node.parent?.name === 'StepInvariantExpr') continue;
      const [left, right] = expressionsIn(node);
      if (!left || !right || skeleton(text, left.from, left.to) !== skeleton(text, right.from, right.to)) continue;
      const [one, other] = [selectorsBelow(left, text), selectorsBelow(right, text)];
      if (one.length === 0) continue;
      const clause = childOf(node, 'MatchingModifierClause');
      const names = new Set(labelNodes(childOf(clause, 'GroupingLabels')).map(({ from, to }) => text.slice(from, to)));
      const isMatched = (label: string): boolean =>
        childOf(clause, 'On') ? names.has(label) : !(childOf(clause, 'Ignoring') && names.has(label));
      const labels = promqlFacts(left, text).labels;
      const filtered = [
        ...new Set([...one, ...other].flatMap(({ matchers }) => matchers.map(({ label }) => label))),
      ].filter((label) => matchersFor(one, label) !== matchersFor(other, label));
      // A series is divided by itself only if every label that distinguishes the part from the whole is kept and
      // matched.
      if (filtered.length === 0 && clause) continue;
      if (!labels || filtered.some((label) => lacks(labels, label) || !isMatched(label))) continue;
      report({
        from: node.from,
        to: node.to,
        message:
          filtered.length === 0
            ? 'both sides of the ratio are the same'
            : `the ratio divides each series by itself, because both sides keep the label ${filtered.join(', ')}`,
        hint: 'Sum both sides by the labels that you want to keep: sum by (…) (…) / sum by (…) (…).',
      });
    }
  },
};

/** The text without matchers, spaces and enclosing parentheses. */
function skeleton(text: string, from: number, to: number): string {
  const bare = text
    .slice(from, to)
    .replaceAll(/\{(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`[^`]*`|[^{}"'`])*\}/g, '')
    .replaceAll(/\s+/g, '');
  return bare.startsWith('(') && bare.endsWith(')') ? bare.slice(1, -1) : bare;
}

function matchersFor(selectors: ReturnType<typeof selectorsBelow>, label: string): string {
  return selectors
    .flatMap(({ matchers }) =>
      matchers.filter((matcher) => matcher.label === label).map(({ operator, value }) => `${operator}${value}`),
    )
    .join();
}
