import type { Rule } from '../rule.ts';

/** A dashboard has a title. */
export const dashboardTitle: Rule = {
  id: 'dashboard/title',
  severity: 'error',
  description: 'A dashboard has a title.',
  why: 'Grafana logs "Dashboard title cannot be empty" and skips the file.',
  bad: '{"uid": "cpu", "panels": […]}',
  good: '{"uid": "cpu", "title": "CPU", "panels": […]}',
  dashboard({ source, title, label }, report) {
    const { form } = source;
    // Unreadable files and resources other than dashboards are reported separately.
    if (form === 'none' && source.value !== undefined)
      report({
        message: `${label} is not an object, so Grafana skips the file.`,
        hint: 'A dashboard is {"title": …, "panels": […]}.',
      });
    if (form === 'none' || form === 'other-resource' || title.trim() !== '') return;
    report({ at: ['title'], message: `${label} has no title, so Grafana skips the file.`, hint: 'Add "title".' });
  },
};
