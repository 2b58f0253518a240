import { nearest } from '../../diagnostics/nearest.ts';
import { type KnownObjects, type MissingReference, sayExists } from './known-objects.ts';

/** Contact points that a fresh Grafana has. */
const BUILT_IN = new Set(['grafana-default-email', 'empty']);

/**
 * What is wrong with the name of a contact point that the org does not have: an error when the folder provisions any
 * for the org.
 */
export function missingReceiver(
  name: string,
  orgId: number,
  { folder, elsewhere }: KnownObjects,
): MissingReference | undefined {
  // A contact point without receivers is not created at all.
  const known = folder.contactPoints
    .filter((point) => point.orgId === orgId && point.receivers.length > 0)
    .map((point) => point.name);
  const exists = sayExists('receiver', name, elsewhere);
  if (name === '' || BUILT_IN.has(name) || elsewhere.receivers.has(name) || known.includes(name)) return undefined;
  if (known.length === 0) return { severity: 'warning', hint: `When it exists without this folder, ${exists}.` };
  const [near] = nearest(name, known);
  return {
    severity: 'error',
    hint:
      near === undefined
        ? `Provisioned are: ${known.slice(0, 8).join(', ')}. When it exists without this folder, ${exists}.`
        : `Did you mean "${near}"?`,
  };
}
