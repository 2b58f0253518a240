import { dashboardSchemas } from 'virtual:validators';

import { nearest } from '../../diagnostics/nearest.ts';
import type { Panel } from '../../folder/folder.ts';
import { isObject, listOf, objectOf, textOf } from '../../folder/json.ts';
import { standardFieldProperties } from '../../grafana/registries/field-config.ts';
import type { Report, Rule } from '../rule.ts';
import type { Path } from '../../folder/source/source.ts';

/** An override sets properties that Grafana knows. */
export const panelOverride: Rule = {
  id: 'panel/override',
  severity: 'error',
  description: 'An override selects its fields with a matcher, and sets properties that Grafana knows.',
  why: 'Grafana silently drops a property whose id it does not know; properties that a panel type adds begin with "custom.". An override without a matcher makes the panel fail.',
  bad: '"properties": [{"id": "unitt", "value": "s"}]',
  good: '"properties": [{"id": "unit", "value": "s"}]',
  panel(panel, report) {
    for (const [index, entry] of listOf(objectOf(panel.json['fieldConfig'])['overrides']).entries()) {
      if (!isObject(entry)) continue;
      const at: Path = ['fieldConfig', 'overrides', index];
      if (!isObject(entry['matcher']) || textOf(entry['matcher']['id']) === undefined)
        report({
          at,
          message: `${panel.label} has an override without a matcher, so the panel shows an error.`,
          hint: 'Add "matcher": {"id": "byName", "options": "the name of a field"}.',
        });
      for (const [number, property] of listOf(entry['properties']).entries())
        checkProperty(panel, objectOf(property)['id'], [...at, 'properties', number, 'id'], report);
    }
  },
};

function checkProperty(panel: Panel, value: unknown, at: Path, report: Report): void {
  const id = textOf(value);
  // The schema reports a property without an id, and compares custom properties with the panel's options.
  if (id === undefined || id.startsWith('custom.') || standardFieldProperties.has(id)) return;
  const custom = Object.keys(dashboardSchemas[`custom ${panel.type}`]?.properties ?? {});
  const [first = ''] = id.split('.');
  const meant = custom.includes(first)
    ? `custom.${id}`
    : nearest(id, [...standardFieldProperties, ...custom.map((member) => `custom.${member}`)])[0];
  report({
    at,
    message: `${panel.label} overrides "${id}", which is not a property of a field, so Grafana drops it.`,
    hint:
      meant === undefined
        ? `Write one of: ${[...standardFieldProperties].join(', ')}; or custom.… for one of the panel itself.`
        : `Did you mean "${meant}"?`,
  });
}
