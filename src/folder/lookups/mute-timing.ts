import type { ProvisioningFolder } from '../folder.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import type { MissingReference } from './known-objects.ts';

/** The problem with a mute timing name that the org does not have: Grafana refuses to start. */
export function missingMuteTiming(
  name: string,
  orgId: number,
  { muteTimings }: ProvisioningFolder,
): MissingReference | undefined {
  const known = muteTimings.filter((timing) => timing.orgId === orgId).map((timing) => timing.name);
  if (known.includes(name)) return undefined;
  if (known.length === 0)
    return { severity: 'error', hint: 'Add it to muteTimes, unless it exists without this folder.' };
  const [near] = nearest(name, known);
  return {
    severity: 'error',
    hint: near === undefined ? `Provisioned are: ${known.slice(0, 8).join(', ')}.` : `Did you mean "${near}"?`,
  };
}
