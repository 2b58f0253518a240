import { emittedCatalog } from '../catalog/emitted.ts';
import { compilePack, type CompiledPack } from '../compile/compile.ts';
import type { Config } from '../config/config.ts';
import type { Pack } from '../define.ts';
import { emitJson } from '../emit/json.ts';
import type { ProvisioningFile } from '../emit/needed-variables.ts';
import { renderFolder, type RenderedFolder } from '../emit/render.ts';
import type { FileKind } from '../interpolation/fields.ts';
import { addMatchers, addMatchersToLabelValues } from '../query/label-selector.ts';
import type { Settings } from '../settings.ts';
import { stackFiles, tenantStack } from '../stack/files.ts';

/** A configuration compiled: what `build` writes and `list` prints. */
export interface Project {
  readonly settings: Settings;
  readonly compiled: CompiledPack;
  /** With the fleet's own definitions, and so with the schemas, recording rules and catalog they stand on. */
  readonly fleet: boolean;
}

/** Compiles the fleet's definitions and the user's own with resolved settings. */
export async function compileProject(config: Config, settings: Settings): Promise<Project> {
  const compiled = compilePack(await packOf(config), settings, {
    promql: (text) => addMatchers(text, settings.selector),
    labelValues: (query) => addMatchersToLabelValues(query, settings.selector),
  });
  return { settings, compiled, fleet: hasFleet(config) };
}

/** The output folder of a project, as text. */
export function renderProject(project: Project): RenderedFolder {
  const { settings, compiled, fleet } = project;
  const stack = fleet ? { ...stackFiles(settings), 'catalog.json': emitJson(emittedCatalog()) } : {};
  return renderFolder(provisioningFiles(project), compiled.dashboards, { ...stack, ...tenantStack(settings) });
}

/** The files of `provisioning/`, before they are text. */
export function provisioningFiles({ compiled }: Project): ProvisioningFile[] {
  const file = (path: string, value: object) => ({ kind: path.slice(0, path.indexOf('/')) as FileKind, path: filePath(path), value });
  return [
    ...Object.entries(compiled.files).map(([path, value]) => file(path, value)),
    ...compiled.tenantFiles.map(({ path, value, tenant, sameAs }) => ({ ...file(path, value), tenant, ...(sameAs === undefined ? {} : { sameAs: filePath(sameAs) }) })),
  ];
}

function filePath(path: string): string {
  return `provisioning/${path}.yaml`;
}

/** Definitions are loaded late, with source maps on, so that an error in one names its line. */
async function packOf(config: Config): Promise<Pack> {
  process.setSourceMapsEnabled(true);
  const [{ datasources }, { notifications }] = await Promise.all([import('../../datasources/index.ts'), import('../../alerting/notifications.ts')]);
  const fleet = hasFleet(config) ? await import('./fleet.ts') : { dashboards: [], ruleGroups: [] };
  return {
    dashboards: [...fleet.dashboards, ...(config.dashboards ?? [])],
    ruleGroups: [...fleet.ruleGroups, ...(config.ruleGroups ?? [])],
    // Both say what the configuration names, whosever dashboards are beside them.
    datasources,
    notifications: [notifications, ...(config.notifications ?? [])],
    tenantNotifications: [notifications],
  };
}

function hasFleet(config: Config): boolean {
  return config.fleet !== false;
}
