import type { FleetSettings } from '../src/fleet/settings.ts';

/**
 * Returns the URL of a rule's runbook. `{rule}` in the configured URL is replaced by the rule's name, which is its
 * anchor in `docs/alerts.md`; a URL without it is the same for all rules.
 */
export function runbook(settings: FleetSettings, rule: string): string {
  return settings.alerting.runbook.replaceAll('{rule}', rule);
}
