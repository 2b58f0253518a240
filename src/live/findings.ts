import type { Diagnostic } from '../diagnostics/diagnostics.ts';
import type { Change } from '../diff/change.ts';
import { lineOf } from '../diff/place.ts';
import type { Entity } from '../folder/folder.ts';

/** Something that was checked in the running Grafana, and what is wrong with it. */
export interface Checked {
  /** `Dashboard "Fleet"` */
  readonly label: string;
  /** Its kind in the report for programs: `dashboard`. */
  readonly kind: string;
  readonly findings: readonly Diagnostic[];
}

type Problem = 'missing' | 'drifted' | 'foreign' | 'unhealthy';

/** The object is missing. */
export function missing(entity: Entity, hint: string): Diagnostic {
  return finding('missing', entity, `${entity.label} is not in Grafana.`, hint);
}

/** The object differs from the folder. */
export function drifted(entity: Entity, changes: readonly Change[]): Diagnostic {
  const shown = changes.slice(0, 10).map(({ part, text }) => `  ${part === undefined ? '' : `${part}: `}${text}`);
  const more = changes.length > 10 ? [`  and ${changes.length - 10} more`] : [];
  return finding(
    'drifted',
    entity,
    [`${entity.label} is not as the folder says (Grafana -> folder):`, ...shown, ...more].join('\n'),
    'Grafana has not loaded this folder yet, or somebody changed the object there: reload the provisioning.',
  );
}

/** The object is there, but was not made by a provisioning file. */
export function foreign(entity: Entity): Diagnostic {
  return finding(
    'foreign',
    entity,
    `${entity.label} is in Grafana, but not from a provisioning folder.`,
    'It was created by hand or over the API. Remove it there, or give yours another uid or name.',
  );
}

/** The object is there, but does not work. */
export function unhealthy(entity: Entity, what: string, hint: string): Diagnostic {
  return finding('unhealthy', entity, `${entity.label} ${what}`, hint);
}

function finding(problem: Problem, entity: Entity, message: string, hint: string): Diagnostic {
  return { severity: 'error', id: `live/${problem}`, message, hint, at: lineOf(entity) };
}
