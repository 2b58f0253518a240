import { placed } from '../../folder/placed.ts';
import { twins } from '../../folder/twins.ts';
import type { Rule } from '../rule.ts';

/** A dashboard has one variable of a name. */
export const variableUnique: Rule = {
  id: 'variable/unique',
  severity: 'error',
  description: 'A dashboard has one variable of a name.',
  why: 'Queries, links and the address of the page find a variable by its name. Of two with one name only one is read, and a choice in the control of the other changes nothing.',
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
        message: `${label} has two variables with the name "${item.name}", the first at ${placed(first)}, and reads only one of them.`,
        hint: 'Remove one of them, or give it another name.',
      });
  },
};
