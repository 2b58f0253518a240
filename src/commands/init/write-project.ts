import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';

import packageFile from '../../../package.json' with { type: 'json' };
import { PACKAGE } from '../../bundle/bundle.ts';
import { UserError } from '../../diagnostics/errors.ts';

const TEMPLATE = join(PACKAGE, 'src', 'commands', 'init', 'template');

/** npm leaves a `.gitignore` out of a package, Git would follow the other here, and `pf-grafana test` would run a template's test in this repository. */
const RENAMED: Readonly<Record<string, string>> = {
  gitattributes: '.gitattributes',
  gitignore: '.gitignore',
  'alerting/target-rules.alert-test.ts': 'alerting/target-rules.alert.test.ts',
};

/**
 * Writes the template into a folder and returns the paths of its files; a UserError, and nothing written, when one of
 * them is there already.
 */
export async function writeProject(dir: string): Promise<string[]> {
  const files = await templateFiles();
  const targets = files.map((file) => join(dir, RENAMED[file] ?? file));
  const present = targets.filter((target) => existsSync(target));
  if (present.length > 0) throw inTheWay(present);
  for (const [index, target] of targets.entries()) {
    const text = await readFile(join(TEMPLATE, files[index] ?? ''), 'utf8');
    await writeNew(target, fillIn(text, dir));
  }
  return targets;
}

async function templateFiles(): Promise<string[]> {
  const entries = await readdir(TEMPLATE, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(TEMPLATE, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

/** The template's `{{name}}`s: the project's, and the versions that this program was made with. */
function fillIn(text: string, dir: string): string {
  const values: Readonly<Record<string, string>> = {
    name: packageName(dir),
    project: projectName(dir),
    version: packageFile.version,
    sdk: packageFile.dependencies['@grafana/grafana-foundation-sdk'],
    typescript: packageFile.devDependencies.typescript,
  };
  return Object.entries(values).reduce((filled, [name, value]) => filled.replaceAll(`{{${name}}}`, value), text);
}

/** The folder's name as npm allows it. */
function packageName(dir: string): string {
  return (
    basename(resolve(dir))
      .toLowerCase()
      .replaceAll(/[^a-z0-9-]+/g, '-')
      .replaceAll(/^-+|-+$/g, '') || 'grafana'
  );
}

/** The same as a project is called: uids begin with it, and Grafana allows them 40 characters. */
function projectName(dir: string): string {
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
