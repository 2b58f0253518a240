import { LINTED_PANELS } from '../linted-panels.ts';
import type { Rule } from '../rule.ts';

const ASKS = new Set([
  'stat',
  'singlestat',
  'gauge',
  'bargauge',
  'timeseries',
  'graph',
  'table',
  'barchart',
  'heatmap',
  'histogram',
  'piechart',
  'state-timeline',
  'status-history',
  'xychart',
  'logs',
  'traces',
  'nodeGraph',
]);

/** A panel that shows data has a query. */
export const panelTargets: Rule = {
  id: 'panel/targets',
  severity: 'warning',
  description: 'A panel that shows data has at least one query.',
  why: 'Without a query it shows "No data" forever, which looks like an outage.',
  bad: '{"type": "timeseries", "title": "CPU"}',
  good: '{"type": "timeseries", "title": "CPU", "targets": [{"refId": "A", "expr": "…"}]}',
  standsFor: ['dashboard-linter: panel-no-targets-rule'],
  differs: 'Here an empty list counts as no query; the linter accepts any list.',
  presets: ['recommended', 'mixin'],
  panel({ type, targets, json, label }, report, { preset }) {
    const types = preset === 'mixin' ? LINTED_PANELS : ASKS;
    if (
      !types.has(type) ||
      targets.length > 0 ||
      json['libraryPanel'] !== undefined ||
      json['snapshotData'] !== undefined
    )
      return;
    report({
      at: ['targets'],
      message: `${label} has no query, so it shows "No data" forever.`,
      hint: 'Add "targets", or make it a text panel.',
    });
  },
};
