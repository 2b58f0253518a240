import type { SyntaxNode } from '@lezer/common';
import { parser } from '@prometheus-io/lezer-promql';
// Only these two files: the package's entry point would load a whole editor.
import terms from '@prometheus-io/codemirror-promql/dist/cjs/complete/promql.terms.js';
import checker from '@prometheus-io/codemirror-promql/dist/cjs/parser/parser.js';

import { nearest } from '../../diagnostics/nearest.ts';
import type { SyntaxProblem } from './expression.ts';
import { argumentsOf, expressionsIn, nodesOf, operationOf } from './promql-nodes.ts';
import { syntaxError } from './syntax-error.ts';

const functionNames: ReadonlySet<string> = new Set(
  [...terms.functionIdentifierTerms, ...terms.aggregateOpTerms].map(({ label }) => label),
);
/** Functions of Prometheus 2 that have another name in the grammar of Prometheus 3. */
const RENAMED = /\bholt_winters\s*\(/;

const WITH_PARAMETER = new Set(['topk', 'bottomk', 'quantile', 'count_values', 'limitk', 'limit_ratio']);

type EditorState = ConstructorParameters<typeof checker.Parser>[0];

/** Parses PromQL as Prometheus does: the tree, and its syntax and type errors. */
export function parsePromql(text: string): { tree: SyntaxNode; syntax: SyntaxProblem[] } {
  const tree = parser.parse(text);
  const broken = syntaxError(tree.topNode, text);
  const error = broken && (unknownFunction(tree.topNode, text) ?? broken);
  if (error && RENAMED.test(text)) return { tree: tree.topNode, syntax: [] };
  if (error) return { tree: tree.topNode, syntax: [error] };
  // All the checker needs of an editor are its tree and its text.
  const state = {
    field: () => ({ tree }),
    sliceDoc: (from: number, to: number) => text.slice(from, to),
  } as unknown as EditorState;
  const types = new checker.Parser(state);
  types.analyze();
  const found = types
    .getDiagnostics()
    .filter(({ severity }) => severity === 'error')
    .map(({ from, to, message }) => ({ from, to, message }));
  return { tree: tree.topNode, syntax: found.length > 0 ? found : unchecked(tree.topNode, text) };
}

/** Mistakes that Prometheus rejects and the checker does not report. */
function unchecked(top: SyntaxNode, text: string): SyntaxProblem[] {
  const ranges = nodesOf(top, 'MatrixSelector')
    .filter((node) => expressionsIn(node)[0]?.name !== 'VectorSelector')
    .map(({ from, to }) => ({
      from,
      to,
      message:
        'a range in brackets is only allowed after a series selector; for anything else write a subquery, such as [5m:1m]',
    }));
  const counts = nodesOf(top, 'AggregateExpr').flatMap((node) => {
    const operation = operationOf(node, text);
    const expected = WITH_PARAMETER.has(operation) ? 2 : 1;
    const given = argumentsOf(node).length;
    return given === expected
      ? []
      : [
          {
            from: node.from,
            to: node.to,
            message: `${operation} takes ${expected} argument${expected === 1 ? '' : 's'}, but gets ${given}`,
          },
        ];
  });
  return [...ranges, ...counts];
}

/** Characters of a function's name and the blanks after it. */
const LONGEST_NAME = 200;

/** An unknown function: the parser takes its name for a metric, and the parenthesis after it for the mistake. */
function unknownFunction(top: SyntaxNode, text: string): SyntaxProblem | undefined {
  let found: SyntaxProblem | undefined;
  top.cursor().iterate((at) => {
    if (!at.type.isError || found || text[at.from] !== '(') return;
    // No function has a longer name, and on a long word the regex would start again at each letter.
    const start = Math.max(0, at.from - LONGEST_NAME);
    const before = /\b([a-zA-Z_]\w*)\s*$/.exec(text.slice(start, at.from));
    const name = before?.[1] ?? '';
    if (!before || functionNames.has(name)) return;
    const [similar] = nearest(name, functionNames);
    found = {
      from: start + before.index,
      to: start + before.index + name.length,
      message: `PromQL has no function ${name}${similar ? `; did you mean ${similar}?` : ''}`,
    };
  });
  return found;
}
