import { isJson, type Json, textAt } from './values.ts';

/**
 * Converts value mappings to the form of schemaVersion 30: one map with all values, and one entry per range. Mappings
 * with a string as their type are already in the new form.
 */
export function upgradeMappings(mappings: readonly unknown[]): readonly unknown[] {
  const objects = mappings.filter(isJson);
  if (objects.every(isNew)) return mappings;
  const values: [string, unknown][] = [];
  const others: Json[] = [];
  for (const mapping of objects) {
    if (isNew(mapping)) {
      if (mapping['type'] === 'value' && isJson(mapping['options'])) values.push(...Object.entries(mapping['options']));
      else others.push(mapping);
    } else if (Number(mapping['type']) === 1) {
      const result = { text: mapping['text'] };
      if (mapping['value'] === 'null') others.push({ type: 'special', options: { match: 'null', result } });
      else if (mapping['value'] !== undefined) values.push([String(mapping['value']), result]);
    } else if (Number(mapping['type']) === 2) {
      const [from, to] = [Number(mapping['from']), Number(mapping['to'])];
      others.push({ type: 'range', options: { from, to, result: { text: mapping['text'] } } });
    }
  }
  const ofValues = values.length > 0 ? [{ type: 'value', options: Object.fromEntries(values) }] : [];
  return [...ofValues, ...others];
}

function isNew(mapping: Json): boolean {
  return textAt(mapping, 'type') !== '';
}
