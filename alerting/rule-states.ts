import type { FleetSettings } from '../src/fleet/settings.ts';
import { atLeast } from '../src/define/settings.ts';

interface Steadiness {
  /** How long an instance keeps firing after its breach, so that a flapping alert sends one notification. */
  readonly keepFiringFor?: string;
  /** Evaluations for which a series may be missing before its alert resolves. */
  readonly missingSeriesEvaluations?: number;
}

/**
 * Keeps firing alerts from resolving because of a failed query, a lull or a missing series. One rule per data source
 * reports the failure itself. Grafana before 11 has no `KeepLast`: there each rule reports its failed query, and alerts
 * that fired before are reported as resolved. Before 12.2, files support neither of the other two.
 */
export function steady({ grafana }: FleetSettings, steadiness: Steadiness = {}) {
  return {
    onError: atLeast(grafana, 11) ? 'KeepLast' : 'Error',
    ...(atLeast(grafana, 12, 2) ? steadiness : {}),
  } as const;
}
