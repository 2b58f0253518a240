import type { Diagnostic } from '../diagnostics/diagnostics.ts';
import type { Query } from '../folder/folder.ts';
import type { IsHidden } from './hidden-queries.ts';
import type { Context, ExpressionFinding, Rule } from './rule.ts';
import { pointer, writtenPath } from '../folder/source/source.ts';
import { verdictKey } from '../folder/expressions/approvals.ts';
import { catalogFor } from '../folder/expressions/catalog-for.ts';
import type { Expression } from '../folder/expressions/expression.ts';
import { isApproved } from '../folder/expressions/prepare.ts';

/** Returns a function that finds the problems of a query's text; equal texts are checked once. */
export function expressionJudge(
  rules: readonly Rule[],
  context: Context,
  isHidden: IsHidden,
): (query: Query) => Diagnostic[] {
  const { queries } = context;
  const asking = rules.filter(({ expression }) => expression);
  if (!queries || asking.length === 0) return () => [];
  const verdicts = new Map<string, readonly Found[]>();
  const verdict = (expression: Expression): readonly Found[] => {
    if (isApproved(expression, queries.approvals)) return [];
    const key = verdictKey(expression);
    // Macro problems depend on the text before macros were replaced.
    const known = expression.macroProblems.length === 0 ? verdicts.get(key) : undefined;
    const found = known ?? judged(asking, queries.parse(expression), context);
    // Valid expressions are stored as digests in the approvals: the texts of a thousand dashboards take 20 MiB.
    if (found.length === 0 && queries.approvals) queries.approvals.add(expression);
    else if (expression.macroProblems.length === 0) verdicts.set(key, found);
    return found;
  };
  return (query) => {
    // Different values of a variable often show the same mistake; the first is the dashboard as it opens.
    const reported: Diagnostic[] = [];
    for (const expression of queries.expressions(query)) {
      const found = verdict(expression).map((one) => diagnostic(query, expression, one, isHidden));
      reported.push(...found.filter((one) => !reported.some((other) => isSamePlace(one, other))));
    }
    return reported;
  };
}

function isSamePlace(one: Diagnostic, other: Diagnostic): boolean {
  return one.id === other.id && one.at?.line === other.at?.line && one.at?.column === other.at?.column;
}

type Found = ExpressionFinding & { readonly rule: Rule };

function judged(
  rules: readonly Rule[],
  expression: Parameters<NonNullable<Rule['expression']>>[0],
  context: Context,
): Found[] {
  const found: Found[] = [];
  const catalog = catalogFor(expression, context.catalog);
  for (const rule of rules)
    rule.expression?.(expression, (finding) => found.push({ ...finding, rule }), { target: context.target, catalog });
  return found;
}

function diagnostic(
  { source, path, label }: Query,
  { mapped }: Expression,
  { from, to, isWritten, message, hint, severity, rule }: Found,
  isHidden: IsHidden,
): Diagnostic {
  const { offset, length } = isWritten ? { offset: from, length: to - from } : mapped.origin(from, to);
  return {
    severity: isHidden(source, path) ? 'warning' : (severity ?? rule.severity),
    id: rule.id,
    message: `${label}: ${message}.`,
    ...(hint === undefined ? {} : { hint }),
    at: source.within(path, offset, Math.max(1, length)),
    pointer: pointer(writtenPath(source, path)),
  };
}
