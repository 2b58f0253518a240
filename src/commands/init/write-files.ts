import { existsSync, statSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';

import { UserError } from '../../diagnostics/errors.ts';
import type { WrittenProject } from './next-steps.ts';
import { atRepositoryRoot, withCommands } from './workflow.ts';

/** The files of a template by path below it. */
export async function readTemplate(template: string): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(template, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(template, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
  return Object.fromEntries(
    await Promise.all(paths.map(async (path) => [path, await readFile(join(template, path), 'utf8')] as const)),
  );
}

/** Replaces every `{{name}}` in a text. */
export function fillIn(text: string, values: Readonly<Record<string, string>>): string {
  return Object.entries(values).reduce((filled, [name, value]) => filled.replaceAll(`{{${name}}}`, value), text);
}

/** Files that belong to the whole folder, not only to us: existing ones are kept. */
const SHARED = new Set(['package.json', 'README.md', '.gitignore', '.gitattributes', '.npmrc']);

/**
 * Writes a project into a folder, with its workflow at the root of the repository. Throws a UserError, and writes
 * nothing, if one of its files already exists, except for those that are kept.
 */
export async function writeFiles(
  dir: string,
  template: Readonly<Record<string, string>>,
  name: string,
): Promise<WrittenProject> {
  if (existsSync(dir) && !statSync(dir).isDirectory()) throw notAFolder(dir);
  const isKept = (path: string) => SHARED.has(path) && existsSync(join(dir, path));
  const own = isKept('package.json') ? withCommands(template, checkScript(template['package.json'] ?? '{}')) : template;
  const entries = Object.entries(atRepositoryRoot(own, dir, name));
  const files = entries.filter(([path]) => !isKept(path));
  const targets = files.map(([path]) => join(dir, path));
  const present = targets.filter((target) => existsSync(target));
  if (present.length > 0) throw inTheWay(present);
  for (const [path, text] of files) await writeNew(join(dir, path), text);
  return {
    written: targets,
    kept: Object.fromEntries(entries.filter(([path]) => !files.some(([one]) => one === path))),
  };
}

function checkScript(packageJson: string): string {
  // Safe: it is the template's own package.json.
  return (JSON.parse(packageJson) as { scripts: { check: string } }).scripts.check;
}

/** The folder's name as a valid npm package name. */
export function packageName(dir: string): string {
  return (
    basename(resolve(dir))
      .toLowerCase()
      .replaceAll(/[^a-z0-9-]+/g, '-')
      .replaceAll(/^-+|-+$/g, '') || 'grafana'
  );
}

/** The same for a project name: it is the prefix of uids, which have at most 40 characters. */
export function projectName(dir: string): string {
  return packageName(dir).slice(0, 19).replace(/-+$/, '');
}

async function writeNew(path: string, text: string): Promise<void> {
  try {
    await makeFolder(dirname(path));
    // `wx` fails if the file has been created since the check.
    await writeFile(path, text, { flag: 'wx' });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError({
      severity: 'error',
      id: 'init/write',
      message: `Cannot write ${path}: ${reason}.`,
      hint: 'Choose a folder that you have permission to write to.',
    });
  }
}

/** Node's recursive mkdir never returns on a file system, such as /proc, that answers ENOENT for every new name. */
async function makeFolder(path: string): Promise<void> {
  if (existsSync(path)) return;
  await makeFolder(dirname(path));
  await mkdir(path);
}

function notAFolder(path: string): UserError {
  return new UserError({
    severity: 'error',
    id: 'init/folder',
    message: `${path} is a file, and a project needs a folder.`,
    hint: 'Give the name of a new folder, as in pf-grafana init my-project.',
  });
}

function inTheWay(paths: readonly string[]): UserError {
  return new UserError({
    severity: 'error',
    id: 'init/exists',
    message: `Nothing was written, because these files already exist: ${paths.join(', ')}.`,
    hint: 'Choose another folder, for example a new one below this one: pf-grafana init my-project.',
  });
}
