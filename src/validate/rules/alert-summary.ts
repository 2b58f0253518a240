import { scalar } from '../../folder/entities/scalars.ts';
import { objectOf } from '../../folder/json.ts';
import type { Rule } from '../rule.ts';

/** An alert rule has a summary, a description and a link to a runbook. */
export const alertSummary: Rule = {
  id: 'alert/summary',
  severity: 'note',
  description: 'An alert rule has a summary, a description and a link to a runbook.',
  why: 'They are the first thing that the person on call reads. Without them a notification is only a list of labels.',
  bad: 'annotations: {}',
  good: 'annotations: {summary: "{{ $labels.instance }} is down", description: "…", runbook_url: "https://…"}',
  standsFor: [
    'gcx: alert-summary',
    'gcx: alert-runbook-link',
    'mixtool: alert-summary-missing-rule',
    'mixtool: alert-description-missing-rule',
    'pint: alerts/annotation',
  ],
  presets: ['style', 'mixin'],
  alert({ json, label }, report) {
    // A recording rule notifies nobody.
    if (json['record'] !== undefined && json['record'] !== null) return;
    const annotations = objectOf(json['annotations']);
    const missing = ['summary', 'description', 'runbook_url'].filter(
      (name) => (scalar(annotations[name]) ?? '').trim() === '',
    );
    if (missing.length > 0)
      report({
        at: ['annotations'],
        message: `${label} has no ${missing.join(', no ')}, so its notification does not say what to do.`,
        hint: `Add ${missing.join(', ')} to its annotations.`,
      });
  },
};
