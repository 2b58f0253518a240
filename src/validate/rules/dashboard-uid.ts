import type { Rule } from '../rule.ts';

/** A dashboard has a uid that Grafana accepts. */
export const dashboardUid: Rule = {
  id: 'dashboard/uid',
  severity: 'error',
  description: 'A dashboard has a uid of at most 40 letters, digits, dashes and underscores.',
  why: 'Grafana skips the file of a dashboard with any other uid. Without a uid it generates one on every server, so links, alerts and bookmarks break.',
  bad: '"uid": "node details"',
  good: '"uid": "node-details"',
  dashboard({ source, uid, label }, report) {
    if (['none', 'other-resource', 'bare-v2'].includes(source.form)) return;
    if (uid === undefined || uid === '')
      report({
        at: ['uid'],
        message: `${label} has no uid, so every Grafana generates another one and links to it break.`,
        hint: source.form.endsWith('-resource') ? 'Add "name" to its metadata.' : 'Add "uid".',
        severity: 'warning',
      });
    else if (!/^[A-Za-z0-9_-]{1,40}$/.test(uid))
      report({
        at: ['uid'],
        message: `${label} has the uid ${JSON.stringify(uid)}, so Grafana skips its file.`,
        hint: 'Use at most 40 letters, digits, "-" and "_".',
      });
  },
};
