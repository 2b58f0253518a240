import { nearest } from '../../diagnostics/nearest.ts';
import { isObject, objectOf, textOf, type JsonObject } from '../../folder/json.ts';
import type { Path } from '../../folder/source/source.ts';
import type { Rule } from '../rule.ts';

/** The layout of a v2 dashboard shows elements that it has, and all of them. */
export const dashboardElement: Rule = {
  id: 'dashboard/element',
  severity: 'error',
  description: 'The layout of a v2 dashboard shows elements that the dashboard has, and all of them.',
  why: 'Grafana looks up each item of the layout among the elements: a name that is not there breaks the whole dashboard ("not found in the dashboard elements"). An element that no item names is never shown.',
  bad: '"elements": {"cpu": …}, "layout": {… "element": {"kind": "ElementReference", "name": "cpus"}}',
  good: '"elements": {"cpu": …}, "layout": {… "element": {"kind": "ElementReference", "name": "cpu"}}',
  dashboard({ source, label }, report) {
    if (source.form !== 'v2-resource' && source.form !== 'bare-v2') return;
    const written = source.derivedFrom.source;
    const at: Path = source.form === 'bare-v2' ? [] : ['spec'];
    const spec = at.reduce<JsonObject>((value, step) => objectOf(value[step]), objectOf(written.value));
    const names = Object.keys(objectOf(spec['elements']));
    const shown = referencesIn(spec['layout'], [...at, 'layout']);
    for (const { name, path } of shown.filter((one) => !names.includes(one.name))) {
      const [near] = nearest(name, names);
      report({
        place: { source: written, path },
        message: `${label} shows the element "${name}", which it does not have, so Grafana cannot open it.`,
        hint: near === undefined ? 'Add the element, or remove the item.' : `Did you mean "${near}"?`,
      });
    }
    for (const name of names.filter((one) => !shown.some((reference) => reference.name === one)))
      report({
        place: { source: written, path: [...at, 'elements', name] },
        part: 'key',
        severity: 'warning',
        message: `${label} has the element "${name}", which no part of its layout uses, so it is never shown.`,
        hint: 'Give it a place in the layout, or remove it.',
      });
  },
};

/** The elements that a layout names, at any depth of its rows and tabs. */
function referencesIn(value: unknown, path: Path): { readonly name: string; readonly path: Path }[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => referencesIn(item, [...path, index]));
  if (!isObject(value)) return [];
  const name = value['kind'] === 'ElementReference' ? textOf(value['name']) : undefined;
  if (name !== undefined) return [{ name, path: [...path, 'name'] }];
  return Object.entries(value).flatMap(([key, member]) => referencesIn(member, [...path, key]));
}
