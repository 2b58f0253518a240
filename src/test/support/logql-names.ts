import type { SyntaxNode } from '@lezer/common';
import { parser } from '@grafana/lezer-logql';

/** What Loki holds. */
export interface LokiNames {
  readonly streamLabels: readonly string[];
  readonly fields: readonly string[];
}

/** Fields that Loki adds to a line that a stage could not read. */
const OWN_FIELDS = ['__error__', '__error_details__'];

/** Everything in a LogQL text that cannot be: syntax, unknown stream labels and fields, a selector that Loki refuses. */
export function logqlProblems(logql: string, names: LokiNames): string[] {
  const problems: string[] = [];
  const made: string[] = [];
  const source = (node: SyntaxNode | null): string => (node ? logql.slice(node.from, node.to) : '');
  const fields = new Set([...names.streamLabels, ...names.fields, ...OWN_FIELDS]);
  const checkField = (field: string): void => {
    if (!fields.has(field) && !made.includes(field)) problems.push(`no line has the field ${field}`);
  };
  parser.parse(logql).iterate({
    enter({ type, node }) {
      if (type.isError) problems.push(`syntax error at ${node.from}, before ${JSON.stringify(logql.slice(node.from, node.from + 20))}`);
      if (type.name === 'Selector' && !matchersOf(node, source).some(({ matchesEmpty }) => !matchesEmpty)) problems.push(`${source(node)} could match a stream without any label, which Loki refuses`);
      if (type.name === 'String' && node.parent?.name === 'LineFormatExpr') for (const [, field] of source(node).matchAll(/\{\{[^}]*\.([A-Za-z_]\w*)/g)) checkField(field ?? '');
      if (type.name !== 'Identifier') return;
      const name = source(node);
      if (isInSelector(node)) {
        if (!names.streamLabels.includes(name)) problems.push(`no stream has the label ${name}`);
      } else if (node.parent?.name === 'LabelFormatMatcher' && node.prevSibling === null) made.push(name);
      else checkField(name);
    },
  });
  return problems;
}

function isInSelector(node: SyntaxNode): boolean {
  return node.parent?.name === 'Matcher' && node.parent.parent?.name === 'Matchers';
}

function matchersOf(node: SyntaxNode, source: (node: SyntaxNode | null) => string): { matchesEmpty: boolean }[] {
  return node.getChildren('Matchers').flatMap((child) => matchersOf(child, source)).concat(
    node.getChildren('Matcher').map((matcher) => {
      const value = source(matcher.getChild('String')).slice(1, -1);
      if (matcher.getChild('Eq')) return { matchesEmpty: value === '' };
      if (matcher.getChild('Re')) return { matchesEmpty: new RegExp(`^(?:${value.replaceAll('\\\\', '\\')})$`).test('') };
      return { matchesEmpty: !matcher.getChild('Neq') || value !== '' };
    }),
  );
}
