import { isObject } from '../../folder/json.ts';
import type { Rule } from '../rule.ts';

/** A dashboard has a title. */
export const dashboardTitle: Rule = {
  id: 'dashboard/title',
  severity: 'error',
  description: 'A dashboard has a title.',
  why: 'Grafana logs "Dashboard title cannot be empty" and skips the file.',
  bad: '{"uid": "cpu", "panels": […]}',
  good: '{"uid": "cpu", "title": "CPU", "panels": […]}',
  dashboard({ json, source, title, label }, report) {
    // Other forms, and files that could not be read, have findings of their own.
    if (source.value !== undefined && !isObject(source.value)) {
      report({
        message: `${label} is no object, so Grafana skips the file.`,
        hint: 'A dashboard is {"title": …, "panels": […]}.',
      });
      return;
    }
    if (
      title.trim() !== '' ||
      !isObject(source.value) ||
      isObject(json['dashboard']) ||
      isObject(json['spec']) ||
      isObject(json['elements'])
    )
      return;
    report({ at: ['title'], message: `${label} has no title, so Grafana skips the file.`, hint: 'Add "title".' });
  },
};
