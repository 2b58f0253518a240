import type { CatalogFacts } from '../../catalog/define-catalog.ts';

const WIDTH = 100;
/** What the written module imports; this one does not. */
const LIBRARY = 'pf-grafana';

/** A catalog as a TypeScript module: an imported JSON would lose the names that types are made of. */
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

/** In single quotes, with everything that a line of a program must not have escaped. */
function quoted(text: string): string {
  const inner = JSON.stringify(text)
    .slice(1, -1)
    .replaceAll(String.raw`\"`, '"')
    .replaceAll("'", String.raw`\'`);
  return `'${inner.replaceAll('\u2028', String.raw`\u2028`).replaceAll('\u2029', String.raw`\u2029`)}'`;
}
