import type { SyntaxNode } from '@lezer/common';
import { parser } from '@grafana/lezer-logql';

import type { SyntaxProblem } from './expression.ts';
import { syntaxError } from './syntax-error.ts';

/** Reads LogQL as Loki does: the tree, and what is wrong with its form. */
export function parseLogql(text: string): { tree: SyntaxNode; syntax: SyntaxProblem[] } {
  const tree = parser.parse(text).topNode;
  const error = syntaxError(tree, text);
  return { tree, syntax: error ? [error] : [] };
}
