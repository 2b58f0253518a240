import { nearest } from '../../diagnostics/nearest.ts';
import type { Release } from '../../grafana/release.ts';
import { holdsIn, releaseFacts } from '../../grafana/release-facts.ts';
import { type KnownObjects, type MissingReference, sayExists } from './known-objects.ts';

/** The default contact point of a new Grafana, in releases before that was an empty one. */
const DEFAULT_EMAIL = 'grafana-default-email';

/** The problem with a contact point name that the org does not have: Grafana refuses to start. */
export function missingReceiver(
  name: string,
  orgId: number,
  { folder, elsewhere, target }: KnownObjects & { readonly target: Release },
): MissingReference | undefined {
  // A contact point without receivers is not created at all.
  const known = folder.contactPoints
    .filter((point) => point.orgId === orgId && point.receivers.length > 0)
    .map((point) => point.name);
  const exists = sayExists('receiver', name, elsewhere);
  if (name === '' || elsewhere.receivers.has(name) || known.includes(name)) return undefined;
  const isEmptyDefault = holdsIn('emptyDefaultReceiver', target);
  if (name === (isEmptyDefault ? 'empty' : DEFAULT_EMAIL)) return undefined;
  if (name === DEFAULT_EMAIL)
    return {
      severity: 'warning',
      hint: `Only a Grafana that was installed before ${releaseFacts.emptyDefaultReceiver.since} has it: provision your own contact point, or ${exists}.`,
    };
  if (known.length === 0) return { severity: 'error', hint: `If it exists in Grafana without this folder, ${exists}.` };
  const [near] = nearest(name, known);
  return {
    severity: 'error',
    hint:
      near === undefined
        ? `Provisioned are: ${known.slice(0, 8).join(', ')}. If it exists in Grafana without this folder, ${exists}.`
        : `Did you mean "${near}"? If "${name}" exists in Grafana without this folder, ${exists}.`,
  };
}
