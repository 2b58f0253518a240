import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';

import { UserError } from '../../diagnostics/errors.ts';

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

/** Fills in a text's `{{name}}`s. */
export function fillIn(text: string, values: Readonly<Record<string, string>>): string {
  return Object.entries(values).reduce((filled, [name, value]) => filled.replaceAll(`{{${name}}}`, value), text);
}

/** Writes files into a folder and returns their paths; a UserError, and nothing written, when one is there already. */
export async function writeFiles(dir: string, files: Readonly<Record<string, string>>): Promise<string[]> {
  const targets = Object.keys(files).map((path) => join(dir, path));
  const present = targets.filter((target) => existsSync(target));
  if (present.length > 0) throw inTheWay(present);
  for (const [path, text] of Object.entries(files)) await writeNew(join(dir, path), text);
  return targets;
}

/** The folder's name as npm allows it. */
export function packageName(dir: string): string {
  return (
    basename(resolve(dir))
      .toLowerCase()
      .replaceAll(/[^a-z0-9-]+/g, '-')
      .replaceAll(/^-+|-+$/g, '') || 'grafana'
  );
}

/** The same as a project is called: uids begin with it, and Grafana allows them 40 characters. */
export function projectName(dir: string): string {
  return packageName(dir).slice(0, 19).replace(/-+$/, '');
}

async function writeNew(path: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    // `wx` refuses a file that appeared since we looked.
    await writeFile(path, text, { flag: 'wx' });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError({
      severity: 'error',
      id: 'init/write',
      message: `Cannot write ${path}: ${reason}.`,
      hint: 'Choose a folder that you may write to.',
    });
  }
}

function inTheWay(paths: readonly string[]): UserError {
  return new UserError({
    severity: 'error',
    id: 'init/exists',
    message: `Nothing was written, because these are there already: ${paths.join(', ')}.`,
    hint: 'Name a folder without them, such as pf-grafana init my-project.',
  });
}
