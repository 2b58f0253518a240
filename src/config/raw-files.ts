import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';

import { LineCounter, parseDocument } from 'yaml';

import type { DashboardDefinition, FileValue, ProvisioningText } from '../define/definitions.ts';
import { isRawFile, type RawFile } from '../define/from-file.ts';
import type { ProjectParts } from '../define/project.ts';
import { UserError } from '../diagnostics/errors.ts';
import { formOf } from '../grafana/dashboard-forms/form.ts';
import { readDashboard } from '../grafana/dashboard-forms/read-dashboard.ts';

type Members = Readonly<Record<string, FileValue | undefined>>;
type Parts = Pick<ProjectParts, 'dashboards' | 'files'>;

/** Replaces the files named in the parts of a project by their contents, and returns the paths of these files. */
export async function withRawFiles<P extends Parts>(
  parts: P,
  root: string,
): Promise<{ readonly parts: P; readonly dependencies: readonly string[] }> {
  const dependencies = rawFilePaths(parts, root);
  if (dependencies.length === 0) return { parts, dependencies };
  const dashboards = (parts.dashboards ?? []).map((dashboard) =>
    isRawFile(dashboard) ? rawDashboard(dashboard, root) : dashboard,
  );
  const files = Object.entries(parts.files ?? {}).map(
    async ([name, value]) => [name, isRawFile(value) ? await rawProvisioning(value, root) : value] as const,
  );
  return {
    parts: { ...parts, dashboards: await Promise.all(dashboards), files: Object.fromEntries(await Promise.all(files)) },
    dependencies,
  };
}

/** Absolute paths of the files that a project passes through. */
export function rawFilePaths({ dashboards = [], files = {} }: Parts, root: string): readonly string[] {
  return [...dashboards, ...Object.values(files)].filter(isRawFile).map(({ path }) => resolve(root, path));
}

/** A dashboard that is emitted exactly as in its file, in any form that Grafana reads. */
async function rawDashboard(file: RawFile, root: string): Promise<DashboardDefinition> {
  const { value } = await read(file, root);
  const json = (): Members => structuredClone(value);
  const { json: classic } = readDashboard(json());
  const uid = classic['uid'];
  if (formOf(value) === 'none' || typeof classic['title'] !== 'string' || classic['title'] === '')
    throw wrong(file, 'is not a dashboard: it has no title', 'Export it with Grafana: Share, Export, Save to file.');
  if (typeof uid !== 'string' || uid === '')
    throw wrong(
      file,
      'has no uid, so Grafana would give the dashboard a new one at each start and links to it would break',
      'Add "uid": "…" to the file.',
    );
  return {
    kind: 'dashboard',
    definedAt: '',
    build: () => ({
      uid,
      ...(file.folder === undefined ? {} : { folder: file.folder }),
      dashboard: { build: () => readDashboard(json()).json as never },
      asItIs: { file: file.path, json: json() },
    }),
  };
}

/** A provisioning file that keeps its text, because it is already in Grafana's format, with `$` written for Grafana. */
async function rawProvisioning(file: RawFile, root: string): Promise<Members & ProvisioningText> {
  const { value, text } = await read(file, root);
  if (value['apiVersion'] !== 1)
    throw wrong(
      file,
      'does not begin with `apiVersion: 1`, so Grafana would read it in a form that it no longer documents',
      'Add the line `apiVersion: 1`.',
    );
  // Not enumerable, so that code which iterates over the members does not see it.
  return Object.defineProperty({ ...value }, 'asItIs', { value: text, enumerable: false }) as Members &
    ProvisioningText;
}

async function read(file: RawFile, root: string): Promise<{ value: Members; text: string }> {
  let text: string;
  try {
    text = await readFile(resolve(root, file.path), 'utf8');
  } catch (error) {
    throw wrong(
      file,
      `cannot be read (${(error as NodeJS.ErrnoException).code ?? String(error)})`,
      'Paths are relative to the configuration.',
    );
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [problem] = document.errors;
  if (problem) {
    const { line, col } = lines.linePos(problem.pos[0]);
    throw wrong(file, `cannot be parsed: ${problem.message.split('\n')[0] ?? ''}`, 'Fix the syntax.', line, col);
  }
  const value: unknown = document.toJS();
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { value: value as Members, text };
  throw wrong(file, 'does not contain a JSON object', 'Use a file that Grafana exported.');
}

function wrong(file: RawFile, what: string, hint: string, line?: number, column?: number): UserError {
  return new UserError({
    severity: 'error',
    id: 'definition/file',
    message: `${file.path} ${what}.`,
    hint,
    at: { file: file.path, ...(line === undefined ? {} : { line }), ...(column === undefined ? {} : { column }) },
  });
}
