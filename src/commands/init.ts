import { Command } from 'commander';

/** `pf-grafana init` */
export function initCommand(): Command {
  return new Command('init')
    .description('Write a small project of your own to start from')
    .argument('[dir]', 'folder to write it in', '.')
    .action(runInit);
}

async function runInit(dir: string): Promise<void> {
  const { writeProject } = await import('./init/write-project.ts');
  const written = await writeProject(dir);
  const enter = dir === '.' ? '' : `cd ${dir} && `;
  process.stdout.write(`${written.join('\n')}\n`);
  process.stderr.write(`\nNext: ${enter}npm install && npx pf-grafana build\n`);
}
