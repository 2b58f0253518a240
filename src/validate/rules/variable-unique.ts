import { placed } from '../../folder/placed.ts';
import { twins } from '../../folder/twins.ts';
import type { Rule } from '../rule.ts';

/** The variables of a dashboard have unique names. */
export const variableUnique: Rule = {
  id: 'variable/unique',
  severity: 'error',
  description: 'The variables of a dashboard have unique names.',
  why: 'Queries, links and the address of the page find a variable by its name. Of two with the same name only one is used, and a choice in the control of the other has no effect.',
  bad: '"list": [{"name": "job", "type": "query", …}, {"name": "job", "type": "custom", …}]',
  good: '"list": [{"name": "job", "type": "query", …}, {"name": "team", "type": "custom", …}]',
  dashboard({ variables, label }, report) {
    for (const { item, first } of twins(
      variables.filter(({ name }) => name !== ''),
      ({ name }) => name,
    ))
      report({
        place: item,
        at: ['name'],
        message: `${label} has two variables with the name "${item.name}", the first at ${placed(first)}, but only one of them is used.`,
        hint: 'Remove one of them, or give it another name.',
      });
  },
};
