import { emittedCatalog } from '../catalog/emitted.ts';
import { compilePack, type CompiledPack } from '../compile/compile.ts';
import type { Config } from '../config/config.ts';
import type { LoadedConfig } from '../config/load.ts';
import { resolveSettings } from '../config/resolve.ts';
import type { Pack } from '../define.ts';
import { emitJson } from '../emit/json.ts';
import { renderFolder, type RenderedFolder } from '../emit/render.ts';
import { addMatchers, addMatchersToLabelValues } from '../query/label-selector.ts';
import type { Settings } from '../settings.ts';
import { stackFiles } from '../stack/files.ts';

/** A configuration compiled: what `build` writes and `list` prints. */
export interface Project {
  readonly settings: Settings;
  readonly compiled: CompiledPack;
}

/** Compiles the fleet's definitions and the user's own with a configuration. */
export async function compileProject(loaded: LoadedConfig): Promise<Project> {
  const settings = resolveSettings(loaded.config, loaded.locate);
  const compiled = compilePack(await packOf(loaded.config), settings, {
    promql: (text) => addMatchers(text, settings.selector),
    labelValues: (query) => addMatchersToLabelValues(query, settings.selector),
  });
  return { settings, compiled };
}

/** The output folder of a project, as text. */
export function renderProject({ settings, compiled }: Project): RenderedFolder {
  const provisioning = Object.entries(compiled.files).map(([path, value]) => ({
    kind: path.slice(0, path.indexOf('/')) as 'datasources' | 'dashboards' | 'alerting',
    path: `provisioning/${path}.yaml`,
    value,
  }));
  return renderFolder(provisioning, compiled.dashboards, { ...stackFiles(settings), 'catalog.json': emitJson(emittedCatalog()) });
}

/** Definitions are loaded late, with source maps on, so that an error in one names its line. */
async function packOf(config: Config): Promise<Pack> {
  process.setSourceMapsEnabled(true);
  const fleet = config.fleet === false ? { dashboards: [], ruleGroups: [], datasources: [], notifications: [] } : await import('./fleet.ts');
  return {
    dashboards: [...fleet.dashboards, ...(config.dashboards ?? [])],
    ruleGroups: [...fleet.ruleGroups, ...(config.ruleGroups ?? [])],
    datasources: fleet.datasources,
    notifications: [...fleet.notifications, ...(config.notifications ?? [])],
  };
}
