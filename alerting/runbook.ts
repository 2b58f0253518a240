import type { FleetSettings } from '../src/fleet/settings.ts';

/**
 * Where the runbook of a rule stands. `{rule}` in the configured address is replaced by the rule's name, which is its
 * anchor in `docs/alerts.md`; an address without it is the same for all rules.
 */
export function runbook(settings: FleetSettings, rule: string): string {
  return settings.alerting.runbook.replaceAll('{rule}', rule);
}
