import { fieldProperties } from '../../folder/field-properties.ts';
import { listOf, objectOf } from '../../folder/json.ts';
import { LINTED_PANELS } from '../linted-panels.ts';
import type { Rule } from '../rule.ts';

const NUMERIC = new Set(['stat', 'singlestat', 'gauge', 'bargauge', 'timeseries', 'graph', 'barchart']);

/** A panel of numbers has a unit. */
export const panelUnit: Rule = {
  id: 'panel/unit',
  severity: 'note',
  description: 'A panel of numbers has a unit.',
  why: 'Grafana shows bare numbers without one: 0.15 may be 15 % or 150 ms, and large numbers are not shortened.',
  bad: '"fieldConfig": {"defaults": {}}',
  good: '"fieldConfig": {"defaults": {"unit": "percentunit"}}',
  standsFor: ['dashboard-linter: panel-units-rule', 'gcx: panel-units'],
  differs:
    'Any unit will do here, one that a dashboard makes itself (suffix:orders) too; the linter has a list. An empty list of mappings does not stand for a unit.',
  presets: ['style', 'mixin'],
  panel(panel, report, { preset }) {
    const types = preset === 'mixin' ? LINTED_PANELS : NUMERIC;
    if (!types.has(panel.type) || panel.json['libraryPanel'] !== undefined) return;
    // The unit of an old graph stands with its axes.
    if (listOf(panel.json['yaxes']).some((axis) => objectOf(axis)['format'] !== undefined)) return;
    // Mapped values are words, and a stat of a text field has no number.
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
      hint: 'Add "unit", as s, percentunit, bytes or suffix:orders; none says that there is none.',
    });
  },
};
