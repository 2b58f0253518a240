import type { AlertSpec, RuleExpression, Threshold } from '../../define/rules.ts';

/** The condition of an alert rule, in words. */
export function limitOf(rule: AlertSpec): string {
  return 'threshold' in rule ? thresholdText(rule.threshold) : conditionText(rule.condition, rule);
}

type Several = Extract<AlertSpec, { readonly condition: string }>;

/** `above 15, recovers at 13`; for a range, both ends. */
function thresholdText({ is, value, recover }: Threshold): string {
  const words: Readonly<Record<Threshold['is'], string>> = {
    above: 'above',
    below: 'below',
    equal: 'equal to',
    different: 'different from',
    atLeast: 'at least',
    atMost: 'at most',
    within: 'within',
    outside: 'outside',
  };
  const text = (limit: typeof value) => (typeof limit === 'number' ? `${limit}` : limit.join(' to '));
  return `${words[is]} ${text(value)}${recover === undefined ? '' : `, recovers at ${text(recover)}`}`;
}

/** The condition of a rule with several queries. */
function conditionText(refId: string, rule: Several): string {
  const expression = expressionOf(refId, rule);
  if (expression === undefined) return `${refId} is not 0`;
  if ('when' in expression) {
    const made = expressionOf(expression.threshold, rule);
    // A number computed from others, such as a ratio to a limit, means nothing without its formula.
    const subject = made !== undefined && 'math' in made ? `${subjectText(expression.threshold, rule)} ` : '';
    return subject + thresholdText(expression.when);
  }
  if ('math' in expression) return expression.math;
  return 'sql' in expression ? expression.sql.replaceAll(/\s+/g, ' ') : `${refId} is not 0`;
}

/** The meaning of a refId: its formula, with the names of the functions that wrote the queries. */
function subjectText(refId: string, rule: Several, seen: readonly string[] = []): string {
  if (seen.includes(refId)) return refId;
  const expression = expressionOf(refId, rule);
  if (expression === undefined) return rule.queries[refId]?.origin ?? refId;
  const inner = (other: string) => subjectText(other, rule, [...seen, refId]);
  if ('math' in expression)
    return expression.math.replaceAll(
      /\$(?:\{(\w+)\}|(\w+))/g,
      (_found, braced: string | undefined, bare: string | undefined) => inner(braced ?? bare ?? ''),
    );
  return 'reduce' in expression ? inner(expression.reduce) : refId;
}

function expressionOf(refId: string, { expressions }: Several): RuleExpression | undefined {
  return Object.hasOwn(expressions, refId) ? expressions[refId] : undefined;
}
