import { compilePack, type CompiledPack } from '../compile/compile.ts';
import { projectContent } from '../compile/project-content.ts';
import { succeed, type Succession } from '../compile/deletions.ts';
import { targetFacts } from '../compile/target.ts';
import type { Config } from '../config/config.ts';
import { loadContent } from '../config/content.ts';
import type { ResolvedConfig } from '../config/environments.ts';
import type { Content } from '../define/content.ts';
import type { Pack } from '../define/definitions.ts';
import type { ProjectBuild } from '../define/project.ts';
import { emitJson } from '../emit/json.ts';
import type { ProvisioningFile } from '../emit/needed-variables.ts';
import { renderFolder, type RenderedFolder } from '../emit/render.ts';
import type { Identities } from '../grafana/identities.ts';
import type { FileKind } from '../grafana/interpolation/fields.ts';
import { addMatchers, addMatchersToLabelValues } from '../query/label-selector.ts';
import type { Settings } from '../define/settings.ts';
import { createOrgsFile } from '../compile/create-orgs.ts';
import { editorSchema } from '../validate/schema/editor-schema.ts';

/** A configuration compiled: what `build` writes and `list` prints. */
export interface Project {
  readonly settings: Settings;
  readonly compiled: CompiledPack;
  /** The content whose definitions are part of it, and so the schemas, recording rules and catalog they stand on. */
  readonly content: Content | undefined;
  /** What became of the objects of earlier builds. */
  readonly succession: Succession;
}

/**
 * Compiles the content's definitions and the user's own with resolved settings, as the next build after one that emitted
 * `previous`.
 */
export async function compileProject(
  { config, settings, environment, project }: ResolvedConfig,
  previous: Identities = {},
): Promise<Project> {
  const content = await loadContent();
  const pack = project ? await projectPack(project, environment) : await packOf(config, content);
  const compiled = compilePack(pack, settings, {
    promql: (text) => addMatchers(text, settings.selector),
    labelValues: (query) => addMatchersToLabelValues(query, settings.selector),
  });
  const files = [...Object.entries(compiled.files).map(([path, value]) => ({ path, value })), ...compiled.tenantFiles];
  const succession = succeed(files, previous, {
    facts: targetFacts(settings.grafana),
    orgId: settings.orgId,
    owner: settings.project.name,
  });
  return { settings, compiled, content: project || !hasContent(config) ? undefined : content, succession };
}

/** The output folder of a project, as text. */
export async function renderProject(project: Project): Promise<RenderedFolder> {
  const { settings, compiled, content } = project;
  const files = provisioningFiles(project);
  const others = { ...(content && (await contentFiles(content, settings))), ...editorSchemas(files, settings) };
  return renderFolder(files, compiled.dashboards, { ...others, ...createOrgsFile(settings) }, settings.project.name);
}

/** What the content's dashboards stand on beside Grafana. */
async function contentFiles(content: Content, settings: Settings): Promise<Readonly<Record<string, string>>> {
  const catalog = await content.catalog(Object.keys(settings.selector));
  return { ...(await content.files(settings)), 'catalog.json': emitJson(catalog) };
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
async function packOf(config: Config, content: Content): Promise<Pack> {
  process.setSourceMapsEnabled(true);
  const { dashboards, ruleGroups, datasources, notifications } = await content.definitions();
  const own = hasContent(config);
  return {
    dashboards: [...(own ? dashboards : []), ...(config.dashboards ?? [])],
    ruleGroups: [...(own ? ruleGroups : []), ...(config.ruleGroups ?? [])],
    datasources,
    notifications: [...notifications, ...(config.notifications ?? [])],
    tenantNotifications: notifications,
  };
}

/** The definitions of a project of a user's own. */
async function projectPack(project: ProjectBuild, environment: string | undefined): Promise<Pack> {
  process.setSourceMapsEnabled(true);
  const definitions = await projectContent(project, environment).definitions();
  return { ...definitions, tenantNotifications: [], files: project.parts.files ?? {} };
}

function hasContent(config: Config): boolean {
  return config.fleet !== false;
}
