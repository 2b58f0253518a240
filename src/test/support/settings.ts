import type { Config } from '../../config/config.ts';
import { resolveSettings } from '../../config/resolve.ts';
import { content } from '../../fleet/index.ts';
import { type FleetSettings, fleetSettings } from '../../fleet/settings.ts';

/** Settings of a configuration of the fleet, as a build would resolve them. */
export function settingsOf(config: Config = {}): FleetSettings {
  return fleetSettings(resolveSettings(config, content, () => ({ file: 'test.config.ts' })));
}
