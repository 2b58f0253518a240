import { emittedCatalog } from '../fleet/catalog/emitted.ts';
import { compilePack, type CompiledPack } from '../compile/compile.ts';
import { succeed, type Succession } from '../compile/deletions.ts';
import { targetFacts } from '../compile/target.ts';
import type { Config } from '../config/config.ts';
import type { Pack } from '../define/definitions.ts';
import { emitJson } from '../emit/json.ts';
import type { ProvisioningFile } from '../emit/needed-variables.ts';
import { renderFolder, type RenderedFolder } from '../emit/render.ts';
import type { Identities } from '../grafana/identities.ts';
import type { FileKind } from '../grafana/interpolation/fields.ts';
import { addMatchers, addMatchersToLabelValues } from '../query/label-selector.ts';
import type { Settings } from '../define/settings.ts';
import { createOrgsFile } from '../compile/create-orgs.ts';
import { stackFiles } from '../fleet/stack/files.ts';
import { editorSchema } from '../validate/schema/editor-schema.ts';

/** A configuration compiled: what `build` writes and `list` prints. */
export interface Project {
  readonly settings: Settings;
  readonly compiled: CompiledPack;
  /** With the fleet's own definitions, and so with the schemas, recording rules and catalog they stand on. */
  readonly fleet: boolean;
  /** What became of the objects of earlier builds. */
  readonly succession: Succession;
}

/**
 * Compiles the fleet's definitions and the user's own with resolved settings, as the next build after one that emitted
 * `previous`.
 */
export async function compileProject(config: Config, settings: Settings, previous: Identities = {}): Promise<Project> {
  const compiled = compilePack(await packOf(config), settings, {
    promql: (text) => addMatchers(text, settings.selector),
    labelValues: (query) => addMatchersToLabelValues(query, settings.selector),
  });
  const files = [...Object.entries(compiled.files).map(([path, value]) => ({ path, value })), ...compiled.tenantFiles];
  const succession = succeed(files, previous, { facts: targetFacts(settings.grafana), orgId: settings.orgId });
  return { settings, compiled, fleet: hasFleet(config), succession };
}

/** The output folder of a project, as text. */
export function renderProject(project: Project): RenderedFolder {
  const { settings, compiled, fleet } = project;
  const stack = fleet
    ? { ...stackFiles(settings), 'catalog.json': emitJson(emittedCatalog(Object.keys(settings.selector))) }
    : {};
  const files = provisioningFiles(project);
  return renderFolder(files, compiled.dashboards, {
    ...stack,
    ...createOrgsFile(settings),
    ...editorSchemas(files, settings),
  });
}

/** The schemas that the first line of each provisioning file names. */
function editorSchemas(files: readonly ProvisioningFile[], { grafana }: Settings): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...new Set(files.map(({ kind }) => kind))].map((kind) => [
      `schemas/${kind}.json`,
      emitJson(editorSchema(kind, grafana)),
    ]),
  );
}

/** The files of `provisioning/`, before they are text. */
export function provisioningFiles({ settings, compiled, succession }: Project): ProvisioningFile[] {
  const file = (path: string, value: object) => ({
    kind: path.slice(0, path.indexOf('/')) as FileKind,
    path: filePath(path),
    value,
  });
  return [
    // The org of a tenant that is gone is a tenant's still: the base tree must start without it.
    ...succession.files.map(({ path, value, orgId }) => ({
      ...file(path, value),
      ...(orgId === settings.orgId ? {} : { tenant: `org ${orgId}` }),
    })),
    ...Object.entries(compiled.files).map(([path, value]) => file(path, value)),
    ...compiled.tenantFiles.map(({ path, value, tenant, sameAs }) => ({
      ...file(path, value),
      tenant,
      ...(sameAs === undefined ? {} : { sameAs: filePath(sameAs) }),
    })),
  ];
}

function filePath(path: string): string {
  return `provisioning/${path}.yaml`;
}

/** Definitions are loaded late, with source maps on, so that an error in one names its line. */
async function packOf(config: Config): Promise<Pack> {
  process.setSourceMapsEnabled(true);
  const [{ datasources }, { notifications }] = await Promise.all([
    import('../../datasources/index.ts'),
    import('../../alerting/notifications.ts'),
  ]);
  const fleet = hasFleet(config) ? await import('../fleet/index.ts') : { dashboards: [], ruleGroups: [] };
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
