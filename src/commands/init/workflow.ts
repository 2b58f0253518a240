import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

const WORKFLOW = '.github/workflows/grafana.yml';

type Files = Readonly<Record<string, string>>;

/**
 * The files with the workflow where GitHub looks for it: at the root of the repository, working in the folder of the
 * project, and called as the project is, because another one may have its workflow there.
 */
export function atRepositoryRoot(files: Files, dir: string, name: string): Files {
  const { [WORKFLOW]: workflow, ...rest } = files;
  const root = repositoryRoot(dir);
  const below = root === undefined ? '' : relative(root, resolve(dir)).split(sep).join('/');
  if (workflow === undefined || root === undefined || below === '') return files;
  const path = relative(resolve(dir), join(root, '.github/workflows', `${name}.yml`));
  return { ...rest, [path.split(sep).join('/')]: inFolder(workflow, below, name) };
}

/** The same workflow without the script of a `package.json` that was there before: it may mean something else. */
export function withCommands(files: Files, script: string): Files {
  const workflow = files[WORKFLOW];
  if (workflow === undefined) return files;
  const steps = script.split(' && ').map((command) => `      - run: npx ${command}`);
  return { ...files, [WORKFLOW]: workflow.replace('      - run: npm run check', () => steps.join('\n')) };
}

/** The nearest folder with a `.git`, which in a worktree is a file; undefined outside of repositories. */
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
