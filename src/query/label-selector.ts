import { parser } from '@prometheus-io/lezer-promql';
import type { SyntaxNode } from '@lezer/common';

/**
 * Adds label matchers to every series selector of a PromQL text: with `{env: 'prod'}`, `sum(up)` becomes
 * `sum(up{env="prod"})`. A selector that already has the label keeps its own matcher.
 */
export function addMatchers(promql: string, matchers: Readonly<Record<string, string>>): string {
  // Usually there is nothing to add, and parsing would take most of the time of compiling a dashboard.
  if (Object.keys(matchers).length === 0) return promql;
  const edits: { at: number; insert: string }[] = [];
  const readable = withoutTemplates(promql);
  parser.parse(readable).iterate({
    enter({ name, node }) {
      if (name !== 'VectorSelector') return;
      const list = node.getChild('LabelMatchers');
      const present = list ? labelNames(list, readable) : [];
      const missing = Object.entries(matchers)
        .filter(([label]) => !present.includes(label))
        .map(([label, value]) => `${label}=${JSON.stringify(value)}`);
      if (missing.length === 0) return;
      if (list) edits.push({ at: list.from + 1, insert: `${missing.join(', ')}${present.length > 0 ? ', ' : ''}` });
      else edits.push({ at: node.to, insert: `{${missing.join(', ')}}` });
    },
  });
  // From the end, so that earlier positions stay valid.
  return edits
    .sort((left, right) => right.at - left.at)
    .reduce((text, edit) => text.slice(0, edit.at) + edit.insert + text.slice(edit.at), promql);
}

/** The same for the query of a variable: `label_values(up, job)`. */
export function addMatchersToLabelValues(query: string, matchers: Readonly<Record<string, string>>): string {
  const [, series, label] = /^label_values\((.+),\s*(\w+)\)$/.exec(query) ?? [];
  return series && label ? `label_values(${addMatchers(series, matchers)}, ${label})` : query;
}

function labelNames(list: SyntaxNode, text: string): string[] {
  const names: string[] = [];
  list.cursor().iterate((node) => {
    if (node.name === 'LabelName') names.push(text.slice(node.from, node.to));
  });
  return names;
}

/** Replaces Grafana's variables by valid PromQL of the same length, so that positions do not change. */
function withoutTemplates(promql: string): string {
  return promql
    .replace(/\[(\$\w+|\$\{\w+\})\]/g, (whole) => `[${'1m'.padStart(whole.length - 2, '0')}]`)
    .replace(/\$\{[^}]*\}|\$\w+/g, (whole) => '1'.padStart(whole.length, '0'));
}
