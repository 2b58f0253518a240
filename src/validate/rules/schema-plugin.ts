import { isUnknown } from '../../folder/loaded.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import type { Rule } from '../rule.ts';
import { datasourceTypes, panelTypes } from '../schema/plugins.ts';

/** A panel type comes with Grafana, and a data source type is not misspelt. */
export const schemaPlugin: Rule = {
  id: 'schema/plugin',
  severity: 'warning',
  description: 'A panel is of a type that comes with Grafana, and the type of a data source is not misspelt.',
  why: 'A panel whose plugin is not installed shows "Panel plugin not found", and each query of such a data source fails. Grafana loads the file anyway, whatever the type. Options of a plugin that is not known here are not checked.',
  bad: '{"type": "timeserie", "title": "CPU"}',
  good: '{"type": "timeseries", "title": "CPU"}',
  panel({ json, type, label }, report) {
    if (type === '' || json['libraryPanel'] !== undefined || panelTypes.includes(type)) return;
    const [near] = nearest(type, panelTypes);
    report({
      at: ['type'],
      message: `${label} is of the type ${type}, which does not come with Grafana: it must be installed, and its options are not checked here.`,
      hint:
        near === undefined
          ? `Install the plugin ${type} in the Grafana that shows the dashboard.`
          : `Did you mean ${near}?`,
    });
  },
  datasource(source, report) {
    const { type, label } = source;
    if (datasourceTypes.includes(type) || isUnknown(source, 'type')) return;
    // There are hundreds of plugins, most with a dash in their id, so only a likely misspelling is reported.
    for (const near of type.includes('-') ? [] : nearest(type, datasourceTypes))
      report({
        at: ['type'],
        message: `${label} is of the type ${type}, which does not come with Grafana: without the plugin each query fails.`,
        hint: `Did you mean ${near}?`,
      });
  },
};
