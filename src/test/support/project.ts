import { compileProject, renderProject } from '../../commands/project.ts';
import { resolveProject } from '../../config/project.ts';
import type { Project, ProjectParts } from '../../define/project.ts';
import { UserError } from '../../diagnostics/errors.ts';
import type { RenderedFolder } from '../../emit/render.ts';

type AnyProject = Pick<Project<string, string, Readonly<Record<string, string>>, object, string>, 'build'>;

/** The folder of a project as a build would write it, optionally for one environment. */
export async function renderedProject(
  project: AnyProject,
  parts: ProjectParts = {},
  environment?: string,
): Promise<RenderedFolder> {
  const build = project.build(parts);
  const [resolved] = resolveProject(
    { config: {}, packs: parts.packs ?? [], project: build, locate, dependencies: [], pure: true },
    environment === undefined ? [] : [environment],
  );
  if (!resolved) throw new Error('The project was not resolved.');
  return renderProject(await compileProject(resolved));
}

/** The errors of a build of the project: `path id: message`. */
export async function projectFindings(project: AnyProject, parts: ProjectParts = {}): Promise<string[]> {
  try {
    await renderedProject(project, parts);
    return [];
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.diagnostics.map(({ id, at, message }) => `${at?.file ?? ''} ${id}: ${message}`);
  }
}

function locate(path: readonly string[]): { file: string } {
  return { file: path.join('.') };
}
