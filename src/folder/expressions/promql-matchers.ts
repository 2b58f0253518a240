import type { SyntaxNode } from '@lezer/common';

import { literalPattern } from '../../grafana/go-pattern.ts';
import type { MappedText } from './mapped-text.ts';
import { selectorsBelow } from './promql-nodes.ts';

/** The selectors without a matcher `label=~"$label"`, with the variable in any of its forms. */
export function missingMatchers(
  { tree, text }: { readonly tree: SyntaxNode; readonly text: string },
  mapped: MappedText,
  label: string,
): SyntaxNode[] {
  const written = (from: number, to: number): string => {
    const { offset, length } = mapped.origin(from, to);
    return mapped.original.slice(offset, offset + length);
  };
  const name = literalPattern(label);
  const pattern = new RegExp(
    String.raw`^${name}\s*=~\s*["'\x60](\$${name}|\$\{${name}(:\w+)?\}|\[\[${name}\]\])["'\x60]$`,
  );
  return selectorsBelow(tree, text)
    .filter(({ matchers }) => !matchers.some(({ from, to }) => pattern.test(written(from, to))))
    .map(({ node }) => node);
}
