import type { Rule } from '../rule.ts';
import { placed } from '../../folder/placed.ts';
import { twins } from '../../folder/twins.ts';

/** Panel ids are unique in their dashboard. */
export const panelUnique: Rule = {
  id: 'panel/unique',
  severity: 'warning',
  description: 'Panel ids are unique in their dashboard, including panels in collapsed rows.',
  why: 'Grafana gives the second panel another id when it opens the dashboard, so links, alerts and "View panel" lead to the wrong panel.',
  bad: '"panels": [{"id": 1, …}, {"id": 1, …}]',
  good: '"panels": [{"id": 1, …}, {"id": 2, …}]',
  dashboard({ panels }, report) {
    for (const { item, first } of twins(panels, ({ id }) => (id === undefined ? undefined : String(id)))) {
      report({
        place: item,
        at: ['id'],
        message: `${item.label} has the same id ${item.id} as the panel "${first.title}" (${placed(first)}), so links and alerts lead to only one of them.`,
        hint: 'Give one of them another id.',
      });
    }
  },
};
