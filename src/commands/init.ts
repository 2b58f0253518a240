import { relative, resolve } from 'node:path';

import { Command } from 'commander';

import packageFile from '../../package.json' with { type: 'json' };
import { isClone, PACKAGE } from '../bundle/freshness.ts';
import { examples } from './examples.ts';

interface InitOptions {
  readonly pack?: string;
}

/** `pf-grafana init` */
export function initCommand(): Command {
  return new Command('init')
    .description('Write a small project of your own to start from')
    .argument('[dir]', 'folder to write it in', '.')
    .option('--pack <name>', 'a project that runs a pack of this package and defines nothing itself, as fleet')
    .addHelpText('after', examples('pf-grafana init my-project', 'pf-grafana init --pack fleet my-monitoring'))
    .action(runInit);
}

async function runInit(dir: string, { pack }: InitOptions): Promise<void> {
  const written =
    pack === undefined
      ? await (await import('./init/write-project.ts')).writeProject(dir)
      : await (await import('./init/write-pack-project.ts')).writePackProject(pack, dir);
  process.stdout.write(`${written.join('\n')}\n`);
  process.stderr.write(`\nNext: ${nextSteps(dir).join(' && ')}\n`);
}

/** What to type after it; a clone has made no package yet that a project could install. */
function nextSteps(dir: string): string[] {
  const enter = dir === '.' ? [] : [`cd ${quoted(dir)}`];
  if (!isClone()) return [...enter, 'npm install', 'npx pf-grafana build'];
  const clone = relative('.', PACKAGE);
  const npm = clone === '' ? 'npm' : `npm --prefix ${quoted(clone)}`;
  return [
    `${npm} run tarball -- ${quoted(resolve(dir))}`,
    ...enter,
    `npm install --save-dev ./pf-grafana-${packageFile.version}.tgz`,
    'npx pf-grafana build',
  ];
}

function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`;
}
