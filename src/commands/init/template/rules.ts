import { defineRule } from 'pf-grafana';

/** A rule of your own; `pf-grafana validate` and `build` run it in addition to the built-in ones. */
export const panelDescription = defineRule({
  id: 'team/description',
  severity: 'warning',
  description: 'Every panel has a description of its number.',
  why: 'The person on call did not build the dashboard.',
  bad: '{"type": "stat", "title": "Targets up"}',
  good: '{"type": "stat", "title": "Targets up", "description": "Targets that answered the last scrape."}',
  panel({ type, json, label }, report) {
    if (type !== 'row' && typeof json['description'] !== 'string')
      report({ at: ['title'], message: `${label} has no description.`, hint: 'Add one to its definition.' });
  },
});
