import type { SyntaxNode } from '@lezer/common';
import { parser } from '@grafana/lezer-logql';

import type { SyntaxProblem } from './expression.ts';
import { syntaxError } from './syntax-error.ts';

/** Parses LogQL as Loki does: the tree, and the syntax error if there is one. */
export function parseLogql(text: string): { tree: SyntaxNode; syntax: SyntaxProblem[] } {
  const tree = parser.parse(asKnown(text)).topNode;
  const error = syntaxError(tree, text);
  return { tree, syntax: error ? [error] : [] };
}

/**
 * The grammar lacks `approx_topk` of Loki 3.3. It takes the same arguments as `topk`, which stands in for it, padded to
 * keep all offsets.
 */
function asKnown(text: string): string {
  return text.replaceAll(/\bapprox_topk(?=\s*\()/g, (name) => 'topk'.padEnd(name.length));
}
