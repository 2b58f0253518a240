type Schema = Readonly<Record<string, unknown>>;

/** The options of a schema, one row each: path, type, default, help. A group is listed as its members. */
export function optionRows(schema: Schema, path: readonly string[] = []): string[][] {
  const members = Object.entries((schema['properties'] ?? {}) as Readonly<Record<string, Schema>>);
  const needed = (schema['required'] ?? []) as readonly string[];
  return members.flatMap(([name, own]) => {
    const here = [...path, name];
    if (own['properties'] !== undefined && own['description'] !== 'secret') return optionRows(own, here);
    return [[`\`${here.join('.')}\``, valueText(own), defaultText(own, needed.includes(name)), helpText(own)]];
  });
}

function valueText(schema: Schema): string {
  if (schema['description'] === 'secret') return 'a reference: `{ env: NAME }` or `{ file: path }`';
  if (Array.isArray(schema['enum'])) return schema['enum'].map((value) => `\`${String(value)}\``).join(', ');
  const { minimum, maximum, pattern } = schema;
  const range = [
    ...(minimum === undefined ? [] : [`from ${String(minimum)}`]),
    ...(maximum === undefined ? [] : [`to ${String(maximum)}`]),
    ...(pattern === undefined ? [] : [`like \`${String(pattern)}\``]),
  ].join(' ');
  const items = (schema['items'] ?? schema['additionalProperties']) as Schema | undefined;
  const of = typeof items === 'object' ? ` of ${valueText(items)}` : '';
  return `${String(schema['type'] ?? 'any')}${of}${range === '' ? '' : `, ${range}`}`;
}

function defaultText(schema: Schema, isNeeded: boolean): string {
  if (schema['default'] !== undefined) return `\`${JSON.stringify(schema['default'])}\``;
  if (Array.isArray(schema['examples'])) return `\`${JSON.stringify(schema['examples'][0])}\``;
  return isNeeded ? 'none: required' : '';
}

function helpText(schema: Schema): string {
  const text = schema['description'] === 'secret' ? schema['title'] : schema['description'];
  return typeof text === 'string' ? text : '';
}
