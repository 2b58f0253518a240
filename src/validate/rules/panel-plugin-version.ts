import { isObject, listOf, objectOf, textOf } from '../../folder/json.ts';
import { isOldXyChart } from '../../grafana/dashboard-forms/plugin-migrations.ts';
import type { Rule } from '../rule.ts';

/** A panel in a newer form has a pluginVersion that says so. */
export const panelPluginVersion: Rule = {
  id: 'panel/plugin-version',
  severity: 'error',
  description: 'An XY chart whose series are in the form of 11.1 has a pluginVersion of 11.1 or more.',
  why: 'Grafana takes the options of an XY chart without a pluginVersion, or with one below 11.1, to be in the older form and rewrites them: a matcher in them becomes the name of a field that does not exist, so the chart is empty.',
  bad: '{"type": "xychart", "options": {"series": [{"x": {"matcher": {"id": "byName", "options": "a"}}}]}}',
  good: '{"type": "xychart", "pluginVersion": "11.1.0", "options": {"series": [{"x": {"matcher": {"id": "byName", "options": "a"}}}]}}',
  panel({ type, json, label }, report) {
    const pluginVersion = textOf(json['pluginVersion']) ?? '';
    if (type !== 'xychart' || !isOldXyChart(pluginVersion)) return;
    // This is the panel as Grafana rewrites it: a field name that is an object was a matcher.
    const series = listOf(objectOf(json['options'])['series']).map(objectOf);
    const index = series.findIndex((one) =>
      ['x', 'y'].some((key) => isObject(objectOf(objectOf(one[key])['matcher'])['options'])),
    );
    if (index === -1) return;
    report({
      at: ['options', 'series', index],
      message: `${label} has series in the form of 11.1, but ${pluginVersion === '' ? 'no pluginVersion' : `the pluginVersion ${pluginVersion}`}, so Grafana reads them in the older form and finds no field.`,
      hint: 'Add "pluginVersion": "11.1.0" or newer.',
    });
  },
};
