import type { CatalogFacts } from '../../catalog/define-catalog.ts';

const WIDTH = 100;
/** The module that the generated file imports; this file does not. */
const LIBRARY = 'pf-grafana';

/** Renders a catalog as a TypeScript module; an imported JSON file would lose the literal names that the types need. */
export function catalogModule(facts: CatalogFacts): string {
  return `// Written by \`pf-grafana catalog\`: run it again when your data sources change, and it shows what did. Facts that you add,
// such as a unit, stay; comments do not.

import { defineCatalog } from '${LIBRARY}';

export const catalog = defineCatalog(${literal(facts, '')});

export default catalog;
`;
}

function literal(value: unknown, indent: string): string {
  const flat = inline(value);
  if (flat.length + indent.length <= WIDTH && !/^\\{ .*: \\{/.test(flat)) return flat;
  const deeper = `${indent}  `;
  if (Array.isArray(value))
    return `[\n${value.map((item) => `${deeper}${literal(item, deeper)},\n`).join('')}${indent}]`;
  if (typeof value !== 'object' || value === null) return flat;
  const members = Object.entries(value).map(([key, member]) => `${deeper}${name(key)}: ${literal(member, deeper)},\n`);
  return `{\n${members.join('')}${indent}}`;
}

function inline(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const members = Object.entries(value).map(([key, member]) => `${name(key)}: ${inline(member)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

function name(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) && key !== '__proto__'
    ? key
    : key === '__proto__'
      ? "['__proto__']"
      : quoted(key);
}

/** Quotes with single quotes, and escapes everything that is not allowed in a line of code. */
function quoted(text: string): string {
  const inner = JSON.stringify(text)
    .slice(1, -1)
    .replaceAll(String.raw`\"`, '"')
    .replaceAll("'", String.raw`\'`);
  return `'${inner.replaceAll('\u2028', String.raw`\u2028`).replaceAll('\u2029', String.raw`\u2029`)}'`;
}
