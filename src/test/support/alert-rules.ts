import type { RuleGroupDefinition, RuleSpec } from '../../define/definitions.ts';
import { settingsOf } from './settings.ts';

/** The rules of a group under the default configuration. */
export function rulesOf(group: RuleGroupDefinition): readonly RuleSpec[] {
  return group.build(settingsOf()).rules;
}
