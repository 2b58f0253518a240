import type { FleetSettings } from '../src/fleet/settings.ts';
import { atLeast } from '../src/define/settings.ts';

interface Steadiness {
  /** How long an instance goes on firing when its breach is over, so that one that comes and goes is told once. */
  readonly keepFiringFor?: string;
  /** Evaluations that a series may be missing before its alert is over. */
  readonly missingSeriesEvaluations?: number;
}

/**
 * What a failed query, a lull and a missing series mean for a rule: nothing that fires is told to be over by them. One
 * rule per data source tells of the failure itself. Grafana before 11 knows no `KeepLast`: there each rule tells of its
 * failed query, and what fired before is reported as resolved. Files before 12.2 know neither of the other two.
 */
export function steady({ grafana }: FleetSettings, steadiness: Steadiness = {}) {
  return {
    onError: atLeast(grafana, 11) ? 'KeepLast' : 'Error',
    ...(atLeast(grafana, 12, 2) ? steadiness : {}),
  } as const;
}
