import { dashboardSchemas } from 'virtual:validators';

import { isObject } from '../../folder/json.ts';
import { isUnknown } from '../../folder/loaded.ts';
import type { Rule } from '../rule.ts';
import { datasourceTypes, panelTypes } from '../schema/plugins.ts';

/** Reports plugins whose options were not checked. */
export const uncheckedPlugin: Rule = {
  id: 'unchecked/plugin',
  severity: 'note',
  description: 'The options of every panel and data source have a schema here.',
  why: 'Options are checked for the plugins that come with Grafana and have types in its SDK. Mistakes in options of other plugins are not found.',
  bad: '{"type": "volkovlabs-echarts-panel", "options": {…}}',
  good: '{"type": "timeseries", "options": {…}}',
  panel({ type, json, label }, report) {
    if (type === '' || type === 'row' || json['libraryPanel'] !== undefined) return;
    const { options } = json;
    if (dashboardSchemas[`options ${type}`] || !isObject(options) || Object.keys(options).length === 0) return;
    report({
      at: ['type'],
      message: panelTypes.includes(type)
        ? `${label} is of the type ${type}, whose options have no schema here, so they were not checked.`
        : `${label} is of the type ${type}, which does not come with Grafana, so its options were not checked.`,
      hint: `Open the panel once in a Grafana that has the plugin ${type}.`,
    });
  },
  datasource(source, report) {
    const { type, label, json } = source;
    if (type === '' || datasourceTypes.includes(type) || isUnknown(source, 'type')) return;
    if (!isObject(json['jsonData']) || Object.keys(json['jsonData']).length === 0) return;
    report({
      at: ['type'],
      message: `${label} is of the type ${type}, which does not come with Grafana, so its jsonData was not checked.`,
      hint: `Use "Save & test" once in a Grafana that has the plugin ${type}.`,
    });
  },
};
