import { type LokiNames, logqlProblems as problemsOf } from '../../folder/expressions/logql-facts.ts';
import { parseLogql } from '../../folder/expressions/logql-parser.ts';

/**
 * Everything in a LogQL text that cannot be: syntax, unknown stream labels and fields, a selector that Loki refuses;
 * each as a sentence.
 */
export function logqlProblems(logql: string, names: LokiNames): string[] {
  const { tree, syntax } = parseLogql(logql);
  return [...syntax, ...problemsOf(tree, logql, names)].map(({ message }) => message);
}
