import { defineRule } from 'pf-grafana';

/** A rule of this team's own; `pf-grafana validate` and `build` run it beside theirs. */
export const panelDescription = defineRule({
  id: 'team/description',
  severity: 'warning',
  description: 'Every panel says what its number means.',
  why: 'Whoever is woken at night did not build the dashboard.',
  bad: '{"type": "stat", "title": "Targets up"}',
  good: '{"type": "stat", "title": "Targets up", "description": "Targets that answered the last scrape."}',
  panel({ type, json, label }, report) {
    if (type !== 'row' && typeof json['description'] !== 'string')
      report({ at: ['title'], message: `${label} has no description.`, hint: 'Add one to its definition.' });
  },
});
