import type { Diagnostic } from '../diagnostics/diagnostics.ts';
import type { Change } from '../diff/change.ts';
import { lineOf } from '../diff/place.ts';
import type { Entity } from '../folder/folder.ts';

/** An object that was checked in the running Grafana, and its findings. */
export interface Checked {
  /** `Dashboard "Fleet"` */
  readonly label: string;
  /** Its kind in the JSON report: `dashboard`. */
  readonly kind: string;
  readonly findings: readonly Diagnostic[];
}

type Problem = 'missing' | 'drifted' | 'foreign' | 'unhealthy';

/** The finding for an object that is missing. */
export function missing(entity: Entity, hint: string): Diagnostic {
  return finding('missing', entity, `${entity.label} is not in Grafana.`, hint);
}

/** The finding for an object that differs from the folder. */
export function drifted(entity: Entity, changes: readonly Change[]): Diagnostic {
  const shown = changes.slice(0, 10).map(({ part, text }) => `  ${part === undefined ? '' : `${part}: `}${text}`);
  const more = changes.length > 10 ? [`  and ${changes.length - 10} more`] : [];
  return finding(
    'drifted',
    entity,
    [`${entity.label} differs from the folder (Grafana -> folder):`, ...shown, ...more].join('\n'),
    'Grafana has not loaded this folder yet, or the object was changed there: reload the provisioning.',
  );
}

/** The finding for an object that exists, but not from a provisioning file. */
export function foreign(entity: Entity): Diagnostic {
  return finding(
    'foreign',
    entity,
    `${entity.label} is in Grafana, but not from a provisioning folder.`,
    'It was created by hand or through the API. Remove it there, or give yours another uid or name.',
  );
}

/** The finding for an object that exists, but does not work. */
export function unhealthy(entity: Entity, what: string, hint: string): Diagnostic {
  return finding('unhealthy', entity, `${entity.label} ${what}`, hint);
}

function finding(problem: Problem, entity: Entity, message: string, hint: string): Diagnostic {
  return { severity: 'error', id: `live/${problem}`, message, hint, at: lineOf(entity) };
}
