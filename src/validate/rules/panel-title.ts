import { LINTED_PANELS } from '../linted-panels.ts';
import type { Rule } from '../rule.ts';

/** Panels whose numbers need an explanation. */
const SHOW_DATA = new Set([
  'stat',
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
  'nodeGraph',
  'candlestick',
  'trend',
]);

/** A panel with data has a title and a description. */
export const panelTitle: Rule = {
  id: 'panel/title',
  severity: 'note',
  description: 'A panel with data has a title and a description.',
  why: 'The person who opens the dashboard during an incident did not build it: the title says what the number is, the description how it is defined and what to do about it.',
  bad: '{"type": "stat", "targets": […]}',
  good: '{"type": "stat", "title": "Errors", "description": "5xx answers per second …", "targets": […]}',
  standsFor: ['dashboard-linter: panel-title-description-rule', 'gcx: panel-title-description'],
  presets: ['style', 'mixin'],
  panel({ type, title, json, label }, report, { preset }) {
    const types = preset === 'mixin' ? LINTED_PANELS : SHOW_DATA;
    if (!types.has(type) || json['libraryPanel'] !== undefined) return;
    if (title.trim() === '') report({ at: ['title'], message: `${label} has no title.`, hint: 'Add "title".' });
    else if (typeof json['description'] !== 'string' || json['description'].trim() === '')
      report({
        at: ['title'],
        message: `${label} has no description, so nobody can look up what its number means.`,
        hint: 'Add "description" with the definition and what to do.',
      });
  },
};
