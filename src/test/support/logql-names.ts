import { type LokiNames, logqlProblems as problemsOf } from '../../folder/expressions/logql-facts.ts';
import { parseLogql } from '../../folder/expressions/logql-parser.ts';

/**
 * All problems of a LogQL text: syntax, unknown stream labels and fields, a selector that Loki refuses; one sentence
 * each.
 */
export function logqlProblems(logql: string, names: LokiNames): string[] {
  const { tree, syntax } = parseLogql(logql);
  return [...syntax, ...problemsOf(tree, logql, names)].map(({ message }) => message);
}
