import type { Diagnostic } from '../diagnostics/diagnostics.ts';
import type { Locate } from './load.ts';

/** Keys of the tool that are now options of a pack, with an example of each. */
const OPTIONS: Readonly<Record<string, string>> = {
  thresholds: '{ thresholds: { drawdown: { critical: 0.2 } } }',
  halt: '{ halt: position-halt }',
  agentUrl: "{ agentUrl: 'https://…' }",
  runbook: "{ runbook: 'https://…' }",
};
const PACK = 'pf-grafana/fleet';

/** Removes the keys that moved, with a finding for each that names its new place. */
export function withoutMovedKeys(
  config: unknown,
  locate: Locate,
): { readonly rest: unknown; readonly problems: readonly Diagnostic[] } {
  const problems: Diagnostic[] = [];
  const refuse = (path: readonly string[], message: string, hint: string) =>
    problems.push({ severity: 'error', id: 'config/moved-key', message, hint, at: locate(path) });
  const cleaned = (value: unknown, path: readonly string[]): unknown => {
    if (!isMap(value)) return value;
    const kept = Object.entries(value).filter(([key, own]) => {
      const option = Object.hasOwn(OPTIONS, key) ? OPTIONS[key] : undefined;
      if (option !== undefined)
        refuse(
          [...path, key],
          `${[...path, key].join('.')} is now an option of the pack ${PACK}.`,
          hintFor(path, option),
        );
      else if (key === 'fleet' && path.length === 0)
        refuse([key], 'The key "fleet" was removed: a configuration now lists the packs that it uses.', fleetHint(own));
      else return true;
      return false;
    });
    return Object.fromEntries(kept);
  };
  const below = (value: unknown, path: readonly string[]): unknown =>
    isMap(value)
      ? Object.fromEntries(Object.entries(value).map(([name, own]) => [name, level(own, [...path, name])]))
      : value;
  const level = (value: unknown, path: readonly string[]): unknown => {
    const kept = cleaned(value, path);
    if (!isMap(kept)) return kept;
    return Object.fromEntries(
      Object.entries(kept).map(([key, own]) => [
        key,
        key === 'environments' || key === 'tenants' ? below(own, [...path, key]) : own,
      ]),
    );
  };
  const rest = level(config, []);
  return { rest, problems };
}

/** The top level lists packs; environments and tenants refer to them by name. */
function hintFor(path: readonly string[], option: string): string {
  return path.length === 0
    ? `Write packs: [{ use: ${PACK}, options: ${option} }].`
    : `Write packs: { fleet: { options: ${option} } } there.`;
}

function fleetHint(value: unknown): string {
  return value === false ? 'Leave it out.' : `Write packs: [{ use: ${PACK} }].`;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
