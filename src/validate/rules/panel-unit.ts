import { fieldProperties } from '../../folder/field-properties.ts';
import { listOf, objectOf } from '../../folder/json.ts';
import { LINTED_PANELS } from '../linted-panels.ts';
import type { Rule } from '../rule.ts';

const NUMERIC = new Set(['stat', 'singlestat', 'gauge', 'bargauge', 'timeseries', 'graph', 'barchart']);

/** A panel that shows numbers has a unit. */
export const panelUnit: Rule = {
  id: 'panel/unit',
  severity: 'note',
  description: 'A panel that shows numbers has a unit.',
  why: 'Without one Grafana shows bare numbers: 0.15 may be 15 % or 150 ms, and large numbers are not shortened.',
  bad: '"fieldConfig": {"defaults": {}}',
  good: '"fieldConfig": {"defaults": {"unit": "percentunit"}}',
  standsFor: ['dashboard-linter: panel-units-rule', 'gcx: panel-units'],
  differs:
    'Any unit is accepted here, including custom ones (suffix:orders); the linter has a list. An empty list of mappings does not replace a unit.',
  presets: ['style', 'mixin'],
  panel(panel, report, { preset }) {
    const types = preset === 'mixin' ? LINTED_PANELS : NUMERIC;
    if (!types.has(panel.type) || panel.json['libraryPanel'] !== undefined) return;
    // An old graph has its unit in its axes.
    if (listOf(panel.json['yaxes']).some((axis) => objectOf(axis)['format'] !== undefined)) return;
    // Mapped values are words, and a stat of a string field has no number.
    const fields = objectOf(objectOf(panel.json['options'])['reduceOptions'])['fields'];
    if (
      fieldProperties(panel, 'unit').some(({ value }) => value !== '') ||
      fieldProperties(panel, 'mappings').some(({ value }) => listOf(value).length > 0) ||
      (typeof fields === 'string' && fields !== '')
    )
      return;
    report({
      at: ['fieldConfig', 'defaults'],
      message: `${panel.label} has no unit, so it shows bare numbers.`,
      hint: 'Add "unit", such as s, percentunit, bytes or suffix:orders; use none if the number has no unit.',
    });
  },
};
