import type { Config } from '../config/config.ts';
import { UserError } from '../diagnostics/errors.ts';
import type { Rule } from '../validate/rule.ts';
import { rules } from '../validate/rules/index.ts';
import { sourceRules } from '../validate/source-rules.ts';

/** The rules of the configuration; throws a UserError for an id that another rule has. */
export function teamRules({ validate = {} }: Config): readonly Rule[] {
  // Safe: the schema of the configuration has checked the data; defineRule types the rest.
  const own = (validate.rules ?? []) as readonly Rule[];
  const taken = new Set([...rules, ...sourceRules].map(({ id }) => id));
  for (const { id } of own) {
    if (taken.has(id))
      throw new UserError({
        severity: 'error',
        id: 'config/rule',
        message: `validate.rules has a rule ${id}, but another rule already has this id.`,
        hint: 'Give it its own id, such as team/what.',
      });
    taken.add(id);
  }
  return own;
}
