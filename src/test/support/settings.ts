import type { Config } from '../../config/config.ts';
import { resolveSettings } from '../../config/resolve.ts';
import type { Settings } from '../../define/settings.ts';

/** Settings of a configuration, as a build would resolve them. */
export function settingsOf(config: Config = {}): Settings {
  return resolveSettings(config, () => ({ file: 'test.config.ts' }));
}
