import { isObject } from '../../folder/json.ts';
import type { Rule } from '../rule.ts';
import { isAtLeast } from '../../grafana/release.ts';

/** A dashboard file has the form that the file provisioning of the target release loads. */
export const dashboardFormat: Rule = {
  id: 'dashboard/format',
  severity: 'error',
  description: 'A dashboard file has the classic form, which every release loads from files.',
  why: 'Grafana reads the title at the root of the file. A dashboard inside {"dashboard": …} (the form of the HTTP API) has none there and is skipped; so is a resource with apiVersion, kind and spec before 12.4, and a bare spec with elements and layout in every release.',
  bad: '{"dashboard": {"title": "CPU", "panels": […]}, "overwrite": true}',
  good: '{"title": "CPU", "panels": […]}',
  dashboard({ json, label }, report, { target }) {
    if (json['title'] === undefined && isObject(json['dashboard'])) {
      report({
        at: ['dashboard'],
        part: 'key',
        message: `${label} is wrapped as for the HTTP API, so Grafana finds no title and skips the file.`,
        hint: 'Keep only what stands inside "dashboard".',
      });
    } else if (isObject(json['spec']) && typeof json['apiVersion'] === 'string') {
      if (isAtLeast(target, 12, 4)) return;
      report({
        at: ['apiVersion'],
        message: `${label} is a resource (${json['apiVersion']}), which files could not bring before 12.4: Grafana skips it.`,
        hint: 'Export the dashboard in the classic form.',
      });
    } else if (isObject(json['elements']) && isObject(json['layout'])) {
      report({
        at: ['elements'],
        part: 'key',
        message: `${label} is a bare v2 spec, which Grafana skips ("appears to be in v2 format").`,
        hint: 'Export it in the classic form, or as a whole resource for 12.4 and newer.',
      });
    }
  },
};
