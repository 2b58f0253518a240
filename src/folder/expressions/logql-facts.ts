import type { SyntaxNode } from '@lezer/common';

import { nearest } from '../../diagnostics/nearest.ts';
import { isReadableRegex, matches } from './promql-nodes.ts';

/** The names that Loki holds. */
export interface LokiNames {
  readonly streamLabels: readonly string[];
  /** Structured metadata. */
  readonly fields: readonly string[];
}

/** A mistake in a LogQL query. */
export interface LogqlProblem {
  readonly kind: 'label' | 'field' | 'selector';
  readonly from: number;
  readonly to: number;
  readonly message: string;
  readonly hint?: string;
}

/** Fields that Loki adds to a line: the errors of its parser stages, the detected level, the line and its time. */
const OWN_FIELDS = ['__error__', '__error_details__', 'detected_level', '__line__', '__timestamp__'];
/** Stages after which a line may have any field. */
const PARSERS = /\|\s*(json|logfmt|pattern|regexp|unpack)\b/;

const LOOKED_AT = new Set(['Selector', 'String', 'Identifier']);

/** The mistakes in a LogQL query; names are checked only when Loki's names are given. */
export function logqlProblems(tree: SyntaxNode, text: string, names?: LokiNames): LogqlProblem[] {
  const problems: LogqlProblem[] = [];
  const source = (node: SyntaxNode | null): string => (node ? text.slice(node.from, node.to) : '');
  const made = logqlNodes(tree, 'LabelFormatMatcher').map((node) => source(node.firstChild));
  const fields = new Set([...(names?.streamLabels ?? []), ...(names?.fields ?? []), ...OWN_FIELDS, ...made]);
  const isOpen = names === undefined || PARSERS.test(text);
  const unknown = (
    kind: 'label' | 'field',
    name: string,
    from: number,
    to: number,
    message: string,
    known: Iterable<string>,
  ): void => {
    const [similar] = nearest(name, known);
    problems.push({ kind, from, to, message, ...(similar ? { hint: `Did you mean ${similar}?` } : {}) });
  };
  const checkField = (name: string, from: number, to: number): void => {
    if (!isOpen && !fields.has(name)) unknown('field', name, from, to, `no line has the field ${name}`, fields);
  };
  tree.cursor().iterate((ref) => {
    const { type } = ref;
    // Creating a node is costly, so only the kinds that are checked get one.
    if (!LOOKED_AT.has(type.name)) return;
    const { node } = ref;
    if (type.name === 'Selector' && matchersOf(node, source).every(({ matchesEmpty }) => matchesEmpty)) {
      problems.push({
        kind: 'selector',
        from: node.from,
        to: node.to,
        message: `${source(node)} could match a stream without any label, which Loki refuses`,
        hint: 'Add a matcher that requires a value, such as =~".+".',
      });
    }
    if (type.name === 'String' && node.parent?.name === 'LineFormatExpr') {
      for (const found of source(node).matchAll(/\{\{[^}]*\.([A-Za-z_]\w*)/g))
        checkField(
          found[1] ?? '',
          node.from + found.index + found[0].length - (found[1]?.length ?? 0),
          node.from + found.index + found[0].length,
        );
    }
    if (type.name !== 'Identifier') return;
    const name = source(node);
    if (isInSelector(node)) {
      if (names && !names.streamLabels.includes(name))
        unknown('label', name, node.from, node.to, `no stream has the label ${name}`, names.streamLabels);
    } else if (!(node.parent?.name === 'LabelFormatMatcher' && node.prevSibling === null))
      checkField(name, node.from, node.to);
  });
  return problems;
}

/** Nodes of a kind in a LogQL tree. */
export function logqlNodes(tree: SyntaxNode, kind: string): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  tree.cursor().iterate((ref) => void (ref.type.name === kind && found.push(ref.node)));
  return found;
}

/** A literal that Loki compiles as a regex, and what it belongs to. */
export interface LogqlRegex {
  readonly of: string;
  readonly from: number;
  readonly to: number;
  /** Without its quotes. */
  readonly value: string;
}

/** Every regex in a LogQL query: in matchers, line filters, the parser `regexp` and `label_replace`. */
export function logqlRegexes(tree: SyntaxNode, text: string): LogqlRegex[] {
  const found: LogqlRegex[] = [];
  const add = (of: string, node: SyntaxNode | null | undefined): void => {
    if (node) found.push({ of, from: node.from, to: node.to, value: text.slice(node.from + 1, node.to - 1) });
  };
  tree.cursor().iterate(({ name, node }) => {
    if (name === 'Matcher' && (node.getChild('Re') ?? node.getChild('Nre'))) {
      const label = node.getChild('Identifier');
      add(label ? text.slice(label.from, label.to) : 'a label', node.getChild('String'));
    } else if (
      name === 'LineFilter' &&
      (node.getChild('Filter')?.getChild('PipeMatch') ?? node.getChild('Filter')?.getChild('Nre'))
    ) {
      for (const literal of logqlNodes(node, 'String')) add('a line filter', literal);
    } else if (name === 'LabelParser' && node.getChild('Regexp')) add('the parser regexp', node.getChild('String'));
    else if (name === 'LabelReplaceExpr') add('label_replace', node.getChildren('String').at(-1));
  });
  return found;
}

function isInSelector(node: SyntaxNode): boolean {
  return node.parent?.name === 'Matcher' && node.parent.parent?.name === 'Matchers';
}

function matchersOf(node: SyntaxNode, source: (node: SyntaxNode | null) => string): { matchesEmpty: boolean }[] {
  return node
    .getChildren('Matchers')
    .flatMap((child) => matchersOf(child, source))
    .concat(
      node.getChildren('Matcher').map((matcher) => {
        const value = source(matcher.getChild('String')).slice(1, -1);
        if (matcher.getChild('Eq')) return { matchesEmpty: value === '' };
        // An invalid regex is reported separately.
        if (matcher.getChild('Re')) return { matchesEmpty: isReadableRegex(value) && matches(value, '') };
        if (matcher.getChild('Nre')) return { matchesEmpty: !matches(value, '') };
        return { matchesEmpty: value !== '' };
      }),
    );
}
