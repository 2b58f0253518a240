import type { Config } from '../../config/config.ts';
import type { ResolvedConfig } from '../../config/resolved.ts';
import { resolveSettings, type ResolvedSettings } from '../../config/resolve.ts';
import { fleet } from '../../fleet/pack.ts';
import { type FleetOptions, type FleetSettings, fleetSettings } from '../../fleet/settings.ts';

/** A configuration of the fleet with the names of this repository; the pack's options are next to the other keys. */
export type FleetConfig = Config & Partial<FleetOptions>;

/** Settings of a configuration of the fleet, as a build would resolve them. */
export function settingsOf(config: FleetConfig = {}): FleetSettings {
  const { settings, packs } = resolvedFleet(config);
  const [pack] = packs;
  if (!pack) throw new Error('The fleet was not resolved.');
  return fleetSettings(pack.settings(settings));
}

/** A configuration of the fleet as a build would compile it. */
export function resolvedConfig(config: FleetConfig = {}): ResolvedConfig {
  const { thresholds: _t, halt: _h, agentUrl: _a, runbook: _r, ...own } = config;
  return { config: own, ...resolvedFleet(config) };
}

/** The same, before the fleet's own processing. */
export function resolvedFleet({ thresholds, halt, agentUrl, runbook, ...config }: FleetConfig): ResolvedSettings {
  const options = Object.fromEntries(
    Object.entries({ thresholds, halt, agentUrl, runbook }).filter(([, value]) => value !== undefined),
  );
  return resolveSettings(
    { name: 'purpleflea', title: 'Purple Flea', uidPrefix: 'pf-', ...config },
    [{ used: fleet({ options }), locate: (path) => ({ file: path.join('.') }) }],
    (path) => ({ file: path.join('.') }),
  );
}
