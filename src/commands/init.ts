import { Command } from 'commander';
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
  const enter = dir === '.' ? '' : `cd ${dir} && `;
  process.stdout.write(`${written.join('\n')}\n`);
  process.stderr.write(`\nNext: ${enter}npm install && npx pf-grafana build\n`);
}
