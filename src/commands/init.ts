import { Command } from 'commander';
import { examples } from './examples.ts';

interface InitOptions {
  readonly pack?: string;
}

/** `pf-grafana init` */
export function initCommand(): Command {
  return new Command('init')
    .description('Write a small project of your own to start from')
    .argument('[dir]', 'folder for the project', '.')
    .option(
      '--pack <name>',
      'write a project that uses a pack of this package, such as fleet, and defines nothing itself',
    )
    .addHelpText('after', examples('pf-grafana init my-project', 'pf-grafana init --pack fleet my-monitoring'))
    .action(runInit);
}

async function runInit(dir: string, { pack }: InitOptions): Promise<void> {
  const { packageSource } = await import('./init/package-source.ts');
  const { nextSteps } = await import('./init/next-steps.ts');
  const source = packageSource();
  const project =
    pack === undefined
      ? await (await import('./init/write-project.ts')).writeProject(dir, source)
      : await (await import('./init/write-pack-project.ts')).writePackProject(pack, dir, source);
  process.stdout.write(`${project.written.join('\n')}\n`);
  process.stderr.write(`\n${nextSteps(dir, project, source)}`);
}
