import type { RuleGroupDefinition } from '../../define/definitions.ts';
import type { RuleSpec, ThresholdAlert } from '../../define/rules.ts';
import { settingsOf } from './settings.ts';

/** The rules of a fleet group with the default configuration that compare the value of one query. */
export function rulesOf(group: RuleGroupDefinition): readonly ThresholdAlert[] {
  return group.build(settingsOf()).rules.filter(isThresholdAlert);
}

function isThresholdAlert(rule: RuleSpec): rule is ThresholdAlert {
  return 'threshold' in rule;
}
