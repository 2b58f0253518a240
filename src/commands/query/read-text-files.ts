import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

import { UserError } from '../../diagnostics/errors.ts';
import type { FilesByPath } from '../../verify/panel-queries/grafana-files.ts';

/** Returns the JSON and YAML files below a folder by path; throws a UserError if the folder does not exist. */
export async function readTextFiles(root: string): Promise<FilesByPath> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      throw new UserError({
        severity: 'error',
        id: 'query/folder',
        message: `The folder ${root} cannot be read (${error.code ?? error.message}).`,
        hint: 'Run `pf-grafana build`, or choose another folder with --dir.',
      });
    },
  );
  const paths = entries
    .filter((entry) => entry.isFile() && /\.(json|ya?ml)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return new Map(
    await Promise.all(
      paths.map(async (path) => [relative(root, path).split(sep).join('/'), await readFile(path, 'utf8')] as const),
    ),
  );
}
