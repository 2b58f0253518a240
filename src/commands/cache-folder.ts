import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** A folder for data that can be computed again. */
export interface CacheFolder {
  readonly folder: string;
  /** True for the user's own folder, which several projects share. */
  readonly isOfUser: boolean;
}

/** `node_modules/.cache/pf-grafana` of a project; without node_modules, the user's cache folder. */
export function cacheFolder(
  project = '.',
  environment: Readonly<Record<string, string | undefined>> = process.env,
  platform: NodeJS.Platform = process.platform,
): CacheFolder {
  const modules = resolve(project, 'node_modules');
  if (existsSync(modules)) return { folder: join(modules, '.cache', 'pf-grafana'), isOfUser: false };
  return { folder: join(userCache(environment, platform), 'pf-grafana'), isOfUser: true };
}

/** The cache folder of each system: XDG's variable, `~/Library/Caches`, `%LOCALAPPDATA%`. */
function userCache(environment: Readonly<Record<string, string | undefined>>, platform: NodeJS.Platform): string {
  const home = environment['HOME'] || homedir();
  if (environment['XDG_CACHE_HOME']) return environment['XDG_CACHE_HOME'];
  if (platform === 'darwin') return join(home, 'Library', 'Caches');
  if (platform === 'win32') return environment['LOCALAPPDATA'] || join(home, 'AppData', 'Local');
  return join(home, '.cache');
}
