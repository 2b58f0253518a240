import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

const WORKFLOW = '.github/workflows/grafana.yml';

type Files = Readonly<Record<string, string>>;

/**
 * Moves the workflow to where GitHub expects it: the root of the repository. It then runs in the folder of the project
 * and is named after the project, because another project may have its workflow there.
 */
export function atRepositoryRoot(files: Files, dir: string, name: string): Files {
  const { [WORKFLOW]: workflow, ...rest } = files;
  const root = repositoryRoot(dir);
  const below = root === undefined ? '' : relative(root, resolve(dir)).split(sep).join('/');
  if (workflow === undefined || root === undefined || below === '') return files;
  const path = relative(resolve(dir), join(root, '.github/workflows', `${name}.yml`));
  return { ...rest, [path.split(sep).join('/')]: inFolder(workflow, below, name) };
}

/** Replaces the script `check` by its commands, because in an existing `package.json` it may mean something else. */
export function withCommands(files: Files, script: string): Files {
  const workflow = files[WORKFLOW];
  if (workflow === undefined) return files;
  const steps = script.split(' && ').map((command) => `      - run: npx ${command}`);
  return { ...files, [WORKFLOW]: workflow.replace('      - run: npm run check', () => steps.join('\n')) };
}

/** The nearest parent folder with a `.git`, which is a file in a worktree; undefined outside of repositories. */
function repositoryRoot(dir: string): string | undefined {
  const folder = resolve(dir);
  if (existsSync(join(folder, '.git'))) return folder;
  const above = dirname(folder);
  return above === folder ? undefined : repositoryRoot(above);
}

function inFolder(workflow: string, folder: string, name: string): string {
  const place = quoted(folder);
  return workflow
    .replace(/^name: .*$/m, `name: ${quoted(name)}`)
    .replace(
      /^( +)runs-on: .*$/m,
      (line, indent: string) =>
        `${line}\n${indent}defaults:\n${indent}  run:\n${indent}    working-directory: ${place}`,
    )
    .replace(
      /^( +)cache: npm$/m,
      (line, indent: string) => `${line}\n${indent}cache-dependency-path: ${quoted(`${folder}/package-lock.json`)}`,
    );
}

function quoted(text: string): string {
  return /^[A-Za-z_][\w./-]*$/.test(text) ? text : JSON.stringify(text);
}
